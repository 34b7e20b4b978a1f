import { DECK_SIZE, RANK_COUNT, rankOf, suitOf } from './cards.ts';
import { bestSuitedClass, bestUnsuitedClass, type HandClass, type RankSet } from './handClass.ts';

/**
 * The tables behind strength.ts.
 *
 * Suits matter only when five cards share one; then the set of their ranks indexes FLUSH_STRENGTH. Otherwise only how often each rank
 * occurs matters. Each card adds its RANK_KEY, and the sum is the counts of all ranks written in base 5 (a rank occurs at most four
 * times): the ranks deuce to eight in the lower LOW_BITS bits, nine to ace above. Two small tables turn the halves into a dense index:
 * for a given upper half and number of cards the possible lower halves are exactly those with the remaining number of cards, so
 *   UNSUITED_STRENGTH[UPPER_BASE[number of cards][upper half] + LOWER_ORDINAL[lower half]].
 */
export const LOW_BITS = 17;
export const LOW_MASK = (1 << LOW_BITS) - 1;

const LOW_RANKS = 7;
const COUNT_BASE = 5;
const MAX_OF_A_RANK = 4;
const POWERS = Array.from({ length: RANK_COUNT }, (_, rank) => COUNT_BASE ** rank);
const MIN_CARDS = 5;
const MAX_CARDS = 7;

/** What a card adds to the rank key. */
export const RANK_KEY = Int32Array.from({ length: DECK_SIZE }, (_, card) => rankKey(rankOf(card)));

/** What a card adds to the suit counts: four bits a suit. */
export const SUIT_KEY = Int32Array.from({ length: DECK_SIZE }, (_, card) => 1 << (suitOf(card) * 4));

/** Added to the suit counts it carries a suit held five times or more into that suit's bit of FLUSH_BITS. */
export const FLUSH_CARRY = 0x3333;
export const FLUSH_BITS = 0x8888;

/** How many classes five cards fall into. */
export const CLASS_COUNT = 7462;

/** Every class of five cards from the weakest to the strongest: CLASS_OF_STRENGTH[strength - 1]. */
export const CLASS_OF_STRENGTH: Int32Array = new Int32Array(CLASS_COUNT);

/** By the set of ranks of one suit: the strength of its best flush or straight flush; 0 for fewer than five ranks. */
export const FLUSH_STRENGTH: Uint16Array = new Uint16Array(1 << RANK_COUNT);

/** By lower half: its place among the lower halves with as many cards. */
export const LOWER_ORDINAL: Uint16Array = new Uint16Array(COUNT_BASE ** LOW_RANKS);

/** By number of cards (5, 6, 7; empty below) and upper half: where its strengths begin. */
export const UPPER_BASE: readonly Int32Array[] = Array.from({ length: MAX_CARDS + 1 }, (_, cards) =>
  cards < MIN_CARDS ? new Int32Array(0) : new Int32Array(COUNT_BASE ** (RANK_COUNT - LOW_RANKS)),
);

/** How many ways 5, 6 and 7 cards can fall into ranks: 6,175 + 18,395 + 49,205. */
const UNSUITED_ENTRIES = 73_775;

export const UNSUITED_STRENGTH: Uint16Array = new Uint16Array(UNSUITED_ENTRIES);

/** True once `fillTables` has run; until then the tables above hold zeros. */
export let tablesFilled = false;

/** Fills the tables, some tens of milliseconds: left to the first hand that is ranked, so that nothing waits for it at start. */
export function fillTables(): void {
  CLASS_OF_STRENGTH.set(allClasses());
  const strengthOf = new Map<HandClass, number>();
  CLASS_OF_STRENGTH.forEach((hand, at) => {
    strengthOf.set(hand, at + 1);
  });
  fillFlushes(strengthOf);
  fillUnsuited(strengthOf);
  tablesFilled = true;
}

function rankKey(rank: number): number {
  return rank < LOW_RANKS ? COUNT_BASE ** rank : (COUNT_BASE ** (rank - LOW_RANKS)) << LOW_BITS;
}

/** One way in which cards can fall into a run of ranks. */
interface RankPattern {
  /** The counts in base 5. */
  key: number;
  cards: number;
  /** The ranks that occur at least once, twice, three and four times. */
  any: RankSet;
  pairs: RankSet;
  trips: RankSet;
  quads: RankSet;
}

type StrengthOf = ReadonlyMap<HandClass, number>;

function fillFlushes(strengthOf: StrengthOf): void {
  for (let ranks = 0; ranks < FLUSH_STRENGTH.length; ranks++) {
    if (setSize(ranks) >= MIN_CARDS) FLUSH_STRENGTH[ranks] = strengthOf.get(bestSuitedClass(ranks)) as number;
  }
}

function fillUnsuited(strengthOf: StrengthOf): void {
  const lowerByCards = indexLowerHalves();
  let next = 0;
  for (let cards = MIN_CARDS; cards <= MAX_CARDS; cards++) {
    const base = UPPER_BASE[cards] as Int32Array;
    forEachPattern(RANK_COUNT - LOW_RANKS, cards, (pattern) => {
      base[pattern.key] = next;
      const upper = raised(pattern);
      for (const lower of lowerByCards[cards - pattern.cards] as RankPattern[]) {
        const hand = bestUnsuitedClass(
          upper.any | lower.any,
          upper.pairs | lower.pairs,
          upper.trips | lower.trips,
          upper.quads | lower.quads,
        );
        UNSUITED_STRENGTH[next++] = strengthOf.get(hand) as number;
      }
    });
  }
}

/** Numbers the lower halves with as many cards each; the result lists them by number of cards. */
function indexLowerHalves(): RankPattern[][] {
  const lowerByCards: RankPattern[][] = Array.from({ length: MAX_CARDS + 1 }, () => []);
  forEachPattern(LOW_RANKS, MAX_CARDS, (lower) => {
    const peers = lowerByCards[lower.cards] as RankPattern[];
    LOWER_ORDINAL[lower.key] = peers.length;
    peers.push({ ...lower });
  });
  return lowerByCards;
}

/** The rank sets of an upper half, moved to where they stand among all ranks. */
function raised({ key, cards, any, pairs, trips, quads }: RankPattern): RankPattern {
  return {
    key,
    cards,
    any: any << LOW_RANKS,
    pairs: pairs << LOW_RANKS,
    trips: trips << LOW_RANKS,
    quads: quads << LOW_RANKS,
  };
}

/** The classes of all five-card hands, ascending: those of every rank pattern, and the suited ones of five different ranks. */
function allClasses(): Int32Array {
  const classes = new Set<HandClass>();
  forEachPattern(RANK_COUNT, MIN_CARDS, ({ cards, any, pairs, trips, quads }) => {
    if (cards === MIN_CARDS) classes.add(bestUnsuitedClass(any, pairs, trips, quads));
  });
  for (let ranks = 0; ranks < 1 << RANK_COUNT; ranks++) {
    if (setSize(ranks) === MIN_CARDS) classes.add(bestSuitedClass(ranks));
  }
  return Int32Array.from(classes).sort();
}

/** Visits every way in which up to `maxCards` cards can fall into the first `ranks` ranks. The visited object is reused. */
function forEachPattern(ranks: number, maxCards: number, visit: (pattern: RankPattern) => void): void {
  const pattern: RankPattern = { key: 0, cards: 0, any: 0, pairs: 0, trips: 0, quads: 0 };
  const fill = (rank: number) => {
    if (rank === ranks) return visit(pattern);
    const room = Math.min(MAX_OF_A_RANK, maxCards - pattern.cards);
    for (let count = 0; count <= room; count++) {
      if (count > 0) addOne(pattern, rank, count);
      fill(rank + 1);
    }
    removeAll(pattern, rank, room);
  };
  fill(0);
}

/** One more card of a rank, of which there are now `count`. */
function addOne(pattern: RankPattern, rank: number, count: number): void {
  pattern.key += POWERS[rank] as number;
  pattern.cards++;
  if (count === 1) pattern.any |= 1 << rank;
  if (count === 2) pattern.pairs |= 1 << rank;
  if (count === 3) pattern.trips |= 1 << rank;
  if (count === 4) pattern.quads |= 1 << rank;
}

/** Takes back all `count` cards of a rank. */
function removeAll(pattern: RankPattern, rank: number, count: number): void {
  pattern.key -= count * (POWERS[rank] as number);
  pattern.cards -= count;
  pattern.any &= ~(1 << rank);
  pattern.pairs &= ~(1 << rank);
  pattern.trips &= ~(1 << rank);
  pattern.quads &= ~(1 << rank);
}

function setSize(ranks: RankSet): number {
  let size = 0;
  for (let rest = ranks; rest !== 0; rest &= rest - 1) size++;
  return size;
}
