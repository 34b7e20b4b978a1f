import { inflateRawSync } from 'node:zlib';
import { HostilePeer } from './hostilePeer.ts';

/*
 * How large an Automerge chunk becomes once it is unpacked, without unpacking more than is allowed. The format
 * (automerge.org/automerge-binary-format-spec): magic 4, checksum 4, type 1, length LEB128, contents. A compressed change
 * is one deflated stream; a document's columns are deflated one by one where bit 3 of their specification is set.
 */

const HEADER_BYTES = 8;
const DEFLATED = 8;

export const DOCUMENT_CHUNK = 0;
export const CHANGE_CHUNK = 1;
export const COMPRESSED_CHUNK = 2;

/** @throws HostilePeer when there is no such chunk */
export function chunkTypeOf(chunk: Uint8Array): number {
  const type = chunk[HEADER_BYTES];
  if (type === undefined) throw new HostilePeer('A peer sent a chunk without an end.');
  return type;
}

/** The chunks that lie one behind the other in what a sync message calls one change. @throws HostilePeer */
export function splitChunks(bytes: Uint8Array): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; ) {
    const reader = new Reader(bytes, start + HEADER_BYTES + 1);
    reader.bytes(reader.number());
    chunks.push(bytes.subarray(start, reader.offset));
    start = reader.offset;
  }
  return chunks;
}

/** @throws HostilePeer when the chunk unpacks to more than `limitBytes`, or is not what its type says */
export function checkUnpackedSize(chunk: Uint8Array, limitBytes: number): void {
  const reader = new Reader(chunk, HEADER_BYTES + 1);
  const length = reader.number();
  if (length !== chunk.length - reader.offset)
    throw new HostilePeer('A peer sent a chunk of a false length.');
  const type = chunkTypeOf(chunk);
  if (type === COMPRESSED_CHUNK) inflatedBytes(reader.rest(), limitBytes);
  if (type === DOCUMENT_CHUNK) checkDocument(reader, limitBytes);
}

function checkDocument(reader: Reader, limitBytes: number): void {
  for (let actors = reader.count(); actors > 0; actors--) reader.bytes(reader.number());
  for (let heads = reader.count(); heads > 0; heads--) reader.bytes(32);
  const columns = [...columnsOf(reader), ...columnsOf(reader)];
  let unpackedBytes = 0;
  for (const { isDeflated, sizeBytes } of columns) {
    const column = reader.bytes(sizeBytes);
    unpackedBytes += isDeflated ? inflatedBytes(column, limitBytes - unpackedBytes) : sizeBytes;
    if (unpackedBytes > limitBytes) throw tooLarge();
  }
}

function columnsOf(reader: Reader): { isDeflated: boolean; sizeBytes: number }[] {
  return Array.from({ length: reader.count() }, () => {
    const specification = reader.number();
    return { isDeflated: (specification & DEFLATED) !== 0, sizeBytes: reader.number() };
  });
}

function inflatedBytes(deflated: Uint8Array, limitBytes: number): number {
  try {
    return inflateRawSync(deflated, { maxOutputLength: Math.max(1, limitBytes) }).length;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw new HostilePeer('A peer sent a chunk that cannot be unpacked.');
  }
}

function tooLarge(): HostilePeer {
  return new HostilePeer('A peer sent a document that unpacks to more than a hand can be.');
}

/** Reads lengths and bytes, and never past the end. */
class Reader {
  readonly #bytes: Uint8Array;
  offset: number;

  constructor(bytes: Uint8Array, offset: number) {
    this.#bytes = bytes;
    this.offset = offset;
  }

  /** An unsigned LEB128 number of at most 32 bits. */
  number(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.#bytes[this.offset++];
      if (byte === undefined) break;
      value += (byte & 127) * 2 ** shift;
      if (byte < 128 && value < 2 ** 32) return value;
    }
    throw new HostilePeer('A peer sent a chunk with a length that is none.');
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
}
