/** The time outside the table, and what to do when some of it has passed. */
export interface WallClock {
  /** Rises steadily, whatever happens to the system's clock; ms. */
  steadyMs(): number;
  /** Ms since 1970. */
  nowMs(): number;
  /** Returns a function that calls it off. */
  after(delayMs: number, work: () => void): () => void;
  /** Lets whatever else waits in this process come between; no time passes by it. Long work is cut up with it. */
  breathe(): Promise<void>;
}

export const realClock: WallClock = {
  steadyMs: () => Math.floor(performance.now()),
  nowMs: () => Date.now(),
  after: (delayMs, work) => {
    const timer = setTimeout(work, delayMs);
    return () => clearTimeout(timer);
  },
  breathe: () => new Promise((resolve) => setImmediate(resolve)),
};
