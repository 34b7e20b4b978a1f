import { HostilePeer } from './hostilePeer.ts';

/** Reads numbers and bytes of a chunk, and never past the end. @throws HostilePeer */
export class ByteReader {
  readonly #bytes: Uint8Array;
  offset: number;

  constructor(bytes: Uint8Array, offset = 0) {
    this.#bytes = bytes;
    this.offset = offset;
  }

  get isAtEnd(): boolean {
    return this.offset >= this.#bytes.length;
  }

  /** An unsigned LEB128 number of at most 32 bits. */
  number(): number {
    return this.#leb128(false);
  }

  /** A signed LEB128 number of at most 35 bits. */
  signedNumber(): number {
    return this.#leb128(true);
  }

  /** How many things follow: never more than there are bytes. */
  count(): number {
    const count = this.number();
    if (count > this.#bytes.length)
      throw new HostilePeer('A peer sent a chunk that counts what it cannot hold.');
    return count;
  }

  bytes(length: number): Uint8Array {
    const bytes = this.#bytes.subarray(this.offset, this.offset + length);
    if (bytes.length !== length) throw new HostilePeer('A peer sent a chunk without an end.');
    this.offset += length;
    return bytes;
  }

  rest(): Uint8Array {
    return this.#bytes.subarray(this.offset);
  }

  #leb128(isSigned: boolean): number {
    let value = 0;
    for (let scale = 1; scale < 2 ** 35; scale *= 128) {
      const byte = this.#bytes[this.offset++];
      if (byte === undefined) break;
      value += (byte & 127) * scale;
      if (byte >= 128) continue;
      if (isSigned) return byte & 64 ? value - scale * 128 : value;
      if (value < 2 ** 32) return value;
      break;
    }
    throw new HostilePeer('A peer sent a chunk with a length that is none.');
  }
}
