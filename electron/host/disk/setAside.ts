/** Damaged bytes are evidence: they go to `<name>.damaged-<n>` beside the file, and nothing here ever deletes them. */
import { dirname } from 'node:path';
import { writeDurably } from './durableFile.ts';
import type { FileSystem } from './fileSystem.ts';

const DAMAGED_SUFFIX = /\.damaged-[1-9][0-9]*$/;

/** Whether `name` is one that this file gives. */
export function isSetAside(name: string): boolean {
  return DAMAGED_SUFFIX.test(name);
}

/** Keeps a durable copy of `bytes`, found damaged in the file at `path`. Returns the copy's path. */
export async function copyAside(fs: FileSystem, path: string, bytes: Uint8Array): Promise<string> {
  const aside = await freePathBeside(fs, path);
  await writeDurably(fs, aside, bytes);
  return aside;
}

/** Renames the whole file at `path`, durably. Returns its new path. */
export async function moveAside(fs: FileSystem, path: string): Promise<string> {
  const aside = await freePathBeside(fs, path);
  await fs.rename(path, aside);
  await fs.syncDirectory(dirname(path));
  return aside;
}

async function freePathBeside(fs: FileSystem, path: string): Promise<string> {
  let n = 1;
  while ((await fs.size(`${path}.damaged-${n}`)) !== null) n++;
  return `${path}.damaged-${n}`;
}
