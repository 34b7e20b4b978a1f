import type { Body } from '../../../../shared/process/effects.ts';
import { type Entry, readEntry, signEntry } from '../../../../shared/process/entry.ts';
import { readInput, signInput } from '../../../../shared/process/input.ts';
import { Journal, type PlayedEntry } from '../../../../shared/process/journal.ts';
import type { Signer } from '../../../../shared/process/ports.ts';
import { tablePrograms } from '../../../../shared/table/programs.ts';
import { type ChangePlace, changeOf } from '../../../host/replication/entryChange.ts';
import { EntryPool } from '../../../host/replication/entryPool.ts';
import { writeSync } from '../../../host/replication/syncMessage.ts';
import type { HandOnDisk } from './handsOnDisk.ts';

const STATE_BYTES = 32;
/** A cheat believes everything: it is to be stopped by others. */
const OPTIONS = { programs: tablePrograms, verify: () => true, guard: () => null };

/** Writes entries behind those of a hand with whatever it likes in them. */
export class Forger {
  readonly hand: number;
  readonly journal: Journal;
  readonly played: readonly PlayedEntry[];
  readonly #signer: Signer;
  readonly #root: ChangePlace;
  readonly #places: readonly ChangePlace[];

  constructor({ document }: HandOnDisk, signer: Signer) {
    const { checkpoint, program, root } = document;
    this.#signer = signer;
    this.#root = root;
    this.journal = new Journal(checkpoint, program, OPTIONS);
    const pool = new EntryPool(this.journal.position, root);
    pool.addFromDisk(document.entries);
    this.played = pool.bestChain().map(({ bytes }) => this.journal.replay(bytes));
    this.hand = this.journal.hand;
    const places = [root];
    for (const { bytes } of this.played)
      places.push(changeOf(bytes, places.at(-1) as ChangePlace, root).place);
    this.#places = places;
  }

  /** An input under the next number of its author, whoever signs it. */
  input(
    body: Body,
    { author = this.#signer, number }: { author?: Signer; number?: number } = {},
  ): Uint8Array {
    const next = number ?? this.journal.takenFrom(author.publicKey) + 1;
    return signInput({ table: this.journal.table, number: next, body }, author);
  }

  /** An input in somebody else's name, under a signature of the cheat's. */
  inputInTheNameOf(device: Uint8Array, body: Body): Uint8Array {
    return this.input(body, { author: { publicKey: device, sign: (id) => this.#signer.sign(id) } });
  }

  /**
   * The entry with an input, at the end of the hand. What the program does not take gets a state all the same.
   * @param wrong what is said otherwise than it is
   */
  entry(
    input: Uint8Array,
    { timeMs = 0, term = this.journal.position.term }: { timeMs?: number; term?: number } = {},
    wrong: Partial<Entry> = {},
  ): Uint8Array {
    const { host: _, ...honest } = readEntry(this.#honest(input, timeMs, term), () => true);
    const { id: _id, ...unsigned } = honest;
    return signEntry({ ...unsigned, ...wrong }, this.#signer).bytes;
  }

  /** The message that brings an entry, behind the last one of the hand or `back` before it. */
  message(entry: Uint8Array, back = 0): Uint8Array {
    const { chunk, place } = changeOf(entry, this.#places.at(-1 - back) as ChangePlace, this.#root);
    return writeSync({ heads: [place.hash], need: [], have: [], changes: [chunk] });
  }

  #honest(input: Uint8Array, timeMs: number, term: number): Uint8Array {
    const { table, hand, position } = this.journal;
    try {
      return this.journal.append(input, timeMs, term, this.#signer).bytes;
    } catch {
      const { seq, id } = position;
      const state = new Uint8Array(STATE_BYTES).fill(1);
      const time = Math.max(timeMs, position.timeMs);
      const unsigned = { table, hand, term, seq: seq + 1, prev: id, timeMs: time, input, state };
      return signEntry({ ...unsigned, fields: new Uint8Array(0) }, this.#signer).bytes;
    }
  }
}

/** Who said it, by an entry's input. */
export function authorOf(entry: Uint8Array): Uint8Array {
  return readInput(readEntry(entry, () => true).input, () => true).device;
}
