/** Whole files that are there completely or not at all, whenever the power goes. */
import { dirname } from 'node:path';
import { DiskFailure } from './diskFailure.ts';
import type { FileSystem, OpenFile } from './fileSystem.ts';

/** Ends the name of a file that is still being written; what a crash leaves under it is worthless. */
export const UNFINISHED_SUFFIX = '.new';

/**
 * Writes `bytes` to `path`, durably and in one step: aside, synced, read back, renamed, the directory synced. What was
 * at `path` before is there until the new file is, and gone afterwards.
 */
export async function writeDurably(fs: FileSystem, path: string, bytes: Uint8Array): Promise<void> {
  const unfinished = path + UNFINISHED_SUFFIX;
  if ((await fs.size(unfinished)) !== null) await fs.remove(unfinished);
  await writeNewFile(fs, unfinished, bytes);
  await fs.rename(unfinished, path);
  await fs.syncDirectory(dirname(path));
}

async function writeNewFile(fs: FileSystem, path: string, bytes: Uint8Array): Promise<void> {
  const file = await fs.create(path);
  try {
    await file.append(bytes);
    await file.datasync();
  } finally {
    await file.close();
  }
  const readBack = await fs.read(path);
  if (Buffer.compare(readBack, bytes) !== 0) {
    throw new DiskFailure(
      'failed',
      'writing',
      path,
      new Error('what was read back differs from what was written'),
    );
  }
}

/** Removes a file, durably. One that is not there is as good as removed. */
export async function removeDurably(fs: FileSystem, path: string): Promise<void> {
  if ((await fs.size(path)) !== null) await fs.remove(path);
  await fs.syncDirectory(dirname(path));
}

/** The end of a file, as it was read. */
export interface ReadTail {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/**
 * Opens an existing file for appending and makes durable what is in it. The host before this one may have died
 * between writing and syncing: what it wrote can be read, but is not yet on the disk, nor may the file's name be. Or its
 * sync failed: then the system shows what it never wrote, and no sync would write it. So it is written again, in its place.
 * @param tail all that may not have been synced
 */
export async function openSynced(fs: FileSystem, path: string, tail: ReadTail): Promise<OpenFile> {
  await fs.overwrite(path, tail.bytes, tail.offset);
  const file = await fs.openAppend(path);
  try {
    await fs.syncDirectory(dirname(path));
  } catch (error) {
    await file.close().catch(() => undefined);
    throw error;
  }
  return file;
}
