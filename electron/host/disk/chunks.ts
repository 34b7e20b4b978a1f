/**
 * Reads a file of plain Automerge chunks without Automerge, so that one damaged chunk costs no other.
 *
 * A chunk (https://automerge.org/automerge-binary-format-spec/) is
 *
 *     magic 85 6f 4a 83 | checksum, 4 bytes | type, 1 byte | length, LEB128 | content
 *
 * and its checksum the first four bytes of its hash, SHA-256 over type, length and content. A compressed change
 * (type 2) keeps the hash of the change it was compressed from: type 1, the length and content *before* the DEFLATE.
 */
import { createHash } from 'node:crypto';
import { inflateRawSync, type Zlib } from 'node:zlib';

export const CHUNK_TYPES = { document: 0, change: 1, compressedChange: 2, bundle: 3 } as const;
export type ChunkType = keyof typeof CHUNK_TYPES;

export interface Chunk {
  offset: number;
  /** Header and content together. */
  sizeBytes: number;
  type: ChunkType;
  /** SHA-256 in hex; of a change it is the change hash that Automerge's heads are made of. */
  hash: string;
}

/**
 * - `torn`: the file ends inside a chunk: the write of it was cut off
 * - `zeros`: nothing but zero bytes, as a file system leaves behind after a power cut
 * - `checksum`: a chunk begins here, but its checksum does not agree with it, or its type is unknown
 * - `foreign`: no chunk begins here
 * - `searchedTooLong`: so many false beginnings that the search for intact chunks was given up
 */
export type DamageKind = 'torn' | 'zeros' | 'checksum' | 'foreign' | 'searchedTooLong';

export interface Damage {
  offset: number;
  sizeBytes: number;
  kind: DamageKind;
  /** One sentence. */
  words: string;
}

export interface ChunkReading {
  /** Every intact chunk, also those after damage, in file order. */
  chunks: Chunk[];
  /** How many bytes from the beginning are intact: the whole length, or the offset of the first damage. */
  intactBytes: number;
  /** The rest: every byte is in exactly one chunk or one damage. Neighbouring damaged chunks are one damage. */
  damages: Damage[];
}

/** No change or document of a hand comes near; a longer claim is damage. Bounds the memory that inflating takes. */
export const CHUNK_CONTENT_MAX_BYTES = 16 * 1024 * 1024;

const MAGIC = Uint8Array.of(0x85, 0x6f, 0x4a, 0x83);
const CHECKSUM_SIZE_BYTES = 4;
const TYPE_OFFSET = MAGIC.length + CHECKSUM_SIZE_BYTES;
const LENGTH_OFFSET = TYPE_OFFSET + 1;
/** Enough for 2^35, far beyond CHUNK_CONTENT_MAX_BYTES. */
const LENGTH_MAX_SIZE_BYTES = 5;

/** What may be hashed and inflated in vain, besides four times the file: a second's work, a hand file's many times. */
const SEARCH_BUDGET_BYTES = 256 * 1024 * 1024;
/** What a false beginning costs at least. */
const FALSE_START_COST_BYTES = 256;
/** DEFLATE cannot expand more than this. */
const INFLATE_RATIO_MAX = 1032;

const TYPE_OF_BYTE: readonly ChunkType[] = ['document', 'change', 'compressedChange', 'bundle'];

/**
 * Finds every intact chunk in `bytes`. Never throws; time and memory are bounded by the size of the input.
 *
 * After damage the search goes on at the next magic, wherever it is: the length a damaged chunk claims is not to be
 * trusted, it might lead over intact ones. A whole chunk that somebody's input carried inside a now damaged one is
 * therefore found too: what a chunk says is for the reader of the journal to check.
 *
 * A compressed change counts as intact if what it decompresses to is; a bit that DEFLATE does not use may differ.
 */
export function readChunks(bytes: Uint8Array): ChunkReading {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const budget: SearchBudget = { leftBytes: SEARCH_BUDGET_BYTES + 4 * file.length };
  const chunks: Chunk[] = [];
  const damages: Damage[] = [];
  let damagedFrom: number | null = null;
  let offset = 0;

  while (offset < file.length && budget.leftBytes > 0) {
    const chunk = intactChunkAt(file, offset, budget);
    if (chunk === null) {
      damagedFrom ??= offset;
      const next = file.indexOf(MAGIC, offset + 1);
      offset = next === -1 ? file.length : next;
      continue;
    }
    if (damagedFrom !== null) damages.push(describeDamage(file, damagedFrom, offset));
    damagedFrom = null;
    chunks.push(chunk);
    offset += chunk.sizeBytes;
  }

  if (damagedFrom !== null) damages.push(describeDamage(file, damagedFrom, offset));
  if (offset < file.length) damages.push(searchedTooLong(offset, file.length));
  return { chunks, intactBytes: damages[0]?.offset ?? file.length, damages };
}

interface SearchBudget {
  leftBytes: number;
}

interface ChunkHeader {
  typeByte: number;
  contentOffset: number;
  contentSizeBytes: number;
}

function intactChunkAt(file: Buffer, offset: number, budget: SearchBudget): Chunk | null {
  const header = readHeader(file, offset);
  if (header === null || !fitsIn(file, header)) {
    budget.leftBytes -= FALSE_START_COST_BYTES;
    return null;
  }
  const type = TYPE_OF_BYTE[header.typeByte];
  const hash = type === undefined ? null : matchingHash(file, offset, header, type, budget);
  if (type === undefined || hash === null) return null;
  return {
    offset,
    sizeBytes: header.contentOffset + header.contentSizeBytes - offset,
    type,
    hash: hash.toString('hex'),
  };
}

function fitsIn(file: Buffer, header: ChunkHeader): boolean {
  return (
    header.contentSizeBytes <= CHUNK_CONTENT_MAX_BYTES &&
    header.contentOffset + header.contentSizeBytes <= file.length
  );
}

/** Null where no whole header begins. */
function readHeader(file: Buffer, offset: number): ChunkHeader | null {
  if (!startsWithMagic(file, offset)) return null;
  const typeByte = file[offset + TYPE_OFFSET];
  const length = readLength(file, offset + LENGTH_OFFSET);
  if (typeByte === undefined || length === null) return null;
  return {
    typeByte,
    contentOffset: offset + LENGTH_OFFSET + length.sizeBytes,
    contentSizeBytes: length.value,
  };
}

function startsWithMagic(file: Buffer, offset: number): boolean {
  return file.subarray(offset, offset + MAGIC.length).equals(MAGIC);
}

/** An unsigned LEB128 number in its shortest form; Automerge takes no other. */
function readLength(file: Buffer, offset: number): { value: number; sizeBytes: number } | null {
  let value = 0;
  for (let i = 0; i < LENGTH_MAX_SIZE_BYTES; i++) {
    const byte = file[offset + i];
    if (byte === undefined) return null;
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return byte === 0 && i > 0 ? null : { value, sizeBytes: i + 1 };
  }
  return null;
}

/** The shortest unsigned LEB128 form of a whole number. */
export function lengthBytes(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
  return Uint8Array.from(bytes);
}

/** The chunk's hash if its checksum agrees with it, else null. */
function matchingHash(
  file: Buffer,
  offset: number,
  header: ChunkHeader,
  type: ChunkType,
  budget: SearchBudget,
): Buffer | null {
  const end = header.contentOffset + header.contentSizeBytes;
  const hash =
    type === 'compressedChange'
      ? hashOfCompressed(file.subarray(header.contentOffset, end), budget)
      : createHash('sha256')
          .update(file.subarray(offset + TYPE_OFFSET, end))
          .digest();
  const checksum = file.subarray(offset + MAGIC.length, offset + TYPE_OFFSET);
  if (hash?.subarray(0, CHECKSUM_SIZE_BYTES).equals(checksum)) return hash;
  budget.leftBytes -= header.contentSizeBytes + FALSE_START_COST_BYTES;
  return null;
}

function hashOfCompressed(compressed: Buffer, budget: SearchBudget): Buffer | null {
  const content = inflate(compressed);
  budget.leftBytes -=
    content?.length ?? Math.min(compressed.length * INFLATE_RATIO_MAX, CHUNK_CONTENT_MAX_BYTES);
  if (content === null) return null;
  return createHash('sha256')
    .update(Uint8Array.of(CHUNK_TYPES.change))
    .update(lengthBytes(content.length))
    .update(content)
    .digest();
}

/** Null if the bytes are not one DEFLATE stream from the first to the last. */
function inflate(compressed: Buffer): Buffer | null {
  try {
    const result: unknown = inflateRawSync(compressed, {
      info: true,
      maxOutputLength: CHUNK_CONTENT_MAX_BYTES,
    });
    const { buffer, engine } = result as { buffer: Buffer; engine: Zlib };
    return engine.bytesWritten === compressed.length ? buffer : null;
  } catch {
    return null;
  }
}

function describeDamage(file: Buffer, offset: number, end: number): Damage {
  const sizeBytes = end - offset;
  const kind = kindOfDamage(file, offset, end);
  const where = `${sizeBytes} ${sizeBytes === 1 ? 'byte' : 'bytes'} from byte ${offset}`;
  return { offset, sizeBytes, kind, words: `${where} ${DAMAGE_WORDS[kind]}.` };
}

const DAMAGE_WORDS: Readonly<Record<DamageKind, string>> = {
  torn: 'are the beginning of a chunk that was never completely written',
  zeros: 'are nothing but zeros',
  checksum: 'are not the chunk that was written there',
  foreign: 'do not begin a chunk',
  searchedTooLong: 'have too many false beginnings to be searched any further',
};

function kindOfDamage(file: Buffer, offset: number, end: number): DamageKind {
  const damaged = file.subarray(offset, end);
  if (damaged.every((byte) => byte === 0)) return 'zeros';
  const header = readHeader(file, offset);
  if (end === file.length && isTorn(file, offset, header)) return 'torn';
  return startsWithMagic(file, offset) ? 'checksum' : 'foreign';
}

/** Whether the file ends before the chunk that begins at `offset` does. */
function isTorn(file: Buffer, offset: number, header: ChunkHeader | null): boolean {
  if (header !== null) return header.contentOffset + header.contentSizeBytes > file.length;
  const headerMaxSizeBytes = LENGTH_OFFSET + LENGTH_MAX_SIZE_BYTES;
  const beginning = file.subarray(offset, offset + MAGIC.length);
  return file.length - offset < headerMaxSizeBytes && beginning.equals(MAGIC.subarray(0, beginning.length));
}

function searchedTooLong(offset: number, end: number): Damage {
  const words = `${end - offset} bytes from byte ${offset} ${DAMAGE_WORDS.searchedTooLong}.`;
  return { offset, sizeBytes: end - offset, kind: 'searchedTooLong', words };
}
