import { expect, test } from 'vitest';
import { clockwiseFrom, isBetween, nextSeat } from './seats.ts';

test('clockwise begins left of a place and ends with it', () => {
  expect(clockwiseFrom([7, 0, 4, 2], 2)).toEqual([4, 7, 0, 2]);
  expect(clockwiseFrom([7, 0, 4, 2], 3)).toEqual([4, 7, 0, 2]);
  expect(clockwiseFrom([7, 0, 4, 2], 9)).toEqual([0, 2, 4, 7]);
  expect(clockwiseFrom([], 3)).toEqual([]);
});

test('the next seat goes round the table', () => {
  expect(nextSeat([1, 5], 1)).toBe(5);
  expect(nextSeat([1, 5], 5)).toBe(1);
  expect(nextSeat([5], 5)).toBe(5);
  expect(nextSeat([], 5)).toBeNull();
});

test('between two places, neither end counts', () => {
  expect([1, 2, 3, 4, 5].filter((seat) => isBetween(seat, 2, 5))).toEqual([3, 4]);
  expect([0, 1, 5, 6, 7].filter((seat) => isBetween(seat, 5, 1))).toEqual([0, 6, 7]);
  expect([0, 1, 2].filter((seat) => isBetween(seat, 1, 1))).toEqual([]);
});
