import type { Notice } from '../../ipc.ts';
import { type Checker, Violation } from './checker.ts';

/** What the app says when a table cannot go on by itself. */
const STOPPED = 'The table stopped';
const ACCUSED = 'contradicted itself';

/** No device whose disk and word are sound stops a table, and none is accused of what it has not done. */
export class Health implements Checker {
  readonly #excused: (device: string) => boolean;

  /** @param excused whether faults of its disk, or its own lies, are what this device may speak of */
  constructor(excused: (device: string) => boolean) {
    this.#excused = excused;
  }

  saw(device: string, notice: Notice): void {
    if (this.#excused(device) || notice.type !== 'message') return;
    const { words } = notice;
    if (words.startsWith(STOPPED) || words.includes(ACCUSED)) throw new Violation(`${device} says: ${words}`);
  }
}
