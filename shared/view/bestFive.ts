import { type Card, strength } from '../poker/index.ts';

const HAND_CARDS = 5;

/**
 * The five cards that make the strongest hand, in the order in which they come; of equal ones the first, so
 * that cards listed first are kept where they can be.
 * @throws RangeError unless there are 5, 6 or 7 cards.
 */
export function bestFive(cards: readonly Card[]): Card[] {
  const best = strength(cards);
  for (const five of fives(cards, HAND_CARDS)) if (strength(five) === best) return five;
  throw new RangeError('no five of these cards are as strong as all of them');
}

function* fives(cards: readonly Card[], count: number): Generator<Card[]> {
  if (count === 0) yield [];
  for (const [at, card] of cards.entries()) {
    if (cards.length - at < count) return;
    for (const rest of fives(cards.slice(at + 1), count - 1)) yield [card, ...rest];
  }
}
