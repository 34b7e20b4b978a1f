import type { Card } from './cards.ts';

/** 1 (seven-five-four-three-two, unsuited) .. 7462 (royal flush); higher is better, equal is a tie. */
export type Strength = number;

export const STRONGEST: Strength = 7462;

export const CATEGORIES = [
  'high card',
  'pair',
  'two pair',
  'three of a kind',
  'straight',
  'flush',
  'full house',
  'four of a kind',
  'straight flush',
] as const;

export type Category = (typeof CATEGORIES)[number];

/** The strength of the best five cards among 5, 6 or 7 distinct ones. Throws RangeError for any other number of cards. */
export function strength(cards: readonly Card[]): Strength {
  if (cards.length < 5 || cards.length > 7)
    throw new RangeError(`strength needs 5, 6 or 7 cards, got ${cards.length}`);
  throw new Error('not written yet');
}

/** The same for exactly seven cards, without an array: nothing is allocated or checked. */
export function strength7(a: Card, b: Card, c: Card, d: Card, e: Card, f: Card, g: Card): Strength {
  return strength([a, b, c, d, e, f, g]);
}

/** The category that a strength belongs to; the royal flush counts as a straight flush. */
export function categoryOf(strength: Strength): Category {
  throw new Error(`not written yet: ${strength}`);
}
