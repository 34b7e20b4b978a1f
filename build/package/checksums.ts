import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

export const CHECKSUMS_FILE = 'SHA256SUMS';

/** Writes SHA256SUMS for every file of a folder with one of the endings, as `sha256sum -c` reads it. */
export async function writeChecksums(folder: string, endings: readonly string[]): Promise<void> {
  const names = (await readdir(folder))
    .filter((name) => endings.some((ending) => name.endsWith(ending)))
    .sort();
  const lines: string[] = [];
  for (const name of names) lines.push(`${await sha256Of(join(folder, name))}  ${name}\n`);
  await writeFile(join(folder, CHECKSUMS_FILE), lines.join(''));
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
