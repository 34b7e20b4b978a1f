/** For tests: the bytes of one file on a `MemoryDisk`, and which of them a power cut may take. */
import type { RandomBelow } from './memoryDisk.ts';

/** What a disk writes at once: of what was not synced, any sectors may have been written. */
export const SECTOR_BYTES = 512;

interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * A file only grows, but for what is cut or overwritten, which is synced by the port's own words. So what is not durable
 * is its tail, and what a failed sync gave up.
 */
export class MemoryInode {
  #bytes: Buffer;
  #sizeBytes: number;
  #durableSizeBytes: number;
  /** Readable, but a sync of them has failed: the system takes them for written and will never write them. */
  #givenUp: Range[] = [];

  constructor(bytes: Uint8Array = new Uint8Array()) {
    this.#bytes = Buffer.from(bytes);
    this.#sizeBytes = bytes.length;
    this.#durableSizeBytes = bytes.length;
  }

  /** What a process reads now. */
  get data(): Buffer {
    return this.#bytes.subarray(0, this.#sizeBytes);
  }

  /** Another file with the same bytes, as durable as these. */
  fork(): MemoryInode {
    const copy = new MemoryInode(this.data);
    copy.#durableSizeBytes = this.#durableSizeBytes;
    copy.#givenUp = [...this.#givenUp];
    return copy;
  }

  append(bytes: Uint8Array): void {
    const sizeBytes = this.#sizeBytes + bytes.length;
    if (sizeBytes > this.#bytes.length) {
      const larger = Buffer.alloc(Math.max(sizeBytes, 2 * this.#bytes.length));
      larger.set(this.data);
      this.#bytes = larger;
    }
    this.#bytes.set(bytes, this.#sizeBytes);
    this.#sizeBytes = sizeBytes;
  }

  sync(): void {
    this.#durableSizeBytes = this.#sizeBytes;
  }

  /** A sync that fails: later ones succeed, and the bytes are on no disk all the same. */
  failSync(): void {
    if (this.#durableSizeBytes === this.#sizeBytes) return;
    this.#givenUp.push({ from: this.#durableSizeBytes, to: this.#sizeBytes });
    this.sync();
  }

  overwrite(bytes: Uint8Array, offset: number): void {
    const end = offset + bytes.length;
    const { data } = this;
    this.#bytes = Buffer.concat([data.subarray(0, offset), bytes, data.subarray(end)]);
    this.#sizeBytes = this.#bytes.length;
    this.#givenUp = this.#givenUp
      .flatMap(({ from, to }) => [
        { from, to: Math.min(to, offset) },
        { from: Math.max(from, end), to },
      ])
      .filter(({ from, to }) => from < to);
    this.sync();
  }

  truncate(sizeBytes: number): void {
    this.#sizeBytes = Math.min(sizeBytes, this.#sizeBytes);
    this.#givenUp = this.#givenUp.flatMap(({ from, to }) =>
      from < sizeBytes ? [{ from, to: Math.min(to, sizeBytes) }] : [],
    );
    this.sync();
  }

  /** One bit is another one, on the disk and for whoever reads. */
  rot(offset: number, bit: number): void {
    this.#bytes[offset] = (this.#bytes[offset] ?? 0) ^ (1 << bit);
  }

  /**
   * What is there after a power cut. Of what was not synced: a prefix, a prefix and zeros behind it, or any sectors with
   * zeros between them. Of what a failed sync gave up: any sectors.
   */
  survivor(random: RandomBelow): MemoryInode {
    const bytes = Buffer.from(this.data);
    for (const range of this.#givenUp) dropSectors(bytes, range, random);
    const from = this.#durableSizeBytes;
    const to = bytes.length;
    const kept = from + random(to - from + 1);
    switch (random(3)) {
      case 0:
        return new MemoryInode(bytes.subarray(0, kept));
      case 1:
        return new MemoryInode(bytes.fill(0, kept));
      default:
        dropSectors(bytes, { from, to }, random);
        return new MemoryInode(bytes.subarray(0, random(2) === 0 ? kept : to));
    }
  }

  /** What is there when of what was not synced nothing is, or only its length. */
  worst(keepsLength: boolean): MemoryInode {
    const bytes = Buffer.from(this.data);
    for (const { from, to } of this.#givenUp) bytes.fill(0, from, to);
    const from = this.#durableSizeBytes;
    return new MemoryInode(keepsLength ? bytes.fill(0, from) : bytes.subarray(0, from));
  }
}

/** Each sector of a range is as it was, or zeros. */
function dropSectors(bytes: Buffer, { from, to }: Range, random: RandomBelow): void {
  for (let at = from; at < to; ) {
    const end = Math.min(to, at - (at % SECTOR_BYTES) + SECTOR_BYTES);
    if (random(2) === 0) bytes.fill(0, at, end);
    at = end;
  }
}
