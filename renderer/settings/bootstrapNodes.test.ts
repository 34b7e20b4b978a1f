import { expect, test } from 'vitest';
import { nodesProblem, parseNodes } from './bootstrapNodes.ts';

test('nodes are read a line each, or between commas', () => {
  expect(parseNodes(' 10.0.0.2:49737 \n\n node.example:1 ,other:65535\n')).toEqual([
    '10.0.0.2:49737',
    'node.example:1',
    'other:65535',
  ]);
  expect(parseNodes(' \n ')).toEqual([]);
});

test.each(['10.0.0.2', '10.0.0.2:', ':49737', 'host:0', 'host:65536', 'host:1e3', 'a b:1', 'http://x:1/'])(
  '%s is no node',
  (node) => {
    expect(nodesProblem([node])).toContain(node);
  },
);

test('good nodes have no problem, too many have one', () => {
  expect(nodesProblem([])).toBeNull();
  expect(nodesProblem(['10.0.0.2:49737', 'my-node.local:1'])).toBeNull();
  expect(nodesProblem(Array.from({ length: 9 }, (_, index) => `host:${index + 1}`))).toBe('At most 8 nodes.');
});
