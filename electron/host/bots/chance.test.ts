import { describe, expect, test } from 'vitest';
import { between, happens, pick, shuffled } from './chance.ts';
import { seededRandom } from './testing/seededRandom.ts';

const ALMOST_ONE = 1 - 2 ** -53;

describe('chance', () => {
  test('what has no probability never happens, what is certain always does', () => {
    expect(happens(0, () => 0)).toBe(false);
    expect(happens(1, () => ALMOST_ONE)).toBe(true);
  });
  test('picks the first and the last, and refuses to pick from nothing', () => {
    expect(pick(['a', 'b', 'c'], () => 0)).toBe('a');
    expect(pick(['a', 'b', 'c'], () => ALMOST_ONE)).toBe('c');
    expect(() => pick([], () => 0)).toThrow(RangeError);
  });
  test('stays between its ends', () => {
    expect(between(-2, 6, () => 0)).toBe(-2);
    expect(between(-2, 6, () => 0.5)).toBe(2);
  });
  test('shuffles without losing anything, and leaves the original as it was', () => {
    const items = [1, 2, 3, 4, 5, 6, 7, 8];
    const drawn = shuffled(items, seededRandom(3));
    expect(drawn).not.toEqual(items);
    expect(drawn.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(items).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
});
