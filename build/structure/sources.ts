import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A tracked file: its path from the top folder, with forward slashes, and its text. */
export type SourceFile = { path: string; text: string };

const LISTING_MAX_BYTES = 16 << 20;

/** Every text file that git tracks in `folder`. @throws Error when it is not a git checkout */
export function trackedFiles(folder: string): SourceFile[] {
  const listing = execFileSync('git', ['ls-files', '-z'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: LISTING_MAX_BYTES,
  });
  return listing
    .split('\0')
    .filter((path) => path !== '' && existsSync(join(folder, path)))
    .map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }))
    .filter(({ text }) => !text.includes('\0'));
}

export function isScript(path: string): boolean {
  return /\.(ts|tsx)$/.test(path);
}

export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path);
}
