import type { Body } from '../../../shared/process/effects.ts';
import { toHex } from '../../../shared/process/hash.ts';
import { type Input, signInput } from '../../../shared/process/input.ts';
import type { Journal } from '../../../shared/process/journal.ts';
import type { Signer } from '../../../shared/process/ports.ts';
import type { InputNumbers } from './inputNumbers.ts';

/** What an outbox needs to know of the journal. */
export type Numbers = Pick<Journal, 'table' | 'takenFrom'>;

/** An input of this device that is not committed yet. */
export interface Saying {
  readonly signer: Signer;
  readonly body: Body;
  /** As it was signed last; null: not yet. */
  readonly signed: { readonly number: number; readonly bytes: Uint8Array } | null;
}

interface Waiting {
  readonly signer: Signer;
  readonly body: Body;
  signed: Saying['signed'];
  readonly answer: (refused: string | null) => void;
}

/**
 * What this device has said and not yet seen committed, in the order it was said: it is kept and said again to whoever
 * hosts next (DESIGN.md 5.1).
 */
export class Outbox {
  #waiting: Waiting[] = [];
  readonly #numbers: InputNumbers;

  constructor(numbers: InputNumbers) {
    this.#numbers = numbers;
  }

  /** @returns why it was refused, once that is known; null once it is committed. */
  add(signer: Signer, body: Body): Promise<string | null> {
    return new Promise((answer) => {
      this.#waiting.push({ signer, body, signed: null, answer });
    });
  }

  get waiting(): readonly Saying[] {
    return this.#waiting;
  }

  /** The bytes to send to a host. Signed once, so that saying it again is a duplicate, whoever hosts. */
  signOnce(saying: Saying, journal: Numbers): Uint8Array {
    if (saying.signed) return saying.signed.bytes;
    const { signer, body } = saying;
    const number = this.nextNumber(signer, journal);
    const bytes = signInput({ table: journal.table, number, body }, signer);
    (saying as Waiting).signed = { number, bytes };
    return bytes;
  }

  /** A number above all that this signer's inputs had here: also for inputs that do not wait, as TERM_START and HAND_END. */
  nextNumber({ publicKey }: Signer, journal: Numbers): number {
    return this.#numbers.next(toHex(journal.table), toHex(publicKey), journal.takenFrom(publicKey));
  }

  /** The input of that device and number will not be taken. */
  refuse(device: string, number: number, words: string): void {
    this.#settle(
      ({ signer, signed }) => signed?.number === number && toHex(signer.publicKey) === device,
      words,
    );
  }

  /**
   * Entries are committed, in order. What waits and has the device and number of one is done. What they have passed can
   * be taken by no journal any more, and only that is signed anew: until then some host may still take the older copy.
   * @returns whether something is to be signed, and said, anew
   */
  committed(entries: readonly { readonly input: Pick<Input, 'device' | 'number'> }[]): boolean {
    const taken = new Map<string, number[]>();
    for (const { input } of entries) {
      const device = toHex(input.device);
      taken.set(device, [...(taken.get(device) ?? []), input.number]);
    }
    const numbersOf = ({ signer }: Saying) => taken.get(toHex(signer.publicKey)) ?? [];
    this.#settle(
      (saying) => saying.signed !== null && numbersOf(saying).includes(saying.signed.number),
      null,
    );
    const isPassed = (saying: Saying) => {
      const { signed } = saying;
      return signed !== null && numbersOf(saying).some((number) => number > signed.number);
    };
    const passed = this.#waiting.filter(isPassed);
    for (const waiting of passed) waiting.signed = null;
    return passed.length > 0;
  }

  /** Hands were missed, whose entries nobody has: what their journal has passed counts as done, so that nothing is done twice. */
  caughtUp(journal: Numbers): void {
    this.#settle(
      ({ signer, signed }) => signed !== null && signed.number <= journal.takenFrom(signer.publicKey),
      null,
    );
  }

  /** Nothing will come of what waits. */
  close(words: string): void {
    this.#settle(() => true, words);
  }

  #settle(isSettled: (saying: Saying) => boolean, words: string | null): void {
    const settled = this.#waiting.filter(isSettled);
    this.#waiting = this.#waiting.filter((waiting) => !settled.includes(waiting));
    for (const { answer } of settled) answer(words);
  }
}
