import { chmod, cp, lstat, mkdir, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PackageOrder } from './fpmArguments.ts';

/**
 * Copies what belongs into a package to where it will lie under `folder`; folders can be read by everybody.
 * @returns how much that is, in bytes
 */
export async function layFiles(files: PackageOrder['files'], folder: string): Promise<number> {
  let sizeBytes = 0;
  for (const { from, to } of files) {
    const place = join(folder, to);
    await mkdir(dirname(place), { recursive: true });
    await cp(from, place, { recursive: true, verbatimSymlinks: true });
  }
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) await chmod(path, 0o755);
    else sizeBytes += (await lstat(path)).size;
  }
  return sizeBytes;
}
