import { type Card, fullDeck, RANK_COUNT, rankOf, suitOf } from '../../../shared/poker/index.ts';

const QUEEN = 10;
/** Points of a single card by rank, 0 the deuce .. 12 the ace: half its pips, more for the court cards. */
const CARD_POINTS = [1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 10] as const;
const PAIR_POINTS_MIN = 5;
const SUITED_POINTS = 2;
/** Taken off by the number of ranks missing between the two cards; the last holds for all wider gaps. */
const GAP_POINTS = [0, 1, 2, 4, 5] as const;

/**
 * How good two hole cards are before the flop: the fraction of all starting hands that are at least as good, from
 * above 0 (aces) to 1 (the worst). The order is Chen's formula with equal scores settled by the higher card.
 */
export function startingHandTop(hole: readonly [Card, Card]): number {
  return TOP_OF_SCORE.get(score(hole)) as number;
}

function score([first, second]: readonly [Card, Card]): number {
  const high = Math.max(rankOf(first), rankOf(second));
  const low = Math.min(rankOf(first), rankOf(second));
  const isSuited = suitOf(first) === suitOf(second);
  return chenPoints(high, low, isSuited) + high / (100 * RANK_COUNT);
}

/** @see Bill Chen and Jerrod Ankenman, The Mathematics of Poker; half points are kept, not rounded up. */
function chenPoints(high: number, low: number, isSuited: boolean): number {
  const points = CARD_POINTS[high] as number;
  if (high === low) return Math.max(PAIR_POINTS_MIN, 2 * points);
  const gap = high - low - 1;
  const gapPoints = GAP_POINTS[Math.min(gap, GAP_POINTS.length - 1)] as number;
  const straightPoints = gap <= 1 && high < QUEEN ? 1 : 0;
  return points + (isSuited ? SUITED_POINTS : 0) - gapPoints + straightPoints;
}

const TOP_OF_SCORE: ReadonlyMap<number, number> = topOfScore();

function topOfScore(): Map<number, number> {
  const deck = fullDeck();
  const scores = deck.flatMap((first, at) => deck.slice(at + 1).map((second) => score([first, second])));
  scores.sort((a, b) => b - a);
  // Written in falling order, so that of equal scores the last place stands.
  return new Map(scores.map((value, at) => [value, (at + 1) / scores.length]));
}
