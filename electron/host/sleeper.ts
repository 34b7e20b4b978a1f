import type { Slept } from './liveTable.ts';

/*
 * Tables that sleep: friends' tables that nobody looks at and nobody waits for are not in memory. What is left of one is a few
 * names and what a device must not forget between two entries (its term, its numbers, who is linked); the rest is on disk.
 *
 *  Z1  A table sleeps only when nothing is under way, and hears all that is said to it.     scenarios/sleeping.test "in the middle of everything"
 *  Z2  It wakes on the first message, input or look, as it was: term, host and commits.     scenarios/sleeping.test "wakes as it was"
 *  Z3  Who was away while it slept hears of what it missed when it comes.                   scenarios/sleeping.test "who was away"
 *  Z4  After a start only some tables are read; the others sleep from the first.            scenarios/sleeping.test "a hundred tables"
 */

/** A table that nobody has had anything to do with for so long goes to sleep. */
export const SLEEP_AFTER_MS = 10_000;
/** How often tables are looked at for that. */
export const SLEEP_LOOK_MS = 2_500;
/** So many tables, those played last, are read at a start, to meet the others; the rest wakes when it is needed. */
export const AWAKE_AT_START_MAX = 64;

export interface Sleeper {
  readonly tableId: string;
  /** Other members' devices, hex. */
  readonly members: ReadonlySet<string>;
  /** Members who are not known to have everything on their disks. */
  readonly owed: ReadonlySet<string>;
  /** What it wakes from; null: it has slept since the start. */
  readonly slept: Slept | null;
  /** Its last entry and the last committed; null: not known. */
  readonly seq: number | null;
  readonly committedSeq: number | null;
  /** The table that it carries on (hex); null: none, or not known. */
  readonly carriesOn: string | null;
  /** Kept once its files are closed. */
  readonly closed: Promise<void>;
}

/** A table that is not read at the start. */
export function sleepingFromStart(tableId: string, members: readonly string[]): Sleeper {
  return {
    tableId,
    members: new Set(members),
    owed: new Set(),
    slept: null,
    seq: null,
    committedSeq: null,
    carriesOn: null,
    closed: Promise.resolve(),
  };
}
