/** For tests: sees every call to a disk before it is made, and may make it fail. */
import { DiskFailure } from '../diskFailure.ts';
import type { FileSystem, OpenFile } from '../fileSystem.ts';

export interface DiskCall {
  name: keyof FileSystem | keyof OpenFile;
  path: string;
}

/**
 * Passes calls on to `inner`, each after `onCall`. What `onCall` throws is what the caller gets; an append that fails
 * has written half of its bytes, as on a disk that becomes full.
 */
export function watchedFileSystem(inner: FileSystem, onCall: (call: DiskCall) => void): FileSystem {
  const watched =
    <Rest extends unknown[], T>(name: keyof FileSystem, call: (path: string, ...rest: Rest) => Promise<T>) =>
    async (path: string, ...rest: Rest): Promise<T> => {
      onCall({ name, path });
      return call(path, ...rest);
    };
  return {
    create: watched('create', async (path) => watchedFile(await inner.create(path), path, onCall)),
    openAppend: watched('openAppend', async (path) =>
      watchedFile(await inner.openAppend(path), path, onCall),
    ),
    read: watched('read', inner.read),
    readAt: watched('readAt', inner.readAt),
    overwrite: watched('overwrite', inner.overwrite),
    truncate: watched('truncate', inner.truncate),
    size: watched('size', inner.size),
    rename: watched('rename', inner.rename),
    remove: watched('remove', inner.remove),
    makeDirectory: watched('makeDirectory', inner.makeDirectory),
    syncDirectory: watched('syncDirectory', inner.syncDirectory),
    list: watched('list', inner.list),
  };
}

function watchedFile(inner: OpenFile, path: string, onCall: (call: DiskCall) => void): OpenFile {
  return {
    async append(bytes) {
      try {
        onCall({ name: 'append', path });
      } catch (error) {
        await inner.append(bytes.subarray(0, bytes.length >> 1));
        throw error;
      }
      await inner.append(bytes);
    },
    async datasync() {
      onCall({ name: 'datasync', path });
      await inner.datasync();
    },
    async close() {
      onCall({ name: 'close', path });
      await inner.close();
    },
  };
}

/** Fails the call with this number, the first being 0, and no other. `isReached` tells whether there was one. */
export function failingAt(inner: FileSystem, number: number, kind: 'full' | 'failed') {
  let next = 0;
  const fs = watchedFileSystem(inner, ({ path }) => {
    if (next++ === number) throw new DiskFailure(kind, 'writing', path, { code: 'injected' });
  });
  return { fs, isReached: () => next > number };
}
