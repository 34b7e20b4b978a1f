import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { sameBytes } from '../../../shared/process/plain.ts';
import { lengthBytes } from '../disk/chunks.ts';
import { ByteReader } from './byteReader.ts';
import { HostilePeer } from './hostilePeer.ts';

/*
 * The chunks of changes, without unpacking more than is allowed. The format (automerge.org/automerge-binary-format-spec):
 * magic 4, checksum 4, type 1, length LEB128, contents. A compressed change is one deflated stream. Whole documents are
 * never taken from a peer: run-length encoded columns beneath deflated ones can make anything of little.
 */

const MAGIC = Uint8Array.of(0x85, 0x6f, 0x4a, 0x83);
const CHECKSUM_BYTES = 4;
const HEADER_BYTES = MAGIC.length + CHECKSUM_BYTES;
const CHANGE_CHUNK = 1;
const COMPRESSED_CHUNK = 2;

/**
 * Reads the changes that lie one behind the other in what a sync message calls one change.
 * @param limitBytes what they may unpack to, together
 * @returns their contents, unpacked
 * @throws HostilePeer
 */
export function readChanges(bytes: Uint8Array, limitBytes: number): Uint8Array[] {
  const contents: Uint8Array[] = [];
  let leftBytes = limitBytes;
  for (let start = 0; start < bytes.length; ) {
    const reader = new ByteReader(bytes, start + HEADER_BYTES + 1);
    const packed = reader.bytes(reader.number());
    const content = readChange(bytes.subarray(start, reader.offset), packed, leftBytes);
    leftBytes -= content.length;
    contents.push(content);
    start = reader.offset;
  }
  return contents;
}

/** A change's chunk, not compressed, and its hash. */
export function changeChunk(content: Uint8Array): { readonly chunk: Uint8Array; readonly hash: Uint8Array } {
  const hash = hashOfChange(content);
  const checksum = hash.subarray(0, CHECKSUM_BYTES);
  const parts = [MAGIC, checksum, Uint8Array.of(CHANGE_CHUNK), lengthBytes(content.length), content];
  return { chunk: Uint8Array.from(Buffer.concat(parts)), hash };
}

/** The hash of a change by its unpacked content. */
export function hashOfChange(content: Uint8Array): Uint8Array {
  return createHash('sha256')
    .update(Uint8Array.of(CHANGE_CHUNK))
    .update(lengthBytes(content.length))
    .update(content)
    .digest();
}

function readChange(bytes: Uint8Array, packed: Uint8Array, limitBytes: number): Uint8Array {
  const type = bytes[HEADER_BYTES];
  if (type !== CHANGE_CHUNK && type !== COMPRESSED_CHUNK) {
    throw new HostilePeer('A peer sent a chunk that is no change.');
  }
  if (packed.length > limitBytes) throw tooLarge();
  const content = type === COMPRESSED_CHUNK ? inflated(packed, limitBytes) : packed;
  const checksum = hashOfChange(content).subarray(0, CHECKSUM_BYTES);
  if (!sameBytes(bytes.subarray(0, HEADER_BYTES), Buffer.concat([MAGIC, checksum]))) {
    throw new HostilePeer('A peer sent a chunk that is not what it says.');
  }
  return content;
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
  return new HostilePeer('A peer sent changes that unpack to more than a hand can be.');
}
