import { EQUIVOCATION_WORDS } from '../../../shared/quorum/equivocation.ts';
import type { Notice } from '../../ipc.ts';
import { type Checker, Violation } from './checker.ts';

/** What the app says when a table cannot go on by itself. */
const STOPPED = 'The table stopped';
/** Of whose computer something is said. */
const ABOUT = /^(.*)'s computer /;

/** Devices, by name, of whom that may be said. */
export interface Excuses {
  /** Its disk fails: its table stops, with a sentence. */
  readonly mayStop: (device: string) => boolean;
  /** It lies, or its disk was put back or copied. */
  readonly mayBeAccused: (device: string) => boolean;
}

/** No device whose disk and word are sound stops a table, and none is accused of what it has not done. */
export class Health implements Checker {
  readonly #excuses: Excuses;

  constructor(excuses: Excuses) {
    this.#excuses = excuses;
  }

  saw(device: string, notice: Notice): void {
    if (notice.type !== 'message') return;
    const { words } = notice;
    const isAccusation = Object.values(EQUIVOCATION_WORDS).some((deed) => words.includes(deed));
    const accused = ABOUT.exec(words)?.[1] ?? device;
    const isBad = isAccusation
      ? !this.#excuses.mayBeAccused(accused)
      : words.startsWith(STOPPED) && !this.#excuses.mayStop(device);
    if (isBad) throw new Violation(`${device} says: ${words}`);
  }
}
