import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { safeStorage } from 'electron';

/** The key that secrets on disk are encrypted under, and what a person should know about how it is kept. */
export interface DataKey {
  /** 32 bytes, hex. */
  readonly key: string;
  readonly remarks: readonly string[];
}

const KEY_BYTES = 32;
const NO_KEYCHAIN =
  'This system has no keychain: the key to your cards lies in a file that only your account can read.';

/**
 * Reads the data key, or makes it at the first start. With a keychain only the wrapped key is on disk; without one
 * (Linux's `basic_text` is none) the key is a file for its owner only.
 * @throws Error with a sentence when a key that was kept in the keychain cannot be unwrapped any more.
 */
export function readDataKey(folder: string): DataKey {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const wrappedPath = join(folder, 'data-key.wrapped');
  const plainPath = join(folder, 'data-key');
  const wrapped = readIfThere(wrappedPath);
  if (wrapped) {
    if (!hasKeychain())
      throw new Error('The key to your tables is in a keychain that cannot be reached now.');
    return { key: safeStorage.decryptString(wrapped), remarks: [] };
  }
  const plain = readIfThere(plainPath);
  if (plain) return { key: plain.toString('utf8'), remarks: [NO_KEYCHAIN] };

  const key = randomBytes(KEY_BYTES).toString('hex');
  if (hasKeychain()) {
    writeForOwner(wrappedPath, safeStorage.encryptString(key));
    return { key, remarks: [] };
  }
  writeForOwner(plainPath, Buffer.from(key, 'utf8'));
  return { key, remarks: [NO_KEYCHAIN] };
}

function hasKeychain(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text';
}

function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Aside first: a crash leaves no half key behind. */
function writeForOwner(path: string, bytes: Buffer): void {
  const aside = `${path}.new`;
  writeFileSync(aside, bytes, { mode: 0o600, flush: true });
  chmodSync(aside, 0o600);
  renameSync(aside, path);
}
