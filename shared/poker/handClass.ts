/**
 * A class is what decides between two hands: the category and the ranks that count. As an integer
 *   category (4 bits) | leading ranks (13 bits) | kickers (13 bits)
 * with ranks as sets of bits (bit 0 the deuce, bit 12 the ace), so that the stronger hand is the greater integer.
 * The leading ranks are the paired ones, the top of a straight, or the trips of a full house with its pair among the kickers.
 */
export type HandClass = number;

/** A set of ranks: bit 0 the deuce .. bit 12 the ace. */
export type RankSet = number;

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

/** Indices into CATEGORIES. */
const HIGH_CARD = 0;
const PAIR = 1;
const TWO_PAIR = 2;
const THREE_OF_A_KIND = 3;
const STRAIGHT = 4;
const FLUSH = 5;
const FULL_HOUSE = 6;
const FOUR_OF_A_KIND = 7;
const STRAIGHT_FLUSH = 8;

const CATEGORY_SHIFT = 26;
const LEADING_SHIFT = 13;
const RANK_SET_MASK = 0x1fff;
const ACE: RankSet = 1 << 12;
const HAND_SIZE = 5;

function makeClass(category: number, leading: RankSet, kickers: RankSet): HandClass {
  return (category << CATEGORY_SHIFT) | (leading << LEADING_SHIFT) | kickers;
}

export function categoryOfClass(hand: HandClass): Category {
  return CATEGORIES[hand >> CATEGORY_SHIFT] as Category;
}

export function leadingRanks(hand: HandClass): RankSet {
  return (hand >> LEADING_SHIFT) & RANK_SET_MASK;
}

export function kickerRanks(hand: HandClass): RankSet {
  return hand & RANK_SET_MASK;
}

/**
 * The best five cards of 5, 6 or 7 when no five share a suit.
 * @param any the ranks that occur; `pairs`, `trips`, `quads` those that occur at least twice, three and four times
 */
export function bestUnsuitedClass(any: RankSet, pairs: RankSet, trips: RankSet, quads: RankSet): HandClass {
  if (quads !== 0) return makeClass(FOUR_OF_A_KIND, quads, highest(any & ~quads, 1));
  const trip = highest(trips, 1);
  const filler = highest(pairs & ~trip, 1);
  if (trip !== 0 && filler !== 0) return makeClass(FULL_HOUSE, trip, filler);
  const straight = straightTop(any);
  if (straight !== 0) return makeClass(STRAIGHT, straight, 0);
  if (trip !== 0) return makeClass(THREE_OF_A_KIND, trip, highest(any & ~trip, 2));
  const paired = highest(pairs, 2);
  const two = paired !== highest(pairs, 1);
  if (two) return makeClass(TWO_PAIR, paired, highest(any & ~paired, 1));
  if (paired !== 0) return makeClass(PAIR, paired, highest(any & ~paired, 3));
  return makeClass(HIGH_CARD, 0, highest(any, HAND_SIZE));
}

/** The best five cards of five or more in one suit. */
export function bestSuitedClass(ranks: RankSet): HandClass {
  const straight = straightTop(ranks);
  if (straight !== 0) return makeClass(STRAIGHT_FLUSH, straight, 0);
  return makeClass(FLUSH, 0, highest(ranks, HAND_SIZE));
}

/** The `count` highest members of a set; all of a smaller one. */
function highest(ranks: RankSet, count: number): RankSet {
  let rest = ranks;
  for (let taken = 0; taken < count && rest !== 0; taken++) rest ^= 1 << (31 - Math.clz32(rest));
  return ranks ^ rest;
}

/** The top rank of the best straight, as a set of one; 0 without a straight. The ace also stands below the deuce. */
function straightTop(ranks: RankSet): RankSet {
  const withLowAce = (ranks << 1) | (ranks & ACE ? 1 : 0);
  const bottoms = withLowAce & (withLowAce >> 1) & (withLowAce >> 2) & (withLowAce >> 3) & (withLowAce >> 4);
  return highest(bottoms, 1) << 3;
}
