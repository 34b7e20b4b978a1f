import { type Card, rankOf, suitOf } from './cards.ts';
import { type Category, categoryOfClass, type HandClass } from './handClass.ts';
import {
  CLASS_COUNT,
  CLASS_OF_STRENGTH,
  FLUSH_BITS,
  FLUSH_CARRY,
  FLUSH_STRENGTH,
  fillTables,
  LOW_BITS,
  LOW_MASK,
  LOWER_ORDINAL,
  RANK_KEY,
  SUIT_KEY,
  tablesFilled,
  UNSUITED_STRENGTH,
  UPPER_BASE,
} from './strengthTables.ts';

/** 1 (seven-five-four-three-two, unsuited) .. 7462 (royal flush); higher is better, equal is a tie. */
export type Strength = number;

export const STRONGEST: Strength = CLASS_COUNT;

/** The strength of the best five cards among 5, 6 or 7 distinct ones. Throws RangeError for any other number of cards. */
export function strength(cards: readonly Card[]): Strength {
  if (cards.length < 5 || cards.length > 7) {
    throw new RangeError(`a hand is ranked with 5, 6 or 7 cards, not ${cards.length}`);
  }
  if (!tablesFilled) fillTables();
  let rankKey = 0;
  let suitKey = 0;
  for (const card of cards) {
    rankKey += RANK_KEY[card] as number;
    suitKey += SUIT_KEY[card] as number;
  }
  const flush = (suitKey + FLUSH_CARRY) & FLUSH_BITS;
  if (flush === 0) return unsuitedStrength(UPPER_BASE[cards.length] as Int32Array, rankKey);
  const suit = flushSuit(flush);
  let ranks = 0;
  for (const card of cards) ranks |= rankIfSuited(card, suit);
  return FLUSH_STRENGTH[ranks] as number;
}

/** The same for exactly seven cards, without an array: nothing is allocated and the cards are not checked. */
export function strength7(a: Card, b: Card, c: Card, d: Card, e: Card, f: Card, g: Card): Strength {
  if (!tablesFilled) fillTables();
  const suitKey =
    (SUIT_KEY[a] as number) +
    (SUIT_KEY[b] as number) +
    (SUIT_KEY[c] as number) +
    (SUIT_KEY[d] as number) +
    (SUIT_KEY[e] as number) +
    (SUIT_KEY[f] as number) +
    (SUIT_KEY[g] as number);
  const flush = (suitKey + FLUSH_CARRY) & FLUSH_BITS;
  if (flush === 0) {
    const rankKey =
      (RANK_KEY[a] as number) +
      (RANK_KEY[b] as number) +
      (RANK_KEY[c] as number) +
      (RANK_KEY[d] as number) +
      (RANK_KEY[e] as number) +
      (RANK_KEY[f] as number) +
      (RANK_KEY[g] as number);
    return unsuitedStrength(UPPER_BASE_7, rankKey);
  }
  const suit = flushSuit(flush);
  const ranks =
    rankIfSuited(a, suit) |
    rankIfSuited(b, suit) |
    rankIfSuited(c, suit) |
    rankIfSuited(d, suit) |
    rankIfSuited(e, suit) |
    rankIfSuited(f, suit) |
    rankIfSuited(g, suit);
  return FLUSH_STRENGTH[ranks] as number;
}

const UPPER_BASE_7 = UPPER_BASE[7] as Int32Array;

/** The category that a strength belongs to; the royal flush counts as a straight flush. */
export function categoryOf(strength: Strength): Category {
  return categoryOfClass(classOf(strength));
}

/** What the strength is made of. Throws RangeError outside 1..STRONGEST. */
export function classOf(strength: Strength): HandClass {
  if (!tablesFilled) fillTables();
  const hand = CLASS_OF_STRENGTH[strength - 1];
  if (hand === undefined) throw new RangeError(`strengths run from 1 to ${STRONGEST}, not ${strength}`);
  return hand;
}

function unsuitedStrength(upperBase: Int32Array, rankKey: number): Strength {
  const base = upperBase[rankKey >>> LOW_BITS] as number;
  return UNSUITED_STRENGTH[base + (LOWER_ORDINAL[rankKey & LOW_MASK] as number)] as number;
}

/** The suit 0..3 whose bit among FLUSH_BITS is set; seven cards hold at most one flush. */
function flushSuit(flush: number): number {
  return (31 - Math.clz32(flush)) >> 2;
}

function rankIfSuited(card: Card, suit: number): number {
  return suitOf(card) === suit ? 1 << rankOf(card) : 0;
}
