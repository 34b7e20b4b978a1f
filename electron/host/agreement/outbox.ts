import type { Body } from '../../../shared/process/effects.ts';
import { toHex } from '../../../shared/process/hash.ts';
import { signInput } from '../../../shared/process/input.ts';
import type { Journal } from '../../../shared/process/journal.ts';
import type { Signer } from '../../../shared/process/ports.ts';

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
  /** The highest number given to an input of each signer here. */
  readonly #numbers = new Map<string, number>();
  readonly #boot: number;

  /**
   * @param boot rises with every start of this device. Numbers begin there: a device that has not caught up with the
   * journal, or whose disk is an old copy, cannot know which numbers it has used before.
   */
  constructor(boot: number) {
    this.#boot = boot;
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

  /** The bytes to send to a host: signed once, so that saying it again is a duplicate. */
  signOnce(saying: Saying, journal: Journal): Uint8Array {
    return saying.signed?.bytes ?? this.sign(saying, journal);
  }

  /** Signs under its author's next number, whatever number it had before. */
  sign(saying: Saying, journal: Journal): Uint8Array {
    const { signer, body } = saying;
    const number = this.nextNumber(signer, journal);
    const bytes = signInput({ table: journal.table, number, body }, signer);
    (saying as Waiting).signed = { number, bytes };
    return bytes;
  }

  /**
   * A number above all that this signer's inputs had here: for inputs that do not wait, and for those signed again. What
   * was signed under a lower one is a duplicate once this one is taken.
   */
  nextNumber({ publicKey }: Signer, journal: Journal): number {
    const device = toHex(publicKey);
    const used = this.#numbers.get(device) ?? this.#boot;
    const number = Math.max(journal.takenFrom(publicKey), used) + 1;
    this.#numbers.set(device, number);
    return number;
  }

  /**
   * What the journal has not taken will be signed again. Before this device takes a higher number as the host: what was
   * signed for another host would count as a duplicate, and as done, and nobody would ever do it.
   */
  signAnew(journal: Journal): void {
    for (const waiting of this.#waiting) {
      if (!this.isTaken(waiting, journal)) waiting.signed = null;
    }
  }

  /** Whether the journal has taken it already. */
  isTaken({ signer, signed }: Saying, journal: Journal): boolean {
    return signed !== null && signed.number <= journal.takenFrom(signer.publicKey);
  }

  /** The input of that device and number will not be taken. */
  refuse(device: string, number: number, words: string): void {
    this.#settle(
      ({ signer, signed }) => signed?.number === number && toHex(signer.publicKey) === device,
      words,
    );
  }

  /** All that a committed journal has taken is done. */
  committed(journal: Journal): void {
    this.#settle((saying) => this.isTaken(saying, journal), null);
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
