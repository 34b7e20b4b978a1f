import { type Card, strength } from '../poker/index.ts';

const HAND_CARDS = 5;

/**
 * The five cards that make the strongest hand, in the order in which they come. Of cards that are as good as each
 * other the first are kept: list hole cards before the board's.
 * @throws RangeError unless there are 5, 6 or 7 cards.
 */
export function bestFive(cards: readonly Card[]): Card[] {
  const best = strength(cards);
  const five = [...cards];
  for (let at = five.length - 1; five.length > HAND_CARDS; at--) {
    // A card is not needed if the others are as strong without it.
    if (strength(five.toSpliced(at, 1)) === best) five.splice(at, 1);
  }
  return five;
}
