import { expect, test } from 'vitest';
import { LINK_TEXT_MAX } from '../limits.ts';
import { linkProblem } from './linkProblem.ts';

test('nothing and far too much are said to be wrong; everything else is for the host to judge', () => {
  expect(linkProblem(' \n ')).toContain('Paste');
  expect(linkProblem('x'.repeat(LINK_TEXT_MAX + 1))).toContain('too long');
  expect(linkProblem(`  ${'x'.repeat(LINK_TEXT_MAX)}\n`)).toBeNull();
  expect(linkProblem('Come and play! evertable://join/abc')).toBeNull();
});
