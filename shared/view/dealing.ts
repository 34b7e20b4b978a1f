import { thresholdOf } from '../deck/messages.ts';
import { type Looks, lookOf } from '../table/asks.ts';
import { listed } from './words.ts';

/** What a table says of its cards' secrecy where no deck is on the table. */
const NO_DECK = 'All players shuffle the deck together.';
const PRACTICE = 'Every device here is yours; all of them shuffled.';
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

/** What is still to be done for the deck that the table waits for, by whom; null: it waits for no deck. */
export function deckWords(looks: Looks, nameOf: (device: string) => string | null): string | null {
  const dealing = lookOf(looks, 'dealing');
  if (!dealing || dealing.phase === 'done') return null;
  const names = (dealing.awaited as readonly string[]).flatMap((device) => nameOf(device) ?? []);
  if (names.length === 0) return 'The deck is being made.';
  const who = names.length === 1 ? `${names[0]}'s computer` : `the computers of ${listed(names)}`;
  return dealing.phase === 'SHUFFLE' ? `${who} shuffles.` : `The deck is being made: waiting for ${who}.`;
}
