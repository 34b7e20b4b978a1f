import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { sameBytes } from '../../../shared/process/plain.ts';
import { lengthBytes } from '../disk/chunks.ts';
import { ByteReader } from './byteReader.ts';
import { countValues } from './columns.ts';
import { HostilePeer } from './hostilePeer.ts';
import { COLUMN_VALUES_MAX } from './limits.ts';

/*
 * What an Automerge chunk becomes once it is unpacked, without unpacking more than is allowed. The format
 * (automerge.org/automerge-binary-format-spec): magic 4, checksum 4, type 1, length LEB128, contents. A compressed change
 * is one deflated stream; a document's columns are deflated one by one where bit 3 of their specification is set, and
 * run-length encoded beneath: both can make much of little.
 */

const MAGIC = Uint8Array.of(0x85, 0x6f, 0x4a, 0x83);
const CHECKSUM_BYTES = 4;
const HEADER_BYTES = MAGIC.length + CHECKSUM_BYTES;
const HASH_BYTES = 32;
const DEFLATED = 8;

export const DOCUMENT_CHUNK = 0;
export const CHANGE_CHUNK = 1;
export const COMPRESSED_CHUNK = 2;

export interface ReadChunk {
  readonly type: number;
  readonly bytes: Uint8Array;
  /** What follows the length; of a compressed change, what it was before it was deflated. */
  readonly content: Uint8Array;
}

/**
 * Reads the chunks that lie one behind the other in what a sync message calls one change.
 * @param limitBytes what they may unpack to, together
 * @throws HostilePeer
 */
export function readChunks(bytes: Uint8Array, limitBytes: number): ReadChunk[] {
  const chunks: ReadChunk[] = [];
  let leftBytes = limitBytes;
  for (let start = 0; start < bytes.length; ) {
    const reader = new ByteReader(bytes, start + HEADER_BYTES + 1);
    const content = reader.bytes(reader.number());
    const chunk = readChunk(bytes.subarray(start, reader.offset), content, leftBytes);
    leftBytes -= chunk.unpackedBytes;
    chunks.push(chunk);
    start = reader.offset;
  }
  return chunks;
}

function readChunk(bytes: Uint8Array, packed: Uint8Array, limitBytes: number) {
  const type = bytes[HEADER_BYTES];
  if (type !== DOCUMENT_CHUNK && type !== CHANGE_CHUNK && type !== COMPRESSED_CHUNK) {
    throw new HostilePeer('A peer sent a chunk that no hand is made of.');
  }
  if (packed.length > limitBytes) throw tooLarge();
  const content = type === COMPRESSED_CHUNK ? inflated(packed, limitBytes) : packed;
  const hashedType = type === COMPRESSED_CHUNK ? CHANGE_CHUNK : type;
  const checksum = createHash('sha256')
    .update(Uint8Array.of(hashedType))
    .update(lengthBytes(content.length))
    .update(content)
    .digest()
    .subarray(0, CHECKSUM_BYTES);
  if (!sameBytes(bytes.subarray(0, HEADER_BYTES), Buffer.concat([MAGIC, checksum]))) {
    throw new HostilePeer('A peer sent a chunk that is not what it says.');
  }
  const unpackedBytes = type === DOCUMENT_CHUNK ? checkDocument(content, limitBytes) : content.length;
  return { type, bytes, content, unpackedBytes };
}

function checkDocument(content: Uint8Array, limitBytes: number): number {
  const reader = new ByteReader(content);
  for (let actors = reader.count(); actors > 0; actors--) reader.bytes(reader.number());
  for (let heads = reader.count(); heads > 0; heads--) reader.bytes(HASH_BYTES);
  const columns = [...columnsOf(reader), ...columnsOf(reader)];
  let unpackedBytes = 0;
  for (const { specification, sizeBytes } of columns) {
    const packed = reader.bytes(sizeBytes);
    const isDeflated = (specification & DEFLATED) !== 0;
    const column = isDeflated ? inflated(packed, limitBytes - unpackedBytes) : packed;
    unpackedBytes += column.length;
    const isTooLong = countValues(specification, column, COLUMN_VALUES_MAX) > COLUMN_VALUES_MAX;
    if (unpackedBytes > limitBytes || isTooLong) throw tooLarge();
  }
  return unpackedBytes;
}

function columnsOf(reader: ByteReader): { specification: number; sizeBytes: number }[] {
  return Array.from({ length: reader.count() }, () => ({
    specification: reader.number(),
    sizeBytes: reader.number(),
  }));
}

function inflated(deflated: Uint8Array, limitBytes: number): Uint8Array {
  try {
    return inflateRawSync(deflated, { maxOutputLength: Math.max(1, limitBytes) });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw new HostilePeer('A peer sent a chunk that cannot be unpacked.');
  }
}

function tooLarge(): HostilePeer {
  return new HostilePeer('A peer sent a document that unpacks to more than a hand can be.');
}
