/** The real disk. */
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  futimesSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { DiskFailure, type DiskOperation } from './diskFailure.ts';
import type { DirectoryEntry, FileSystem, OpenFile } from './fileSystem.ts';
import { Syncs } from './syncs.ts';

const { O_APPEND, O_CREAT, O_EXCL, O_WRONLY } = constants;
const APPEND = O_WRONLY | O_APPEND;
const CREATE = APPEND | O_CREAT | O_EXCL;
const FILE_MODE = 0o600;
const DIRECTORY_MODE = 0o700;
const MS_PER_S = 1_000;

/**
 * The disk of this machine.
 *
 * The calls are the synchronous ones: an append and its fdatasync take about 0.15 ms, and the way to the thread pool
 * and back adds half as much again. A host whose disk hangs has nothing to say to anyone until it answers, so it
 * loses nothing by waiting. Only where several tables sync at once does the host work on meanwhile (see syncs.ts).
 */
export function nodeFileSystem(): FileSystem {
  const syncs = new Syncs();
  return {
    create: (path) => attempt('opening', path, () => openFile(path, CREATE, syncs)),
    openAppend: (path) => attempt('opening', path, () => openFile(path, APPEND, syncs)),
    read: (path) => attempt('reading', path, () => readFileSync(path)),
    readAt: (path, offset, sizeBytes) =>
      attempt('reading', path, () => withFile(path, 'r', (fd) => readFrom(fd, offset, sizeBytes))),
    overwrite: (path, bytes, offset = 0) =>
      attempt('writing', path, () =>
        withFile(path, 'r+', async (fd) => {
          const { atimeMs, mtimeMs } = fstatSync(fd);
          writeAll(fd, bytes, offset);
          await syncs.sync(fd, 'data');
          // Nothing was done at the table by it: the lobby says when it was last played.
          futimesSync(fd, atimeMs / MS_PER_S, mtimeMs / MS_PER_S);
        }),
      ),
    truncate: (path, sizeBytes) =>
      attempt('writing', path, () =>
        withFile(path, 'r+', (fd) => {
          ftruncateSync(fd, sizeBytes);
          fsyncSync(fd);
        }),
      ),
    size: (path) => attempt('reading', path, () => statSync(path, { throwIfNoEntry: false })?.size ?? null),
    rename: (from, to) => attempt('renaming', from, () => renameSync(from, to)),
    remove: (path) => attempt('removing', path, () => unlinkSync(path)),
    makeDirectory: (path) =>
      attempt('opening', path, () => {
        const found = statSync(path, { throwIfNoEntry: false });
        if (!found?.isDirectory()) mkdirSync(path, { mode: DIRECTORY_MODE });
      }),
    syncDirectory: (path) => attempt('syncing', path, () => syncDirectory(path, syncs)),
    list: (path) => attempt('listing', path, () => listDirectory(path)),
  };
}

async function attempt<T>(operation: DiskOperation, path: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw DiskFailure.from(error, operation, path);
  }
}

function openFile(path: string, flags: number, syncs: Syncs): OpenFile {
  const fd = openSync(path, flags, FILE_MODE);
  return {
    append: (bytes) => attempt('writing', path, () => writeAll(fd, bytes, null)),
    datasync: () => attempt('syncing', path, () => syncs.sync(fd, 'data')),
    close: () => attempt('closing', path, () => closeSync(fd)),
  };
}

async function withFile<T>(
  path: string,
  flags: 'r' | 'r+',
  work: (fd: number) => T | Promise<T>,
): Promise<T> {
  const fd = openSync(path, flags);
  try {
    return await work(fd);
  } finally {
    closeSync(fd);
  }
}

/** One write may take fewer bytes than it was given. `position` null: the end of a file opened for appending. */
function writeAll(fd: number, bytes: Uint8Array, position: number | null): void {
  let written = 0;
  while (written < bytes.length) {
    const at = position === null ? null : position + written;
    written += writeSync(fd, bytes, written, bytes.length - written, at);
  }
}

function readFrom(fd: number, offset: number, sizeBytes: number): Uint8Array {
  const bytes = new Uint8Array(sizeBytes);
  let filled = 0;
  while (filled < sizeBytes) {
    const count = readSync(fd, bytes, filled, sizeBytes - filled, offset + filled);
    if (count === 0) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}

async function syncDirectory(path: string, syncs: Syncs): Promise<void> {
  // Windows opens no directories for syncing; NTFS journals its names.
  if (process.platform === 'win32') return;
  await withFile(path, 'r', (fd) => syncs.sync(fd, 'all'));
}

function listDirectory(path: string): DirectoryEntry[] {
  return readdirSync(path, { withFileTypes: true }).map((entry) => ({
    name: entry.name,
    kind: entry.isFile() ? 'file' : entry.isDirectory() ? 'directory' : 'other',
  }));
}
