import { encode } from 'uqr';
import { expect, test } from 'vitest';
import { LINK_TEXT_MAX } from '../limits.ts';
import { qrDrawing } from './qrPath.ts';

const LINK = `evertable://join/${'Ab3-x_9'.repeat(20)}`;

test('the boxes of the path cover the dark modules, each once, and nothing else', () => {
  const drawing = qrDrawing(LINK);
  const { size, data } = encode(LINK, { ecc: 'M', border: 2 });
  const covered = data.map((row) => row.map(() => 0));
  for (const [, x, y, width] of drawing?.path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g) ?? []) {
    for (let at = Number(x); at < Number(x) + Number(width); at++) {
      const row = covered[Number(y)];
      if (row !== undefined) row[at] = (row[at] ?? 0) + 1;
    }
  }
  expect(drawing?.size).toBe(size);
  expect(covered).toEqual(data.map((row) => row.map(Number)));
});

test('the longest link still fits, a text beyond every code does not', () => {
  expect(qrDrawing('x'.repeat(LINK_TEXT_MAX))).not.toBeNull();
  expect(qrDrawing('x'.repeat(5_000))).toBeNull();
});
