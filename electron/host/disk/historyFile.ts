/** The finished hands of a table, one record each, in one file that only ever grows. */
import { DurableAppender } from './durableAppender.ts';
import { openSynced, writeDurably } from './durableFile.ts';
import type { FileSystem, OpenFile } from './fileSystem.ts';
import {
  decodeFrame,
  END_MAGIC,
  encodeFrame,
  FRAME_HEADER_SIZE_BYTES,
  FRAME_TRAILER_SIZE_BYTES,
  frameNumberOf,
  frameSizeFromHeader,
  frameSizeFromTrailer,
  type HistoryFrame,
  START_MAGIC,
} from './historyFrame.ts';
import { copyAside, moveAside } from './setAside.ts';

/** Read at a time; holds some hundred records. */
const WINDOW_SIZE_BYTES = 1024 * 1024;

export interface HistoryRecord {
  /** At least 1; each exceeds the one before. */
  number: number;
  payload: Uint8Array;
}

export type HistoryItem =
  | ({ type: 'record' } & HistoryRecord)
  /** Bytes inside the file that are no intact record. They stay where they are. */
  | { type: 'damage'; offset: number; sizeBytes: number; words: string };

export interface OpenedHistoryFile {
  file: HistoryFile;
  /** What was damaged at the end and where it is kept, in words; null if nothing was. */
  damage: string | null;
}

export class HistoryFile {
  readonly path: string;
  readonly #fs: FileSystem;
  readonly #appender: DurableAppender;
  /** What is known to be on the disk; reads end here. */
  #durableSizeBytes: number;
  #count: number;
  #nextNumber: number;
  /** Where records begin, as far as anybody has looked for them. */
  readonly #offsets = new Map<number, number>();

  private constructor(fs: FileSystem, path: string, file: OpenFile, sizeBytes: number, count: number) {
    this.path = path;
    this.#fs = fs;
    this.#appender = new DurableAppender(file, path, sizeBytes, Number.MAX_SAFE_INTEGER);
    this.#durableSizeBytes = sizeBytes;
    this.#count = count;
    this.#nextNumber = count + 1;
  }

  /**
   * Opens a table's history, or starts an empty one. Reads no more than the last record, unless the file's end is
   * damaged: what follows the last intact record is then copied to `<name>.damaged-<n>` before it is cut off, and a
   * file without any is kept whole under that name. Damage further ahead shows when it is read.
   * Rejects with `DiskFailure`.
   */
  static async open(fs: FileSystem, path: string): Promise<OpenedHistoryFile> {
    const sizeBytes = (await fs.size(path)) ?? 0;
    const last = await lastFrame(fs, path, sizeBytes);
    const intactSizeBytes = last === null ? 0 : last.offset + last.frame.sizeBytes;
    const damage = await keepDamagedEnd(fs, path, intactSizeBytes, sizeBytes);
    if ((await fs.size(path)) === null) await writeDurably(fs, path, new Uint8Array());

    // Only the last record can have been in a sync that failed: each is synced before another is written.
    const offset = last?.offset ?? 0;
    const tail = await fs.readAt(path, offset, intactSizeBytes - offset);
    const file = await openSynced(fs, path, { offset, bytes: tail });
    return { file: new HistoryFile(fs, path, file, intactSizeBytes, last?.frame.number ?? 0), damage };
  }

  /** The number of the last record on the disk: 0 for an empty history. */
  get count(): number {
    return this.#count;
  }

  /**
   * Resolves with the record's number once it is on the disk. Rejects with `DiskFailure`, and from then on always with
   * the same; with RangeError if `payload` is longer than PAYLOAD_MAX_BYTES or `number` does not exceed the last.
   * @param number left out: the next one
   */
  async append(payload: Uint8Array, number = this.#nextNumber): Promise<number> {
    if (number < this.#nextNumber)
      throw new RangeError(`record ${number} comes after ${this.#nextNumber - 1}`);
    const appended = this.#appender.append(encodeFrame(number, payload));
    const endOffset = this.#appender.sizeBytes;
    this.#nextNumber = number + 1;
    await appended;
    this.#durableSizeBytes = endOffset;
    this.#count = number;
    return number;
  }

  /**
   * The last `count` records that are on the disk, oldest first, read from the file's end. Damage between them is
   * skipped and told in words.
   */
  async readLast(count: number): Promise<{ records: HistoryRecord[]; damage: string | null }> {
    const records: HistoryRecord[] = [];
    const damages: string[] = [];
    let end = this.#durableSizeBytes;
    while (records.length < count && end > 0) {
      const found = await lastFrame(this.#fs, this.path, end);
      const intactEnd = found === null ? 0 : found.offset + found.frame.sizeBytes;
      if (intactEnd < end) damages.push(damageWords(intactEnd, end));
      if (found === null) break;
      records.push({ number: found.frame.number, payload: found.frame.payload });
      end = found.offset;
    }
    return { records: records.reverse(), damage: damages.length === 0 ? null : damages.reverse().join(' ') };
  }

  /**
   * The records from that number on, oldest first, up to the first damage. What lies before them is not read but for
   * the ends of its frames, and those only once.
   */
  async *recordsFrom(number: number): AsyncGenerator<HistoryRecord, void, void> {
    const offset = await this.#offsetOf(number);
    if (offset === null) return;
    for await (const item of itemsUpTo(this.#fs, this.path, this.#durableSizeBytes, offset)) {
      if (item.type === 'damage') return;
      yield { number: item.number, payload: item.payload };
    }
  }

  /** Walks back from the nearest frame that is known, frame by frame; null: that record is not here, or not found. */
  async #offsetOf(wanted: number): Promise<number | null> {
    const known = this.#offsets.get(wanted);
    if (known !== undefined) return known;
    const behind = [...this.#offsets.keys()].filter((number) => number > wanted);
    let end = this.#offsets.get(Math.min(...behind)) ?? this.#durableSizeBytes;
    while (end > 0) {
      const found = await edgesEndingAt(this.#fs, this.path, end);
      if (!found || found.number < wanted) return null;
      end = found.offset;
      this.#offsets.set(found.number, end);
      if (found.number === wanted) return end;
    }
    return null;
  }

  /**
   * Every record that is on the disk now, oldest first, a window at a time, with the damage between them in its place.
   */
  items(): AsyncGenerator<HistoryItem, void, void> {
    return itemsUpTo(this.#fs, this.path, this.#durableSizeBytes);
  }

  /** Finishes the appends that are waiting, then closes. */
  close(): Promise<void> {
    return this.#appender.close();
  }
}

/**
 * Every item of the history at `path`, like `HistoryFile.items`, without opening it: nothing is touched, and its table
 * may be open elsewhere. A record that is being appended just then shows as damage at the end. A missing file is an
 * empty history. Rejects with `DiskFailure`.
 */
export async function* readHistory(fs: FileSystem, path: string): AsyncGenerator<HistoryItem, void, void> {
  yield* itemsUpTo(fs, path, (await fs.size(path)) ?? 0);
}

async function* itemsUpTo(
  fs: FileSystem,
  path: string,
  end: number,
  start = 0,
): AsyncGenerator<HistoryItem, void, void> {
  const reader = new WindowReader(fs, path, end);
  let offset = start;
  while (offset < end) {
    const frame = await frameAt(reader, offset);
    if (frame !== null) {
      yield { type: 'record', number: frame.number, payload: frame.payload };
      offset += frame.sizeBytes;
      continue;
    }
    const next = await nextFrameOffset(reader, offset + 1);
    yield { type: 'damage', offset, sizeBytes: next - offset, words: damageWords(offset, next) };
    offset = next;
  }
}

/** Reads a file mostly forwards, keeping the last window. */
class WindowReader {
  readonly endOffset: number;
  readonly #fs: FileSystem;
  readonly #path: string;
  #window: Uint8Array = new Uint8Array();
  #windowOffset = 0;

  constructor(fs: FileSystem, path: string, endOffset: number) {
    this.#fs = fs;
    this.#path = path;
    this.endOffset = endOffset;
  }

  /** Up to `sizeBytes` bytes from `offset`; fewer only at `endOffset`. */
  async read(offset: number, sizeBytes: number): Promise<Uint8Array> {
    const wantedEnd = Math.min(offset + sizeBytes, this.endOffset);
    if (offset < this.#windowOffset || wantedEnd > this.#windowOffset + this.#window.length) {
      const windowEnd = Math.min(offset + Math.max(sizeBytes, WINDOW_SIZE_BYTES), this.endOffset);
      this.#window = await this.#fs.readAt(this.#path, offset, windowEnd - offset);
      this.#windowOffset = offset;
    }
    return this.#window.subarray(offset - this.#windowOffset, wantedEnd - this.#windowOffset);
  }
}

async function frameAt(reader: WindowReader, offset: number): Promise<HistoryFrame | null> {
  const sizeBytes = frameSizeFromHeader(await reader.read(offset, FRAME_HEADER_SIZE_BYTES));
  if (sizeBytes === null) return null;
  return decodeFrame(await reader.read(offset, sizeBytes));
}

/** Where the next intact frame begins, from `from` on; the end if there is none. */
async function nextFrameOffset(reader: WindowReader, from: number): Promise<number> {
  let offset = from;
  while (offset < reader.endOffset) {
    const window = asBuffer(await reader.read(offset, WINDOW_SIZE_BYTES));
    const at = window.indexOf(START_MAGIC);
    if (at === -1) {
      // The next window overlaps this one: a magic may lie across the edge.
      offset += Math.max(window.length - START_MAGIC.length + 1, 1);
      continue;
    }
    offset += at;
    if ((await frameAt(reader, offset)) !== null) return offset;
    offset += 1;
  }
  return reader.endOffset;
}

interface FoundFrame {
  offset: number;
  frame: HistoryFrame;
}

/** The last intact frame that ends at or before `end`, searched from there towards the beginning. */
async function lastFrame(fs: FileSystem, path: string, end: number): Promise<FoundFrame | null> {
  const atEnd = await frameEndingAt(fs, path, end);
  if (atEnd !== null) return atEnd;

  let windowEnd = end;
  while (windowEnd > 0) {
    const windowOffset = Math.max(0, windowEnd - WINDOW_SIZE_BYTES);
    const window = asBuffer(await fs.readAt(path, windowOffset, windowEnd - windowOffset));
    let at = window.lastIndexOf(END_MAGIC);
    while (at !== -1) {
      const found = await frameEndingAt(fs, path, windowOffset + at + END_MAGIC.length);
      if (found !== null) return found;
      at = at === 0 ? -1 : window.lastIndexOf(END_MAGIC, at - 1);
    }
    // The next window overlaps this one: a magic may lie across the edge.
    windowEnd = windowOffset === 0 ? 0 : windowOffset + END_MAGIC.length - 1;
  }
  return null;
}

/** Number and beginning of the frame that ends at `end`, by its edges; what is damaged there is searched for. */
async function edgesEndingAt(
  fs: FileSystem,
  path: string,
  end: number,
): Promise<{ number: number; offset: number } | null> {
  if (end >= FRAME_TRAILER_SIZE_BYTES) {
    const trailerOffset = end - FRAME_TRAILER_SIZE_BYTES;
    const trailer = await fs.readAt(path, trailerOffset, FRAME_TRAILER_SIZE_BYTES);
    const offset = end - (frameSizeFromTrailer(trailer) ?? end + 1);
    const header = offset < 0 ? new Uint8Array() : await fs.readAt(path, offset, FRAME_HEADER_SIZE_BYTES);
    const number = frameNumberOf(header, trailer);
    if (number !== null && frameSizeFromHeader(header) === end - offset) return { number, offset };
  }
  const found = await lastFrame(fs, path, end);
  return found && { number: found.frame.number, offset: found.offset };
}

async function frameEndingAt(fs: FileSystem, path: string, end: number): Promise<FoundFrame | null> {
  if (end < FRAME_TRAILER_SIZE_BYTES) return null;
  const trailerOffset = end - FRAME_TRAILER_SIZE_BYTES;
  const sizeBytes = frameSizeFromTrailer(await fs.readAt(path, trailerOffset, FRAME_TRAILER_SIZE_BYTES));
  if (sizeBytes === null || sizeBytes > end) return null;
  const frame = decodeFrame(await fs.readAt(path, end - sizeBytes, sizeBytes));
  return frame === null ? null : { offset: end - sizeBytes, frame };
}

async function keepDamagedEnd(
  fs: FileSystem,
  path: string,
  intactSizeBytes: number,
  sizeBytes: number,
): Promise<string | null> {
  if (intactSizeBytes === sizeBytes) return null;
  const words = damageWords(intactSizeBytes, sizeBytes);
  if (intactSizeBytes === 0) return `${words} They are kept in ${await moveAside(fs, path)}.`;
  const end = await fs.readAt(path, intactSizeBytes, sizeBytes - intactSizeBytes);
  const asidePath = await copyAside(fs, path, end);
  await fs.truncate(path, intactSizeBytes);
  return `${words} They are kept in ${asidePath}.`;
}

function damageWords(offset: number, end: number): string {
  return `The history has ${end - offset} damaged bytes from byte ${offset}.`;
}

/** The same bytes, searchable. */
function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
