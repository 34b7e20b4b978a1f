import { UNSETTLED_WORDS } from '../../host/liveTable.ts';
import type { Notice } from '../../ipc.ts';
import { type Checker, Violation } from './checker.ts';

/**
 * What somebody was shown as final, by its place in the journal: nobody is ever shown anything else there, so committed
 * prefixes are equal and equal places have equal states (a state's hash covers all before it). What was shown last is
 * never lost. A table that was just read from disk and is not agreed upon says so: that is not called final.
 */
export class OneHistory implements Checker {
  readonly #shown = new Map<number, string>();
  #last = 0;

  saw(device: string, notice: Notice): void {
    if (notice.type !== 'table' || notice.view.paused === UNSETTLED_WORDS) return;
    const { seq, stateHash } = notice.view;
    const before = this.#shown.get(seq);
    if (before !== undefined && before !== stateHash) {
      throw new Violation(`${device} shows another entry ${seq} than was shown before: two histories.`);
    }
    this.#shown.set(seq, stateHash);
    this.#last = Math.max(this.#last, seq);
  }

  /** The last place that anybody was shown. */
  get lastSeq(): number {
    return this.#last;
  }

  /** @throws Violation when a table that goes on is behind what was once final */
  survivedAt(seq: number): void {
    if (seq < this.#last)
      throw new Violation(`Entry ${this.#last} was shown as final and is lost: the table is at ${seq}.`);
  }
}
