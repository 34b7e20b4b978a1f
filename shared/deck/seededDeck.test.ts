import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DECK_CARDS } from './openedCard.ts';
import { DECK_SEED_BYTES, seededDeck } from './seededDeck.ts';
import { commitDeck, isCommitted } from './standIn.ts';

const seeds = fc.uint8Array({ minLength: DECK_SEED_BYTES, maxLength: DECK_SEED_BYTES });

test('any seed gives 52 distinct cards, each with what proves it, the same every time', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const deck = seededDeck(seed);
      expect(new Set(deck.map(({ card }) => card)).size).toBe(DECK_CARDS);
      const commitments = commitDeck(deck);
      expect(deck.every((opened) => isCommitted(commitments, opened))).toBe(true);
      expect(seededDeck(seed)).toEqual(deck);
    }),
    { numRuns: 20 },
  );
});

test('every card comes first about equally often', () => {
  const counts = new Array<number>(DECK_CARDS).fill(0);
  const deals = 1_560;
  for (let deal = 0; deal < deals; deal++) {
    const seed = new Uint8Array(DECK_SEED_BYTES);
    new DataView(seed.buffer).setUint32(0, deal);
    const first = seededDeck(seed)[0]?.card ?? 0;
    counts[first] = (counts[first] ?? 0) + 1;
  }
  const expected = deals / DECK_CARDS;
  const chiSquared = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  // 51 degrees of freedom: above 100 once in twenty thousand fair shuffles; these seeds are always the same.
  expect(chiSquared).toBeLessThan(100);
});
