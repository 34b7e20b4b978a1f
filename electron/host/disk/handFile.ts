/** One hand's document on disk: the saved document's chunk first, then every change as it was made. */
import { type ChunkReading, readChunks } from './chunks.ts';
import { DiskFailure } from './diskFailure.ts';
import { DurableAppender } from './durableAppender.ts';
import { openSynced, writeDurably } from './durableFile.ts';
import type { FileSystem, OpenFile } from './fileSystem.ts';
import { copyAside, moveAside } from './setAside.ts';

/** A hand takes some 100 KB. What is longer than this is no hand, and is not read into memory. */
export const HAND_FILE_MAX_BYTES = 64 * 1024 * 1024;

export type OpenedHandFile =
  | {
      type: 'open';
      file: HandFile;
      /** The bytes of every intact chunk, in file order. */
      chunks: Uint8Array[];
      /** What was damaged and where it is kept, in words; null if nothing was. */
      damage: string | null;
    }
  | {
      type: 'unusable';
      reason: 'missing' | 'empty' | 'unreadable' | 'tooLarge';
      /** One sentence for a person. */
      words: string;
      /** Where the file is kept now; null if there was none. */
      asidePath: string | null;
    };

export interface OpenHandFileOptions {
  /**
   * Write the whole file anew, elsewhere on the disk, because an append to it failed before.
   */
  rewrite?: boolean;
}

export class HandFile {
  readonly path: string;
  readonly #appender: DurableAppender;

  private constructor(path: string, file: OpenFile, sizeBytes: number) {
    this.path = path;
    this.#appender = new DurableAppender(file, path, sizeBytes, HAND_FILE_MAX_BYTES);
  }

  /**
   * Starts the file of a new hand with its first chunk; it is durable when this resolves. Rejects with `DiskFailure`,
   * `exists` if there is a file already.
   */
  static async create(fs: FileSystem, path: string, firstChunk: Uint8Array): Promise<HandFile> {
    if ((await fs.size(path)) !== null) throw new DiskFailure('exists', 'opening', path);
    await writeDurably(fs, path, firstChunk);
    return new HandFile(path, await fs.openAppend(path), firstChunk.length);
  }

  /**
   * Opens a hand's file and makes sure of what it returns: every chunk is on the disk, not only in the operating
   * system's memory, and the file holds exactly these chunks. From the first damaged byte on, a copy of the file as it
   * was is kept in `<name>.damaged-<n>` before anything is changed; a file without one intact chunk is kept whole
   * under that name. Rejects with `DiskFailure` if the disk does not take part; then nothing is lost either.
   */
  static async open(
    fs: FileSystem,
    path: string,
    options: OpenHandFileOptions = {},
  ): Promise<OpenedHandFile> {
    const sizeBytes = await fs.size(path);
    if (sizeBytes === null) return unusable('missing', null);
    if (sizeBytes === 0) return unusable('empty', await moveAside(fs, path));
    if (sizeBytes > HAND_FILE_MAX_BYTES) return unusable('tooLarge', await moveAside(fs, path));

    const bytes = await fs.read(path);
    const reading = readChunks(bytes);
    if (reading.chunks.length === 0) return unusable('unreadable', await moveAside(fs, path));

    const chunks = reading.chunks.map((chunk) =>
      bytes.subarray(chunk.offset, chunk.offset + chunk.sizeBytes),
    );
    const damage = await keepDamage(fs, path, bytes, reading);
    const intact = Buffer.concat(chunks);
    if (damage !== null || options.rewrite) await writeDurably(fs, path, intact);
    const file = await openSynced(fs, path, { offset: 0, bytes: intact });
    const intactSizeBytes = intact.length;
    return { type: 'open', file: new HandFile(path, file, intactSizeBytes), chunks, damage };
  }

  /** Bytes in the file, with those still being appended. */
  get sizeBytes(): number {
    return this.#appender.sizeBytes;
  }

  /**
   * Resolves once `bytes`, whole chunks that must not change meanwhile, are on the disk. Rejects with `DiskFailure`,
   * and from then on always with the same: the owner stops the table and opens the file again with `rewrite`.
   */
  append(bytes: Uint8Array): Promise<void> {
    return this.#appender.append(bytes);
  }

  /** Finishes the appends that are waiting, then closes. */
  close(): Promise<void> {
    return this.#appender.close();
  }
}

async function keepDamage(
  fs: FileSystem,
  path: string,
  bytes: Uint8Array,
  reading: ChunkReading,
): Promise<string | null> {
  if (reading.damages.length === 0) return null;
  const asidePath = await copyAside(fs, path, bytes.subarray(reading.intactBytes));
  const what = reading.damages.map((damage) => damage.words).join(' ');
  return `${what} They are kept in ${asidePath}.`;
}

type UnusableReason = Extract<OpenedHandFile, { type: 'unusable' }>['reason'];

const UNUSABLE_WORDS: Readonly<Record<UnusableReason, string>> = {
  missing: 'The file of this hand is not there.',
  empty: 'The file of this hand is empty.',
  unreadable: 'The file of this hand holds nothing that can be read.',
  tooLarge: 'The file of this hand is far larger than a hand can be.',
};

function unusable(reason: UnusableReason, asidePath: string | null): OpenedHandFile {
  const kept = asidePath === null ? '' : ` It is kept as ${asidePath}.`;
  return { type: 'unusable', reason, words: UNUSABLE_WORDS[reason] + kept, asidePath };
}
