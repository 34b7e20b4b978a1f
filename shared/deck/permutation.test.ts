import { expect, test } from 'vitest';
import { DECK_CARDS } from './openedCard.ts';
import { randomPermutation } from './permutation.ts';
import { seededBytes } from './testing/seededBytes.ts';

const RANGE = Array.from({ length: DECK_CARDS }, (_, at) => at);
const SHUFFLES = 5_200;

test('every order holds every place once', () => {
  const random = seededBytes('once');
  for (let length = 1; length <= DECK_CARDS; length++) {
    const order = randomPermutation(length, random);
    expect([...order].sort((a, b) => a - b)).toEqual(RANGE.slice(0, length));
  }
});

// Chi-square over 52 x 52 counts. With rows and columns fixed it has 51 x 51 degrees of freedom k: mean k, deviation sqrt(2k).
test('psi puts every card in every place equally often', () => {
  const random = seededBytes('chi-square');
  const counts = RANGE.map(() => RANGE.map(() => 0));
  for (let shuffle = 0; shuffle < SHUFFLES; shuffle++) {
    for (const [place, card] of randomPermutation(DECK_CARDS, random).entries()) {
      (counts[place] as number[])[card] = (counts[place]?.[card] ?? 0) + 1;
    }
  }
  const expected = SHUFFLES / DECK_CARDS;
  const chiSquare = counts.flat().reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  const freedom = (DECK_CARDS - 1) ** 2;
  expect(Math.abs(chiSquare - freedom)).toBeLessThan(4 * Math.sqrt(2 * freedom));
});

test('psi gives all orders of four equally often', () => {
  const random = seededBytes('orders');
  const counts = new Map<string, number>();
  for (let shuffle = 0; shuffle < 24 * 400; shuffle++) {
    const order = randomPermutation(4, random).join();
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect(counts.size).toBe(24);
  const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - 400) ** 2 / 400, 0);
  // 23 degrees of freedom: above 50 once in a thousand.
  expect(chiSquare).toBeLessThan(50);
});

test('a word that would favour some places is drawn again', () => {
  // 2^32 - 1 is left over when words are shared out among 3: taken, it would be place 0.
  const words = [0xffff_ffff, 1, 0];
  let drawn = 0;
  const order = randomPermutation(3, (sizeBytes) => {
    const bytes = new Uint8Array(sizeBytes);
    new DataView(bytes.buffer).setUint32(0, words[drawn++] ?? 0);
    return bytes;
  });
  expect(drawn).toBe(3);
  // 1 for the last place, then 0 for the one before.
  expect(order).toEqual([2, 0, 1]);
});
