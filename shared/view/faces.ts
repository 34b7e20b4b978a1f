import { type Card, handName, type Seat, shortStrengthName, strength } from '../poker/index.ts';
import type { Scene } from './scene.ts';

/** Cards by which a hand has a name that can win: the flop on. */
const MADE_HAND_CARDS = 5;

/**
 * The faces of a seat's hole cards that the viewer may see; null: none of them. The one place where the
 * viewer's own cards are joined in: for its own seat, once that was dealt in. Everybody else's are those that
 * they have shown.
 */
export function facesOf(
  { viewer, mySeat, hand }: Pick<Scene, 'viewer' | 'mySeat' | 'hand'>,
  seat: Seat,
): readonly Card[] | null {
  const shown = hand?.shown.find(([owner]) => owner === seat)?.[1];
  if (shown) return shown;
  return seat === mySeat && isDealt(hand, seat) ? viewer.ownCards : null;
}

/** Whether a seat's hole cards were dealt to it. */
export function isDealt(hand: Scene['hand'], seat: Seat): boolean {
  return hand?.holeCards.some(([owner, cards]) => owner === seat && cards.length > 0) ?? false;
}

/** The hand in words, with every card that can decide; on two boards both hands, shorter. */
export function handWords(hole: readonly Card[], boards: readonly (readonly Card[])[]): string {
  const [board = []] = boards;
  if (boards.length < 2) return handName([...hole, ...board]);
  return [...new Set(boards.map((cards) => shortHandName([...hole, ...cards])))].join(' / ');
}

function shortHandName(cards: readonly Card[]): string {
  return cards.length < MADE_HAND_CARDS ? handName(cards) : shortStrengthName(strength(cards));
}
