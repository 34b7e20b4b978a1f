/** Appends to one file so that "done" means "on the disk". */
import { DiskFailure } from './diskFailure.ts';
import type { OpenFile } from './fileSystem.ts';

interface WaitingAppend {
  bytes: Uint8Array;
  resolve(): void;
  reject(failure: DiskFailure): void;
}

/**
 * Appends are written in the order they were asked for. Those asked for in one tick, or while an earlier sync is
 * still running, share one write and one sync.
 */
export class DurableAppender {
  readonly #file: OpenFile;
  readonly #path: string;
  readonly #maxSizeBytes: number;
  #sizeBytes: number;
  #waiting: WaitingAppend[] = [];
  /** The run that empties the queue, while there is one. */
  #writing: Promise<void> | null = null;
  /** Set once and for ever: why nothing more is taken. */
  #ended: DiskFailure | null = null;
  #fileIsOpen = true;

  /** Takes over `file`, the open file at `path`, which holds `sizeBytes` and may grow to `maxSizeBytes`. */
  constructor(file: OpenFile, path: string, sizeBytes: number, maxSizeBytes: number) {
    this.#file = file;
    this.#path = path;
    this.#sizeBytes = sizeBytes;
    this.#maxSizeBytes = maxSizeBytes;
  }

  /** Bytes in the file, with those still being appended. */
  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  /**
   * Resolves once `bytes`, which must not change meanwhile, are on the disk. After one failure this and every later
   * append reject with it: what a failed sync has lost cannot be known, so nothing is tried again (DESIGN.md 4.4).
   */
  append(bytes: Uint8Array): Promise<void> {
    if (this.#sizeBytes + bytes.length > this.#maxSizeBytes) {
      this.#ended ??= new DiskFailure('tooLarge', 'writing', this.#path);
    }
    if (this.#ended) return Promise.reject(this.#ended);
    this.#sizeBytes += bytes.length;
    return new Promise((resolve, reject) => {
      this.#waiting.push({ bytes, resolve, reject });
      this.#writing ??= this.#writeWaiting();
    });
  }

  /** Finishes what is waiting, then closes the file. Never rejects: what was acknowledged is synced. */
  async close(): Promise<void> {
    this.#ended ??= new DiskFailure('closed', 'writing', this.#path);
    await this.#writing;
    await this.#closeFile();
  }

  async #writeWaiting(): Promise<void> {
    while (this.#waiting.length > 0) {
      // What else is appended in this tick, or because the last appends are acknowledged, goes with this write.
      await null;
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        await this.#file.append(joined(batch));
        await this.#file.datasync();
      } catch (error) {
        await this.#fail(DiskFailure.from(error, 'writing', this.#path), batch);
        break;
      }
      for (const append of batch) append.resolve();
    }
    this.#writing = null;
  }

  async #fail(failure: DiskFailure, batch: WaitingAppend[]): Promise<void> {
    this.#ended = failure;
    const lost = [...batch, ...this.#waiting];
    this.#waiting = [];
    for (const append of lost) append.reject(failure);
    await this.#closeFile();
  }

  async #closeFile(): Promise<void> {
    if (!this.#fileIsOpen) return;
    this.#fileIsOpen = false;
    await this.#file.close().catch(() => undefined);
  }
}

function joined(batch: WaitingAppend[]): Uint8Array {
  const [first] = batch;
  return batch.length === 1 && first ? first.bytes : Buffer.concat(batch.map((append) => append.bytes));
}
