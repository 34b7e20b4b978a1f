import { realClock, type WallClock } from '../../../electron/host/wallClock.ts';

/** How often the clock looks what is due. */
const LOOK_MS = 2;
/** After so long without anything under way or said, nothing will happen before the next timer. */
const QUIET_MS = 15;

interface Timer {
  readonly dueMs: number;
  readonly work: () => void;
}

/**
 * Goes as real time goes while anything is under way (the dealer's thread, the disk, what follows a notice) and skips to the
 * next timer when nothing is: thinking and pauses have passed, work has taken what it takes. So the share of waiting in
 * the time that has passed is what it is at a table in real time.
 */
export class SkippingClock implements WallClock {
  readonly #timers = new Set<Timer>();
  readonly #driver: NodeJS.Timeout;
  #skippedMs = 0;
  #underWay = 0;
  #lastMs = performance.now();

  constructor() {
    this.#driver = setInterval(() => this.#look(), LOOK_MS);
  }

  steadyMs(): number {
    return Math.floor(this.exactMs());
  }

  exactMs(): number {
    return performance.now() + this.#skippedMs;
  }

  nowMs(): number {
    return Math.floor(Date.now() + this.#skippedMs);
  }

  after(delayMs: number, work: () => void): () => void {
    const timer = { dueMs: this.exactMs() + delayMs, work };
    this.#timers.add(timer);
    this.stir();
    return () => void this.#timers.delete(timer);
  }

  breathe(): Promise<void> {
    return realClock.breathe();
  }

  /** Something has happened: more may follow at once. */
  stir(): void {
    this.#lastMs = performance.now();
  }

  /** The clock skips nothing until this has been done. */
  during<T>(work: Promise<T>): Promise<T> {
    this.#underWay += 1;
    return work.finally(() => {
      this.#underWay -= 1;
      this.stir();
    });
  }

  /** An object whose promises, and those of what they bring, are all waited for. */
  waitingFor<T extends object>(target: T): T {
    return new Proxy(target, {
      get: (_, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return (...args: unknown[]) => {
          const result: unknown = Reflect.apply(member, target, args);
          return result instanceof Promise
            ? this.during(result).then((value: unknown) => (isHandle(value) ? this.waitingFor(value) : value))
            : result;
        };
      },
    });
  }

  stop(): void {
    clearInterval(this.#driver);
  }

  #look(): void {
    const isQuiet = this.#underWay === 0 && performance.now() - this.#lastMs >= QUIET_MS;
    if (isQuiet && this.#timers.size > 0) {
      const nextMs = Math.min(...[...this.#timers].map(({ dueMs }) => dueMs));
      this.#skippedMs += Math.max(0, nextMs - this.exactMs());
    }
    const nowMs = this.exactMs();
    const due = [...this.#timers].filter(({ dueMs }) => dueMs <= nowMs).sort((a, b) => a.dueMs - b.dueMs);
    for (const timer of due) {
      // The one before may have called it off.
      if (!this.#timers.delete(timer)) continue;
      this.stir();
      timer.work();
    }
  }
}

/** An open file, and the like. */
function isHandle(value: unknown): value is object {
  return typeof value === 'object' && value !== null && 'close' in value;
}
