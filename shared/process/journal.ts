import {
  type Certified,
  type Checkpoint,
  certify,
  checkpointHash,
  HAND_END,
  type Position,
  readCertified,
} from './checkpoint.ts';
import { differingField, packDigests, type ReadEntry, readEntry, signEntry } from './entry.ts';
import { hash, toHex } from './hash.ts';
import { type Input, readInput, signInput } from './input.ts';
import { type Plain, sameBytes, toBytes } from './plain.ts';
import type { Signer, Verify } from './ports.ts';
import { Process, type Step } from './process.ts';
import type { Programs } from './program.ts';
import { NOT_EXPECTED, type Offer, played, refusalOf } from './run.ts';

/** An entry that is no part of this journal, in words. */
export class BadEntry extends Error {
  override name = 'BadEntry';
}

/** This device computes another state than the host signed. It must stop: something is deeply wrong. */
export class Divergence extends Error {
  override name = 'Divergence';
  constructor(
    readonly seq: number,
    readonly field: string,
  ) {
    super(`At entry ${seq} this device computes another ${field} than the host did. The table stops here.`);
  }
}

/** The first entry of every host's term (Raft, 5.4.2 and 8). */
export const TERM_START = 'TERM_START';
export const DUPLICATE = 'That was already done.';
export const HAND_IS_OVER = 'The hand is over.';
export const OTHER_TABLE = 'That belongs to another table.';

export interface JournalOptions {
  readonly programs: Programs;
  readonly verify: Verify;
  readonly guard: Guard;
}

/** An input that asks for a place in the journal. */
export interface Petition {
  readonly input: Input;
  readonly term: number;
  /** The public key that signs, or would sign, the entry. */
  readonly host: Uint8Array;
  /** What the entry would follow. */
  readonly position: Position;
  readonly looks: () => ReadonlyMap<string, { readonly [field: string]: Plain }>;
}

/**
 * What must be agreed before an input is played, beyond what the program says: that its entry's signer hosts, that a
 * majority consented. Judged by the journal's bytes alone, so that every device judges alike (DESIGN.md 5.6).
 * @returns why it may not be played, as a sentence; null: it may.
 */
export type Guard = (petition: Petition) => string | null;

export interface PlayedEntry {
  readonly bytes: Uint8Array;
  readonly entry: ReadEntry;
  readonly input: Input;
  readonly step: Step;
}

/** What the document of the next hand starts with. */
export interface NextHand {
  readonly hand: number;
  readonly checkpoint: Uint8Array;
}

/**
 * The hash-linked entries of one hand and the process that they play. The host `append`s inputs; whoever
 * reads a journal `replay`s its entries. Nothing here is undone: after a failed write the journal is
 * dropped and read again.
 */
export class Journal {
  readonly #options: JournalOptions;
  readonly #checkpoint: Checkpoint;
  readonly #taken: Map<string, number>;
  readonly #process: Process<Plain>;
  /** Where the hand before ended. */
  readonly #opened: Position;
  #position: Position;
  #handEnd: Uint8Array | null = null;

  /**
   * Opens a hand at its checkpoint.
   * @throws BadCheckpoint, UnknownProgram, NotSigned, NotCanonical
   */
  constructor(
    certified: Uint8Array,
    readonly program: number,
    options: JournalOptions,
  ) {
    const { checkpoint, position }: Certified = readCertified(certified, options.verify);
    this.#options = options;
    this.#checkpoint = checkpoint;
    this.#opened = position;
    this.#position = position;
    this.#taken = new Map(Object.entries(checkpoint.taken));
    const story = options.programs.of(program).play(checkpoint.game, checkpoint);
    this.#process = new Process(story, position.timeMs, position.state);
  }

  get table(): Uint8Array {
    return this.#checkpoint.table;
  }

  get charter(): Uint8Array {
    return this.#checkpoint.charter;
  }

  get hand(): number {
    return this.#checkpoint.hand;
  }

  /** The program's own value that this hand started from. */
  get openingGame(): Plain {
    return this.#checkpoint.game;
  }

  /** The last entry's place; before the first, the end of the hand before. */
  get position(): Position {
    return this.#position;
  }

  /** What the program told before its first input. */
  get opening(): Step {
    return this.#process.opening;
  }

  /** The program has returned: only HAND_END can follow. */
  get isPlayed(): boolean {
    return this.#process.result !== null;
  }

  get isEnded(): boolean {
    return this.#handEnd !== null;
  }

  looks() {
    return this.#process.looks();
  }

  /** See Process.deadlineMs. */
  deadlineMs(): number | null {
    return this.#process.deadlineMs();
  }

  /** The number that a device's next input must exceed. */
  takenFrom(device: Uint8Array): number {
    return this.#taken.get(toHex(device)) ?? 0;
  }

  /** Why this input would not be taken at `timeMs` in a term of `host`; null: it would. Changes nothing. */
  refusal(input: Input, timeMs: number, term: number, host: Uint8Array): string | null {
    return refusalOf(this.#offer(input, timeMs, term, host));
  }

  /**
   * Plays an input and signs its entry.
   * @param timeMs table time; an earlier time than the last entry's counts as that one.
   * @throws Refused (nothing has changed), NotSigned, NotCanonical
   */
  append(inputBytes: Uint8Array, timeMs: number, term: number, signer: Signer): PlayedEntry {
    const input = readInput(inputBytes, this.#options.verify);
    const time = Math.max(timeMs, this.#position.timeMs);
    const step = played(this.#offer(input, time, term, signer.publicKey));
    const unsigned = {
      table: this.table,
      hand: this.hand,
      term,
      seq: this.#position.seq + 1,
      prev: this.#position.id,
      timeMs: time,
      input: inputBytes,
      state: step.stateHash,
      fields: packDigests(step.fields),
    };
    const { bytes, entry } = signEntry(unsigned, signer);
    this.#settle(entry, input, bytes);
    return { bytes, entry, input, step };
  }

  /** The host's signed HAND_END for the hand that was played; append it like any input. */
  handEndInput(number: number, signer: Signer): Uint8Array {
    const body = {
      kind: HAND_END,
      checkpoint: checkpointHash(this.#nextCheckpoint(signer.publicKey, number)),
    };
    return signInput({ table: this.table, number, body }, signer);
  }

  /**
   * Plays an entry of somebody's journal after checking everything about it.
   * @throws BadEntry when it has no place here, Divergence when it leads to another state, NotSigned, NotCanonical
   */
  replay(bytes: Uint8Array): PlayedEntry {
    const entry = readEntry(bytes, this.#options.verify);
    const { seq, id, term, timeMs } = this.#position;
    if (!sameBytes(entry.table, this.table)) throw new BadEntry(`entry ${entry.seq} is of another table`);
    if (entry.hand !== this.hand) throw new BadEntry(`entry ${entry.seq} is of hand ${entry.hand}`);
    if (entry.seq !== seq + 1) throw new BadEntry(`entry ${entry.seq} follows entry ${seq}`);
    if (!sameBytes(entry.prev, id)) throw new BadEntry(`entry ${entry.seq} follows another entry ${seq}`);
    if (entry.term < term) throw new BadEntry(`entry ${entry.seq} is of the older term ${entry.term}`);
    if (entry.timeMs < timeMs) throw new BadEntry(`entry ${entry.seq} goes back in time`);
    const input = readInput(entry.input, this.#options.verify);
    const offer = this.#offer(input, entry.timeMs, entry.term, entry.host);
    if ('refuse' in offer) {
      throw new BadEntry(`entry ${entry.seq} carries an input that is refused: ${offer.refuse}`);
    }
    const step = offer.play();
    if (!sameBytes(step.stateHash, entry.state)) {
      throw new Divergence(entry.seq, differingField(step.fields, entry.fields) ?? 'announced event');
    }
    this.#settle(entry, input, bytes);
    return { bytes, entry, input, step };
  }

  /** What the next hand's document starts with, once HAND_END is in the journal. */
  nextHand(): NextHand {
    if (!this.#handEnd) throw new Error('The hand has not ended.');
    const entry = readEntry(this.#handEnd, () => true);
    const input = readInput(entry.input, () => true);
    const checkpoint = this.#nextCheckpoint(input.device, input.number);
    return { hand: checkpoint.hand, checkpoint: certify(checkpoint, this.#handEnd) };
  }

  /** What this journal makes of an input now. */
  #offer(input: Input, timeMs: number, term: number, host: Uint8Array): Offer<Step> {
    if (!sameBytes(input.table, this.table)) return { refuse: OTHER_TABLE };
    if (input.number <= this.takenFrom(input.device)) return { refuse: DUPLICATE };
    if (this.isEnded) return { refuse: HAND_IS_OVER };
    const position = this.#position;
    const refuse = this.#options.guard({ input, term, host, position, looks: () => this.looks() });
    if (refuse) return { refuse };
    if (input.body.kind === HAND_END) return this.#offerHandEnd(input, host);
    if (this.isPlayed) return this.#offerAfterPlay(input, host);
    return this.#process.offer(arrivalOf(input, timeMs, host));
  }

  #settle(entry: ReadEntry, input: Input, bytes: Uint8Array): void {
    const { seq, id, state, term, timeMs, host } = entry;
    this.#position = { seq, id, state, term, timeMs, host };
    this.#taken.set(toHex(input.device), input.number);
    if (input.body.kind === HAND_END) this.#handEnd = bytes;
  }

  /** The program has returned: a new host's first entry still has its place, before the HAND_END it will give. */
  #offerAfterPlay(input: Input, host: Uint8Array): Offer<Step> {
    const { kind } = input.body;
    if (kind !== TERM_START || !sameBytes(input.device, host)) return { refuse: HAND_IS_OVER };
    const stateHash = hash('state', this.#position.state, toBytes(kind));
    return { play: () => ({ told: [], fields: [], stateHash }) };
  }

  #offerHandEnd(input: Input, host: Uint8Array): Offer<Step> {
    if (!this.isPlayed || !sameBytes(input.device, host)) return { refuse: NOT_EXPECTED };
    const { checkpoint } = input.body;
    const expected = checkpointHash(this.#nextCheckpoint(input.device, input.number));
    if (!(checkpoint instanceof Uint8Array) || !sameBytes(checkpoint, expected))
      return { refuse: NOT_EXPECTED };
    const stateHash = hash('state', this.#position.state, toBytes(checkpoint));
    return { play: () => ({ told: [], fields: [], stateHash }) };
  }

  /** The checkpoint after HAND_END by `host`, whose own number it counts in. */
  #nextCheckpoint(host: Uint8Array, number: number): Checkpoint {
    const result = this.#process.result;
    if (!result) throw new Error('The hand has not been played.');
    const taken = Object.fromEntries([...this.#taken, [toHex(host), number]]);
    const { table, charter, hand } = this.#checkpoint;
    const previous = hand === 1 ? null : this.#opened.id;
    return { table, charter, hand: hand + 1, taken, previous, game: result.value };
  }
}

function arrivalOf(input: Input, timeMs: number, host: Uint8Array) {
  return { device: toHex(input.device), host: toHex(host), body: input.body, timeMs };
}
