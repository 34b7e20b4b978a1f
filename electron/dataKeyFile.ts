import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The key that secrets on disk are encrypted under, and what a person should know about how it is kept. */
export interface DataKey {
  /** 32 bytes, hex. */
  readonly key: string;
  readonly remarks: readonly string[];
}

const KEY_BYTES = 32;
const KEY_TEXT = /^[0-9a-f]{64}$/;
export const NO_KEYCHAIN =
  'This system has no keychain: the key to your cards lies in a file that only your account can read.';
export const KEY_FILE_WORDS =
  'The key to the cards of this folder lies in a file that only this account can read.';
export const KEYCHAIN_ONLY_WORDS =
  'The key to these tables is in the keychain of the desktop app. Open them there, or serve another folder.';
export const KEY_DAMAGED_WORDS =
  'The file with the key to these tables is damaged. Put back its last copy, or serve another folder.';

/** Where the key lies that a keychain has wrapped. */
export function wrappedKeyPath(folder: string): string {
  return join(folder, 'data-key.wrapped');
}

/** Where the key lies in plain, for its owner's eyes. */
export function plainKeyPath(folder: string): string {
  return join(folder, 'data-key');
}

/**
 * The data key of a folder without a keychain: a file for its owner only, made at the first start.
 * @throws Error with a sentence when the folder's key is in a keychain, or its file is damaged.
 */
export function readKeyFile(folder: string): DataKey {
  makeFolder(folder);
  if (existsSync(wrappedKeyPath(folder))) throw new Error(KEYCHAIN_ONLY_WORDS);
  const plain = readIfThere(plainKeyPath(folder))?.toString('utf8').trim();
  if (plain === undefined) return { key: makeKeyFile(folder), remarks: [KEY_FILE_WORDS] };
  if (!KEY_TEXT.test(plain)) throw new Error(KEY_DAMAGED_WORDS);
  return { key: plain, remarks: [KEY_FILE_WORDS] };
}

export function makeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}

export function newKey(): string {
  return randomBytes(KEY_BYTES).toString('hex');
}

/** Makes a key and keeps it in plain. @returns the key, hex */
export function makeKeyFile(folder: string): string {
  const key = newKey();
  writeForOwner(plainKeyPath(folder), Buffer.from(key, 'utf8'));
  return key;
}

export function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Aside first: a crash leaves no half key behind. */
export function writeForOwner(path: string, bytes: Buffer): void {
  const aside = `${path}.new`;
  writeFileSync(aside, bytes, { mode: 0o600, flush: true });
  chmodSync(aside, 0o600);
  renameSync(aside, path);
}
