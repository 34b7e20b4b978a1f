import { expect, test } from 'vitest';
import { quantile } from './quantile.ts';

test('a quantile is the value that a share of them is not above', () => {
  const values = Array.from({ length: 200 }, (_, at) => 200 - at);
  expect(quantile(values, 0.99)).toBe(198);
  expect(quantile(values, 0)).toBe(1);
  expect(quantile(values, 1)).toBe(200);
  expect(quantile([7], 0.5)).toBe(7);
  expect(() => quantile([], 0.5)).toThrow(RangeError);
});
