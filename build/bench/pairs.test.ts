import { expect, test } from 'vitest';
import { interleave, median, medianRatio, PAIRS_MIN, pairCount } from './pairs.ts';

test('a median is the middle value, or halfway between the two', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(() => median([])).toThrow(RangeError);
});

test('pairs are measured side by side, each side first every other time', async () => {
  const order: string[] = [];
  const side = (name: string, ms: number) => () => {
    order.push(name);
    return ms;
  };
  const pairs = await interleave(3, side('one', 6), side('other', 2));
  expect(order).toEqual(['one', 'other', 'other', 'one', 'one', 'other']);
  expect(pairs).toEqual({ one: [6, 6, 6], other: [2, 2, 2] });
});

test('a ratio is the median of the pairs, which one bad pair does not move', () => {
  expect(medianRatio({ one: [2, 3, 900], other: [1, 1, 1] })).toBe(3);
});

test('no full run has fewer pairs than a ratio needs', () => {
  expect(pairCount(1, false)).toBe(PAIRS_MIN);
  expect(pairCount(40, false)).toBe(40);
  expect(pairCount(40, true)).toBeLessThan(PAIRS_MIN);
});
