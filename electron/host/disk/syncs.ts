import { fdatasync, fdatasyncSync, fsync, fsyncSync } from 'node:fs';

/** data: what was written, and the size; all: a directory's names as well. */
export type SyncKind = 'data' | 'all';

/** How the operating system is asked. */
export interface SyncCalls {
  readonly now: (fd: number, kind: SyncKind) => void;
  readonly aside: (fd: number, kind: SyncKind, done: (error: Error | null) => void) => void;
}

interface WaitingSync {
  readonly fd: number;
  readonly kind: SyncKind;
  resolve(): void;
  reject(error: Error): void;
}

const SYSTEM: SyncCalls = {
  now: (fd, kind) => (kind === 'data' ? fdatasyncSync(fd) : fsyncSync(fd)),
  aside: (fd, kind, done) => (kind === 'data' ? fdatasync(fd, done) : fsync(fd, done)),
};

/**
 * Syncs of several files, asked for in one turn of the event loop, are done side by side in the thread pool, and the process works
 * on meanwhile. One alone is done at once: the way to the thread pool and back takes half as long as a sync.
 */
export class Syncs {
  readonly #calls: SyncCalls;
  #waiting: WaitingSync[] = [];
  #running = 0;

  constructor(calls: SyncCalls = SYSTEM) {
    this.#calls = calls;
  }

  /** Resolves once all that was written to `fd` before is on the disk. `fd` stays open until then. Rejects as the system does. */
  sync(fd: number, kind: SyncKind): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ fd, kind, resolve, reject });
      if (this.#waiting.length === 1) setImmediate(() => this.#begin());
    });
  }

  #begin(): void {
    const batch = this.#waiting;
    this.#waiting = [];
    const [first] = batch;
    if (first && batch.length === 1 && this.#running === 0) this.#doNow(first);
    else for (const one of batch) this.#doAside(one);
  }

  #doNow({ fd, kind, resolve, reject }: WaitingSync): void {
    try {
      this.#calls.now(fd, kind);
    } catch (error) {
      reject(error as Error);
      return;
    }
    resolve();
  }

  #doAside({ fd, kind, resolve, reject }: WaitingSync): void {
    this.#running += 1;
    this.#calls.aside(fd, kind, (error) => {
      this.#running -= 1;
      if (error) reject(error);
      else resolve();
    });
  }
}
