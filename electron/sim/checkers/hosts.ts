import type { Notice } from '../../ipc.ts';
import type { Checker } from './checker.ts';

/** Counts how often hosting went from one device to another, as those who follow saw it. */
export class Hosts implements Checker {
  #last: string | null = null;
  takeovers = 0;

  saw(_: string, notice: Notice): void {
    if (notice.type !== 'people' || notice.people.host === null) return;
    const { host } = notice.people;
    if (this.#last !== null && host !== this.#last) this.takeovers += 1;
    this.#last = host;
  }
}
