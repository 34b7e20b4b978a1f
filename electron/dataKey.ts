import { safeStorage } from 'electron';
import {
  type DataKey,
  makeFolder,
  makeKeyFile,
  NO_KEYCHAIN,
  newKey,
  plainKeyPath,
  readIfThere,
  wrappedKeyPath,
  writeForOwner,
} from './dataKeyFile.ts';

/**
 * Reads the data key, or makes it at the first start. With a keychain only the wrapped key is on disk; without one
 * (Linux's `basic_text` is none) the key is a file for its owner only.
 * @throws Error with a sentence when a key that was kept in the keychain cannot be unwrapped any more.
 */
export function readDataKey(folder: string): DataKey {
  makeFolder(folder);
  const wrapped = readIfThere(wrappedKeyPath(folder));
  if (wrapped) {
    if (!hasKeychain())
      throw new Error('The key to your tables is in a keychain that cannot be reached now.');
    return { key: safeStorage.decryptString(wrapped), remarks: [] };
  }
  const plain = readIfThere(plainKeyPath(folder));
  if (plain) return { key: plain.toString('utf8'), remarks: [NO_KEYCHAIN] };
  if (!hasKeychain()) return { key: makeKeyFile(folder), remarks: [NO_KEYCHAIN] };

  const key = newKey();
  writeForOwner(wrappedKeyPath(folder), safeStorage.encryptString(key));
  return { key, remarks: [] };
}

function hasKeychain(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text';
}
