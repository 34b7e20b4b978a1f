import type { WallClock } from '../wallClock.ts';

/**
 * One device's clock in a world with a clock of its own: set wrongly, running too fast, or asleep. Timers that would be
 * due while it sleeps are due when it wakes.
 */
export class DeviceClock implements WallClock {
  readonly #world: WallClock;
  /** How far the system's clock is off; ms. */
  wallOffsetMs = 0;
  /** How fast its steady clock runs; 1 is right. To be set before the device starts. */
  rate = 1;
  #asleepSinceMs: number | null = null;
  /** What the steady clock has missed, on systems where it stands in sleep. */
  #missedMs = 0;
  #due: Set<() => void> = new Set();

  constructor(world: WallClock) {
    this.#world = world;
  }

  steadyMs(): number {
    return Math.floor((this.#world.steadyMs() - this.#missedMs) * this.rate);
  }

  nowMs(): number {
    return this.#world.nowMs() + this.wallOffsetMs;
  }

  after(delayMs: number, work: () => void): () => void {
    const run = () => {
      if (this.#asleepSinceMs === null) work();
      else this.#due.add(work);
    };
    const callOff = this.#world.after(delayMs / this.rate, run);
    return () => {
      callOff();
      this.#due.delete(work);
    };
  }

  breathe(): Promise<void> {
    return this.#world.breathe();
  }

  sleep(): void {
    this.#asleepSinceMs = this.#world.steadyMs();
  }

  /** @param counted whether the steady clock has run on meanwhile: systems differ */
  wake(counted: boolean): void {
    if (this.#asleepSinceMs === null) return;
    if (!counted) this.#missedMs += this.#world.steadyMs() - this.#asleepSinceMs;
    this.#asleepSinceMs = null;
    const due = this.#due;
    this.#due = new Set();
    for (const work of due) work();
  }
}
