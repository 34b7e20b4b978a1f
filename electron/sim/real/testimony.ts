import { UNSETTLED_WORDS } from '../../host/liveTable.ts';
import type { TableView } from '../../ipc.ts';

/** A move that its own player's device has shown as done: it may never be lost. */
export interface DoneMove {
  /** The number of the hand's document. */
  readonly hand: number;
  readonly seat: number;
  readonly turn: number;
  readonly action: 'fold' | 'check' | 'call' | 'raise';
}

const FAULTS_MAX = 50;

/**
 * What people were shown, by all devices and over all their lives, and what in it cannot be. A view shows committed
 * entries only, but for one that says otherwise, so whatever was in one is promised.
 */
export class Testimony {
  readonly #hashes = new Map<number, { readonly hash: string; readonly by: string }>();
  readonly done: DoneMove[] = [];
  /** What broke the promise, a sentence each. */
  readonly faults: string[] = [];
  #lastSeq = 0;
  #hands = 0;

  /** The last entry that anybody was shown. */
  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** Hands that were shown, the open one included. */
  get hands(): number {
    return this.#hands;
  }

  /** A device's person was shown this. */
  saw(by: string, view: TableView): void {
    const { seq, stateHash } = view;
    // It says itself that nothing is promised yet: a device that has just started shows what lies on its disk.
    if (view.paused === UNSETTLED_WORDS) return;
    const before = this.#hashes.get(seq);
    if (before === undefined) this.#hashes.set(seq, { hash: stateHash, by });
    else if (before.hash !== stateHash)
      this.fault(
        `Two histories: entry ${seq} is ${before.hash.slice(0, 12)} at ${before.by}'s and ${stateHash.slice(0, 12)} at ${by}'s.`,
      );
    this.#lastSeq = Math.max(this.#lastSeq, seq);
    this.#hands = Math.max(this.#hands, view.handNumber);
    const words = chipsFault(view);
    if (words) this.fault(`${by} at entry ${seq}: ${words}`);
  }

  /** A device was shown that its own move is done. */
  acknowledged(move: DoneMove): void {
    this.done.push(move);
  }

  /** The first ones are enough to look for the cause. */
  fault(words: string): void {
    if (this.faults.length < FAULTS_MAX && !this.faults.includes(words)) this.faults.push(words);
  }
}

/** Whether chips came out of nothing or went there, in words; null: they did not. */
export function chipsFault({ phase, ledger, totalPot, seats, pots }: TableView): string | null {
  const net = sum(ledger.rows.map((row) => row.net));
  if (net !== 0) return `${tooMany(net)} in the ledger (${phase}).`;
  if (!BETTING.has(phase)) return null;
  const inPot = sum(pots.map(({ amount }) => amount)) + sum(seats.map(({ bet }) => bet));
  if (inPot !== totalPot) return `the pots and bets are ${inPot}, the pot is ${totalPot} (${phase}).`;
  const onTable = sum(seats.map(({ stack }) => stack)) + totalPot;
  const extra = onTable - sum(ledger.rows.map(({ stack }) => stack));
  return extra === 0 ? null : `${tooMany(extra)} on the table (${phase}).`;
}

/** While chips are pushed they are in two places for people to see. */
const BETTING: ReadonlySet<TableView['phase']> = new Set(['preflop', 'flop', 'turn', 'river']);

function tooMany(chips: number): string {
  return `${Math.abs(chips)} chips too ${chips > 0 ? 'many' : 'few'}`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
