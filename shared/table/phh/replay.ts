/**
 * Hands from files (the open poker-hand-history format), played by the hand program itself: the deck is
 * stacked with the file's cards and every question of the table is answered from the file.
 *
 * Invariants of this room
 *  F1  Nothing is taken from a file's finishing stacks.          replay.test "finishing stacks change nothing"
 *  F2  The table stays strict: what it refuses is never played.  replay.test "what the table refuses"
 *  F3  A file that stops short ends nothing by itself.           replay.test "a file that stops short"
 */
import type { Chips, LegalActions, Pot } from '../../poker/index.ts';
import type { PhhHand } from '../../poker/phh.ts';
import { FileEnds, FileTable } from './fileTable.ts';
import { OffScript } from './script.ts';

/** How a hand went. Lists go by player, as in the file. */
export type Replay =
  | {
      readonly outcome: 'played';
      readonly stacks: readonly Chips[];
      /** The stacks if odd chips were cut into equal parts instead of going to the first seats. */
      readonly evenStacks: readonly number[];
      /** Some raise was written as some sites do. */
      readonly bySiteRule: boolean;
    }
  /** The file ends before the hand; `words` say what the table waits for. */
  | { readonly outcome: 'incomplete'; readonly words: string }
  /** The table does not take what the file says; `words` say what and why. */
  | { readonly outcome: 'refused'; readonly words: string };

/** Plays a hand to its end. */
export function replayPhh(hand: PhhHand): Replay {
  try {
    const table = new FileTable(hand);
    while (!table.isOver()) table.answer();
    return { outcome: 'played', ...table.result() };
  } catch (error) {
    if (error instanceof FileEnds) return { outcome: 'incomplete', words: error.message };
    if (error instanceof OffScript) return { outcome: 'refused', words: error.message };
    throw error;
  }
}

/** What the next player may do after a file's last action, and the pots as they stand. */
export interface LegalState extends LegalActions {
  /** Main pot first. Bets of a street that is being played are not in them yet; antes are. */
  readonly pots: readonly Pot[];
}

/**
 * The state after a file's last action, which may be anywhere in the hand.
 * @throws OffScript when the table does not take what the file says.
 */
export function legalAfterPhh(hand: PhhHand): LegalState {
  const table = new FileTable(hand);
  try {
    while (!table.isOver() && !table.isAtEndOfFile()) table.answer();
  } catch (error) {
    if (!(error instanceof FileEnds)) throw error;
  }
  return { ...table.legalActions(), pots: table.pots() };
}
