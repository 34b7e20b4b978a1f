import type { WallClock } from '../wallClock.ts';

/** What is said when a wait comes to nothing. */
export const NEVER_HAPPENED = 'It never happened.';

/** Time for tests: it passes only when nothing is left to do now, and then at once. */
export class VirtualClock implements WallClock {
  #steadyMs = 0;
  #wallMs: number;
  #breathing = 0;
  readonly #waiting = new Set<{ dueMs: number; work: () => void }>();

  constructor(wallMs = 1_700_000_000_000) {
    this.#wallMs = wallMs;
  }

  steadyMs(): number {
    return this.#steadyMs;
  }

  nowMs(): number {
    return this.#wallMs + this.#steadyMs;
  }

  after(delayMs: number, work: () => void): () => void {
    const waiting = { dueMs: this.#steadyMs + Math.max(0, Math.ceil(delayMs)), work };
    this.#waiting.add(waiting);
    return () => this.#waiting.delete(waiting);
  }

  breathe(): Promise<void> {
    this.#breathing += 1;
    return new Promise((resolve) => {
      setImmediate(() => {
        this.#breathing -= 1;
        resolve();
      });
    });
  }

  /** Lets time pass until `isDone`. @throws Error when nothing is left to wait for */
  async until(isDone: () => boolean, limit = 20_000): Promise<void> {
    for (let turns = 0; !isDone(); turns++) {
      // Whatever is being written to disk comes first, and whoever only breathes is not done.
      do await new Promise((resolve) => setImmediate(resolve));
      while (this.#breathing > 0);
      if (isDone()) return;
      if (turns > limit) throw new Error(NEVER_HAPPENED);
      if (turns % 4 !== 3) continue;
      const next = [...this.#waiting].sort((a, b) => a.dueMs - b.dueMs)[0];
      if (!next) continue;
      this.#waiting.delete(next);
      this.#steadyMs = Math.max(this.#steadyMs, next.dueMs);
      next.work();
    }
  }
}
