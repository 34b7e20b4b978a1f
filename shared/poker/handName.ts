import { type Card, rankOf, suitOf } from './cards.ts';
import { categoryOfClass, kickerRanks, leadingRanks, type RankSet } from './handClass.ts';
import { classOf, type Strength, strength } from './strength.ts';

const RANK_NAMES = [
  'deuce',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'jack',
  'queen',
  'king',
  'ace',
] as const;

const SIX = 4;
const ACE = 12;

/**
 * The hand in words, for 2 hole cards or 5, 6 or 7 cards: 'pocket nines', 'ace-king suited', 'two pair, aces and nines, king kicker'.
 * Made hands have the same name exactly if they tie. Throws RangeError for any other number of cards.
 */
export function handName(cards: readonly Card[]): string {
  const [first, second, ...board] = cards;
  if (first === undefined || second === undefined) {
    throw new RangeError(`a hand is named from 2, 5, 6 or 7 cards, not ${cards.length}`);
  }
  return board.length === 0 ? holeName(first, second) : strengthName(strength(cards));
}

/** The made hand in words, with every card that can decide between two hands. */
export function strengthName(strength: Strength): string {
  const short = shortStrengthName(strength);
  const hand = classOf(strength);
  const kickers = namesOf(kickerRanks(hand));
  switch (categoryOfClass(hand)) {
    case 'flush':
      return `flush, ${kickers.join('-')}`;
    case 'high card':
      return `high card, ${kickers.join('-')}`;
    case 'pair':
    case 'two pair':
    case 'three of a kind':
    case 'four of a kind':
      return `${short}, ${kickers.join('-')} ${kickers.length === 1 ? 'kicker' : 'kickers'}`;
    default:
      return short;
  }
}

/** The same without kickers, for a label: 'pair of aces', 'flush, ace high'. */
export function shortStrengthName(strength: Strength): string {
  const hand = classOf(strength);
  const category = categoryOfClass(hand);
  const leading = ranksOf(leadingRanks(hand));
  const [kicker = 0] = ranksOf(kickerRanks(hand));
  const [top = kicker, second = kicker] = leading;
  switch (category) {
    case 'straight flush':
      return top === ACE ? 'royal flush' : `straight flush, ${nameOf(top)} high`;
    case 'full house':
      return `full house, ${pluralOf(top)} over ${pluralOf(kicker)}`;
    case 'flush':
    case 'straight':
      return `${category}, ${nameOf(top)} high`;
    case 'two pair':
      return `two pair, ${pluralOf(top)} and ${pluralOf(second)}`;
    case 'pair':
      return `pair of ${pluralOf(top)}`;
    case 'four of a kind':
    case 'three of a kind':
      return `${category}, ${pluralOf(top)}`;
    case 'high card':
      return `high card, ${nameOf(top)}`;
  }
}

function holeName(first: Card, second: Card): string {
  const high = Math.max(rankOf(first), rankOf(second));
  const low = Math.min(rankOf(first), rankOf(second));
  if (high === low) return `pocket ${pluralOf(high)}`;
  return `${nameOf(high)}-${nameOf(low)} ${suitOf(first) === suitOf(second) ? 'suited' : 'offsuit'}`;
}

function nameOf(rank: number): string {
  return RANK_NAMES[rank] as string;
}

function pluralOf(rank: number): string {
  return `${nameOf(rank)}${rank === SIX ? 'es' : 's'}`;
}

function namesOf(ranks: RankSet): string[] {
  return ranksOf(ranks).map(nameOf);
}

/** The members of a set, highest first. */
function ranksOf(ranks: RankSet): number[] {
  return RANK_NAMES.map((_, rank) => rank)
    .filter((rank) => ranks & (1 << rank))
    .reverse();
}
