import type { WallClock } from '../../host/wallClock.ts';

interface Due {
  readonly dueMs: number;
  readonly order: number;
  /** Null: it was called off. */
  work: (() => void) | null;
}

/** Time that jumps to what is due next. What is due in the same ms is done in the order in which it was asked for. */
export class FastClock implements WallClock {
  #nowMs = 0;
  #order = 0;
  /** A binary heap, the next one first. */
  readonly #heap: Due[] = [];

  steadyMs(): number {
    return this.#nowMs;
  }

  nowMs(): number {
    return 1_700_000_000_000 + this.#nowMs;
  }

  after(delayMs: number, work: () => void): () => void {
    const due: Due = { dueMs: this.#nowMs + Math.max(0, Math.ceil(delayMs)), order: this.#order++, work };
    this.#push(due);
    return () => {
      due.work = null;
    };
  }

  /** Nothing here takes long enough to be cut up. */
  async breathe(): Promise<void> {}

  /** Lets all be done that waits for promises alone. */
  settle(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }

  /** Does all that is due next, and all that follows from it at once. @returns whether there was anything */
  async turn(): Promise<boolean> {
    while (this.#heap[0]?.work === null) this.#pop();
    const first = this.#heap[0];
    if (!first) return false;
    this.#nowMs = first.dueMs;
    for (let next = this.#heap[0]; next && next.dueMs <= this.#nowMs; next = this.#heap[0]) {
      this.#pop();
      next.work?.();
    }
    await this.settle();
    return true;
  }

  #push(due: Due): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(due);
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!isBefore(due, heap[above] as Due)) break;
      heap[at] = heap[above] as Due;
      at = above;
    }
    heap[at] = due;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= heap.length) break;
      const right = left + 1;
      const isRight = right < heap.length && isBefore(heap[right] as Due, heap[left] as Due);
      const least = isRight ? right : left;
      if (!isBefore(heap[least] as Due, last)) break;
      heap[at] = heap[least] as Due;
      at = least;
    }
    heap[at] = last;
  }
}

function isBefore(one: Due, other: Due): boolean {
  return one.dueMs < other.dueMs || (one.dueMs === other.dueMs && one.order < other.order);
}
