import type { WallClock } from '../wallClock.ts';

/**
 * Table time as this device reckons it: it begins with an entry's time and runs with this device's own steady clock,
 * so that a system clock that is an hour off does nothing.
 */
export class TableTime {
  readonly #clock: WallClock;
  /** Table time and steady time at the last entry. */
  #entry: { readonly timeMs: number; readonly steadyMs: number };
  /** Table time less steady time, as its host says. */
  #offsetMs: number;

  constructor(clock: WallClock, timeMs: number) {
    this.#clock = clock;
    this.#entry = { timeMs, steadyMs: clock.steadyMs() };
    this.#offsetMs = timeMs - clock.steadyMs();
  }

  /** This device hosts from here: time goes on from where it stood. */
  startTerm(timeMs: number): void {
    this.#offsetMs = timeMs - this.#clock.steadyMs();
  }

  /** An entry of that time has come. */
  noteEntry(timeMs: number): void {
    this.#entry = { timeMs, steadyMs: this.#clock.steadyMs() };
    if (timeMs > this.#clock.steadyMs() + this.#offsetMs) this.startTerm(timeMs);
  }

  /** The host's word about table time. */
  hear(timeMs: number): void {
    this.#offsetMs = Math.max(timeMs, this.#entry.timeMs) - this.#clock.steadyMs();
  }

  /** Now, never before the last entry's; it stands still while nobody hosts. */
  nowMs(lastEntryMs: number, isHosted: boolean): number {
    return isHosted ? Math.max(lastEntryMs, this.#clock.steadyMs() + this.#offsetMs) : lastEntryMs;
  }

  /** By this device's own clock alone: the last entry's time and what has passed here since it came. */
  ownMs(): number {
    return this.#entry.timeMs + (this.#clock.steadyMs() - this.#entry.steadyMs);
  }
}
