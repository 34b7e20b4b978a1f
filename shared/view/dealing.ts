import { thresholdOf } from '../deck/messages.ts';
import { type Looks, lookOf } from '../table/asks.ts';

/** What a table says of its cards' secrecy where no deck is on the table. */
const NO_DECK = 'Every device here shuffles the deck; cards are private.';
const PRACTICE = 'Shuffled by all devices here, which are all yours.';
const STAND_IN = 'A simulated table: whoever deals could read the cards.';

/** Who shuffled, and what it would take to read a card that is not one's own. */
export function shuffledWords(holders: number): string {
  const all = holders === 2 ? 'both players' : `all ${holders} players`;
  const few = thresholdOf(holders);
  const colluders = few === holders ? 'they all' : `${few} of the ${holders}`;
  return `Shuffled by ${all}. Private unless ${colluders} collude.`;
}

/** The one quiet line about secrecy on the table. */
export function dealingLine(looks: Looks, practice: boolean): string {
  if (!lookOf(looks, 'dealing')) return STAND_IN;
  if (practice) return PRACTICE;
  const holders = lookOf(looks, 'shares')?.holders;
  return typeof holders === 'number' ? shuffledWords(holders) : NO_DECK;
}
