import { createReadStream, createWriteStream } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';

/** A file inside a zip archive. */
export type ZipEntry = {
  /** Path inside the archive, with forward slashes. */
  name: string;
  /** Unix permission bits, 0 where the archive has none. */
  mode: number;
  deflated: boolean;
  compressedBytes: number;
  /** Where the entry's local header begins in the archive. */
  offsetBytes: number;
};

// Record layouts: PKWARE APPNOTE 4.3.7 (local header), 4.3.12 (central directory), 4.3.16 (its end).
const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const COMMENT_MAX_BYTES = 0xffff;
const CENTRAL_SIGNATURE = 0x02014b50;
const CENTRAL_BYTES = 46;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_BYTES = 30;
const METHOD_STORED = 0;
const METHOD_DEFLATED = 8;

/**
 * Lists the files of a zip archive, folders left out.
 * Reads archives below 4 GiB and 65,535 entries (no zip64).
 * @throws Error when the archive is damaged or packed by a method other than store and deflate
 */
export async function listZip(archive: string): Promise<ZipEntry[]> {
  const file = await open(archive);
  try {
    return entriesOf(await centralDirectory(file, archive), archive);
  } finally {
    await file.close();
  }
}

/** Writes one entry of `archive` to `target`, folders made on the way, permission bits kept. */
export async function extractZipEntry(archive: string, entry: ZipEntry, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const startBytes = await dataOffset(archive, entry);
  const sink = createWriteStream(target, { mode: entry.mode || 0o644 });
  if (entry.compressedBytes === 0) {
    await pipeline([], sink);
    return;
  }
  const packed = createReadStream(archive, {
    start: startBytes,
    end: startBytes + entry.compressedBytes - 1,
    highWaterMark: 1 << 20,
  });
  await (entry.deflated ? pipeline(packed, createInflateRaw(), sink) : pipeline(packed, sink));
}

/** Joins an archive's path to `folder`. @throws Error for a path that would leave the folder */
export function insideFolder(folder: string, name: string): string {
  const parts = name.split('/');
  if (name.startsWith('/') || name.includes('\\') || parts.includes('..')) {
    throw new Error(`The archive holds a path outside itself: ${name}`);
  }
  return join(folder, ...parts);
}

async function centralDirectory(file: FileHandle, archive: string): Promise<Buffer> {
  const { size } = await file.stat();
  const tail = Buffer.alloc(Math.min(size, END_BYTES + COMMENT_MAX_BYTES));
  await file.read(tail, 0, tail.length, size - tail.length);
  for (let at = tail.length - END_BYTES; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== END_SIGNATURE) continue;
    const directory = Buffer.alloc(tail.readUInt32LE(at + 12));
    const { bytesRead } = await file.read(directory, 0, directory.length, tail.readUInt32LE(at + 16));
    if (bytesRead === directory.length) return directory;
  }
  throw new Error(`Not a whole zip archive: ${archive}`);
}

function entriesOf(directory: Buffer, archive: string): ZipEntry[] {
  const entries: ZipEntry[] = [];
  for (let at = 0; at + CENTRAL_BYTES <= directory.length; ) {
    if (directory.readUInt32LE(at) !== CENTRAL_SIGNATURE) throw new Error(`Damaged zip archive: ${archive}`);
    const method = directory.readUInt16LE(at + 10);
    const nameBytes = directory.readUInt16LE(at + 28);
    const name = directory.toString('utf8', at + CENTRAL_BYTES, at + CENTRAL_BYTES + nameBytes);
    if (method !== METHOD_STORED && method !== METHOD_DEFLATED) {
      throw new Error(`Unknown packing method ${method} of ${name} in ${archive}`);
    }
    if (!name.endsWith('/')) {
      entries.push({
        name,
        mode: (directory.readUInt32LE(at + 38) >>> 16) & 0o777,
        deflated: method === METHOD_DEFLATED,
        compressedBytes: directory.readUInt32LE(at + 20),
        offsetBytes: directory.readUInt32LE(at + 42),
      });
    }
    at += CENTRAL_BYTES + nameBytes + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/** The local header repeats the name and has an extra field of its own length: only it tells where data begins. */
async function dataOffset(archive: string, entry: ZipEntry): Promise<number> {
  const file = await open(archive);
  try {
    const header = Buffer.alloc(LOCAL_BYTES);
    const { bytesRead } = await file.read(header, 0, LOCAL_BYTES, entry.offsetBytes);
    if (bytesRead < LOCAL_BYTES || header.readUInt32LE(0) !== LOCAL_SIGNATURE) {
      throw new Error(`Damaged zip archive: ${entry.name} in ${archive}`);
    }
    return entry.offsetBytes + LOCAL_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
  } finally {
    await file.close();
  }
}
