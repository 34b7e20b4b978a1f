import { createHash } from 'node:crypto';
import { z } from 'zod';
import { fromBytes, type Plain, sameBytes, toBytes } from '../../../shared/process/plain.ts';
import { LIMITS } from '../../../shared/protocol.ts';
import { preferencesSchema, profileSchema } from '../../ipc.ts';
import { HAND_NUMBER_MAX } from '../disk/dataFolder.ts';
import type { FileSystem, OpenFile } from '../disk/index.ts';

/*
 * An .evertable file: tables of a device, to be kept as a backup or taken to another device.
 *
 *     "evertable file 1\n" | length of the header, 4 bytes | header (canonical CBOR) | every part's bytes | SHA-256 of all before
 *
 * Of each table it holds the charter, the finished hands and the entries of the open one: what its members have anyway. It
 * never holds a key of any kind: no device key, no data key, no secret of a deck, no vote, no invite.
 *
 *  F1  What was exported is imported again, entry for entry.                      transfer.test "round trip"
 *  F2  A file with any byte changed, missing or added is refused, in words.       tableFile.test "any byte"
 *  F3  Nothing is read or written beyond the limits, whatever a header claims.    tableFile.test "claims"
 *  F4  Nothing of a file is believed that a peer's word would not be: hands prove themselves, entries are played before they
 *      are taken, and no Automerge document is loaded.                            transfer.test "hostile"
 *  F5  A table that is on this device already is left as it is.                   transfer.test "left as it is"
 *  F6  Who was brought back does not vote until the others let it.                transfer.test "does not vote"
 *  F7  A failure leaves nothing behind in the lobby.                              transfer.test "hostile"
 *  F8  Who has a name here keeps it, whatever a file says.                        transfer.test "a name"
 */

const MAGIC = Buffer.from('evertable file 1\n', 'latin1');
/** What files of every version begin with. */
const FAMILY = Buffer.from('evertable file ', 'latin1');
const LENGTH_BYTES = 4;
const DIGEST_BYTES = 32;
/** Read and written at a time. */
const WINDOW_BYTES = 1 << 20;

export const FILE_LIMITS = {
  headerBytes: 1 << 20,
  tables: 1_000,
  /** Of one table: the hand before is there too while its end is not committed. */
  handsPerTable: 2,
  charterBytes: 1 << 16,
  handBytes: LIMITS.documentBytes,
  historyBytes: 2 * 1024 ** 3,
} as const;

export const FILE_WORDS = {
  foreign: 'This is not an Evertable file.',
  newer: 'This file was made by a newer Evertable. Please update yours to open it.',
  broken: 'This file is not complete, or was changed. Ask for it again, or take another copy.',
} as const;

const tableId = z.string().regex(/^[0-9a-f]{32}$/);
const size = (least: number, most: number) => z.int().min(least).max(most);
const partSchema = z.discriminatedUnion('kind', [
  /** What the table was opened with. */
  z.strictObject({ kind: z.literal('charter'), sizeBytes: size(1, FILE_LIMITS.charterBytes) }),
  /** The records of finished hands, as the history file has them. */
  z.strictObject({ kind: z.literal('history'), sizeBytes: size(0, FILE_LIMITS.historyBytes) }),
  /** The entries of one hand, as the changes that carry them between devices. */
  z.strictObject({
    kind: z.literal('hand'),
    hand: z.int().min(1).max(HAND_NUMBER_MAX),
    sizeBytes: size(1, FILE_LIMITS.handBytes),
  }),
]);
export type Part = z.infer<typeof partSchema>;

const personSchema = z.strictObject({ profile: profileSchema, preferences: preferencesSchema });
/** Who exported everything: their name, and how they like things to look and sound. */
export type FilePerson = z.infer<typeof personSchema>;

const headerSchema = z.strictObject({
  person: personSchema.optional(),
  tables: z
    .array(z.strictObject({ tableId, parts: z.array(partSchema).max(FILE_LIMITS.handsPerTable + 2) }))
    .min(1)
    .max(FILE_LIMITS.tables),
});
export type FileHeader = z.infer<typeof headerSchema>;

/** A file that cannot be used; `message` is a sentence for a person. */
export class BadTableFile extends Error {
  override name = 'BadTableFile';
}

/** Where a part's bytes come from, and where they go. */
export type PartReader = (tableId: string, part: Part) => AsyncIterable<Uint8Array>;
export type PartWriter = (part: Part, pieces: AsyncIterable<Uint8Array>) => Promise<void>;

/** Writes a new file. @throws DiskFailure, RangeError when a part has not the size that the header names */
export async function writeTableFile(
  fs: FileSystem,
  path: string,
  header: FileHeader,
  read: PartReader,
): Promise<void> {
  const file = await fs.create(path);
  try {
    const out = new Hashed(file);
    const head = toBytes(headerSchema.parse(header) as unknown as Plain);
    await out.append(MAGIC);
    await out.append(lengthBytes(head.length));
    await out.append(head);
    for (const { tableId: of, parts } of header.tables) {
      for (const part of parts) {
        let left = part.sizeBytes;
        for await (const piece of read(of, part)) {
          left -= piece.length;
          await out.append(piece);
        }
        if (left !== 0) throw new RangeError(`${part.kind} of ${of} has not ${part.sizeBytes} bytes`);
      }
    }
    await file.append(out.digest());
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** The header of a file, once its whole content agrees with its checksum. @throws BadTableFile, DiskFailure */
export async function readTableFile(fs: FileSystem, path: string): Promise<OpenedTableFile> {
  const sizeBytes = await fs.size(path);
  if (sizeBytes === null) throw new BadTableFile(FILE_WORDS.foreign);
  const start = await fs.readAt(path, 0, MAGIC.length + LENGTH_BYTES);
  if (!sameBytes(start.subarray(0, FAMILY.length), FAMILY)) throw new BadTableFile(FILE_WORDS.foreign);
  const isOurs = sameBytes(start.subarray(0, MAGIC.length), MAGIC);
  // A version that is no number is damage.
  if (!isOurs) throw new BadTableFile(isNewer(start) ? FILE_WORDS.newer : FILE_WORDS.broken);
  if (start.length < MAGIC.length + LENGTH_BYTES) throw new BadTableFile(FILE_WORDS.broken);
  const headBytes = Buffer.from(start).readUInt32BE(MAGIC.length);
  const contentAt = MAGIC.length + LENGTH_BYTES + headBytes;
  if (headBytes > FILE_LIMITS.headerBytes || contentAt + DIGEST_BYTES > sizeBytes)
    throw new BadTableFile(FILE_WORDS.broken);
  const header = readHeader(await fs.readAt(path, MAGIC.length + LENGTH_BYTES, headBytes));
  const parts = header.tables.flatMap((table) => table.parts);
  const contentBytes = parts.reduce((sum, part) => sum + part.sizeBytes, 0);
  if (contentAt + contentBytes + DIGEST_BYTES !== sizeBytes) throw new BadTableFile(FILE_WORDS.broken);
  await checkDigest(fs, path, sizeBytes);
  return new OpenedTableFile(fs, path, header, contentAt);
}

export class OpenedTableFile {
  readonly header: FileHeader;
  readonly #fs: FileSystem;
  readonly #path: string;
  readonly #contentAt: number;

  constructor(fs: FileSystem, path: string, header: FileHeader, contentAt: number) {
    this.#fs = fs;
    this.#path = path;
    this.header = header;
    this.#contentAt = contentAt;
  }

  /** Hands over the parts of one table. @throws what `write` throws, DiskFailure */
  async unpack(tableId: string, write: PartWriter): Promise<void> {
    let offset = this.#contentAt;
    for (const table of this.header.tables) {
      for (const part of table.parts) {
        if (table.tableId === tableId)
          await write(part, piecesOf(this.#fs, this.#path, offset, part.sizeBytes));
        offset += part.sizeBytes;
      }
    }
  }
}

/** A stretch of a file, a window at a time. */
export async function* piecesOf(
  fs: FileSystem,
  path: string,
  offset: number,
  sizeBytes: number,
): AsyncGenerator<Uint8Array, void, void> {
  for (let at = offset; at < offset + sizeBytes; ) {
    const piece = await fs.readAt(path, at, Math.min(WINDOW_BYTES, offset + sizeBytes - at));
    if (piece.length === 0) return;
    at += piece.length;
    yield piece;
  }
}

function readHeader(bytes: Uint8Array): FileHeader {
  try {
    const header = headerSchema.parse(fromBytes(bytes));
    for (const { parts } of header.tables) {
      const names = parts.map((part) => (part.kind === 'hand' ? `hand ${part.hand}` : part.kind));
      if (new Set(names).size !== names.length) throw new RangeError('a part twice');
    }
    if (new Set(header.tables.map((table) => table.tableId)).size !== header.tables.length)
      throw new RangeError('a table twice');
    return header;
  } catch {
    throw new BadTableFile(FILE_WORDS.broken);
  }
}

async function checkDigest(fs: FileSystem, path: string, sizeBytes: number): Promise<void> {
  const hash = createHash('sha256');
  for await (const piece of piecesOf(fs, path, 0, sizeBytes - DIGEST_BYTES)) hash.update(piece);
  const digest = await fs.readAt(path, sizeBytes - DIGEST_BYTES, DIGEST_BYTES);
  if (!sameBytes(hash.digest(), digest)) throw new BadTableFile(FILE_WORDS.broken);
}

function isNewer(start: Uint8Array): boolean {
  const version = /^(\d{1,6})\n/.exec(Buffer.from(start).toString('latin1', FAMILY.length));
  return version !== null && Number(version[1]) > 1;
}

function lengthBytes(length: number): Uint8Array {
  const bytes = Buffer.alloc(LENGTH_BYTES);
  bytes.writeUInt32BE(length);
  return bytes;
}

class Hashed {
  readonly #file: OpenFile;
  readonly #hash = createHash('sha256');

  constructor(file: OpenFile) {
    this.#file = file;
  }

  async append(bytes: Uint8Array): Promise<void> {
    this.#hash.update(bytes);
    await this.#file.append(bytes);
  }

  digest(): Uint8Array {
    return this.#hash.digest();
  }
}
