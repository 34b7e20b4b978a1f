/** What was done to a disk, call by call, and how to do any part of it again on another disk. */
import type { FileSystem, OpenFile } from '../fileSystem.ts';
import type { MemoryDisk } from '../testing/memoryDisk.ts';

/** A call that changes what is on the disk; reads are not recorded. */
export type DiskOperation =
  | { readonly type: 'append'; readonly path: string; readonly bytes: Uint8Array }
  | {
      readonly type: 'overwrite';
      readonly path: string;
      readonly bytes: Uint8Array;
      readonly offset: number;
    }
  | { readonly type: 'truncate'; readonly path: string; readonly sizeBytes: number }
  | { readonly type: 'rename'; readonly path: string; readonly to: string }
  | {
      readonly type: 'create' | 'datasync' | 'remove' | 'makeDirectory' | 'syncDirectory';
      readonly path: string;
    };

/** What happened, in order: calls to the disk, and promises that were made on the strength of those before. */
export type TraceStep<Promised> =
  | { readonly type: 'call'; readonly operation: DiskOperation }
  | { readonly type: 'promise'; readonly promised: Promised };

/**
 * Passes calls on to `inner` and tells of each once it has been done. Calls are told by the path that a file has when it
 * is called: an open file keeps its bytes where its name changes.
 */
export function recordingFileSystem(inner: FileSystem, tell: (operation: DiskOperation) => void): FileSystem {
  const open = new Set<{ path: string }>();
  const told = async (operation: DiskOperation, call: Promise<void>): Promise<void> => {
    await call;
    tell(operation);
  };
  const fileOf = (file: OpenFile, path: string): OpenFile => {
    const named = { path };
    open.add(named);
    return {
      append: (bytes) =>
        told({ type: 'append', path: named.path, bytes: Uint8Array.from(bytes) }, file.append(bytes)),
      datasync: () => told({ type: 'datasync', path: named.path }, file.datasync()),
      close: () => {
        open.delete(named);
        return file.close();
      },
    };
  };
  return {
    ...inner,
    create: async (path) => {
      const file = await inner.create(path);
      tell({ type: 'create', path });
      return fileOf(file, path);
    },
    openAppend: async (path) => fileOf(await inner.openAppend(path), path),
    overwrite: (path, bytes, offset = 0) =>
      told(
        { type: 'overwrite', path, bytes: Uint8Array.from(bytes), offset },
        inner.overwrite(path, bytes, offset),
      ),
    truncate: (path, sizeBytes) =>
      told({ type: 'truncate', path, sizeBytes }, inner.truncate(path, sizeBytes)),
    rename: async (path, to) => {
      await inner.rename(path, to);
      for (const named of open) if (named.path === path) named.path = to;
      tell({ type: 'rename', path, to });
    },
    remove: (path) => told({ type: 'remove', path }, inner.remove(path)),
    makeDirectory: (path) => told({ type: 'makeDirectory', path }, inner.makeDirectory(path)),
    syncDirectory: (path) => told({ type: 'syncDirectory', path }, inner.syncDirectory(path)),
  };
}

/** Does a recorded call again, on a disk where those before it have been done. */
export async function redo(disk: MemoryDisk, operation: DiskOperation): Promise<void> {
  const fs = disk.fileSystem();
  const { path } = operation;
  switch (operation.type) {
    case 'append':
      return (await fs.openAppend(path)).append(operation.bytes);
    case 'datasync':
      return (await fs.openAppend(path)).datasync();
    case 'create':
      await fs.create(path);
      return;
    case 'overwrite':
      return fs.overwrite(path, operation.bytes, operation.offset);
    case 'truncate':
      return fs.truncate(path, operation.sizeBytes);
    case 'rename':
      return fs.rename(path, operation.to);
    default:
      return fs[operation.type](path);
  }
}

/** A call in a few words. */
export function wordsOf(operation: DiskOperation): string {
  const { type, path } = operation;
  if (type === 'append' || type === 'overwrite') return `${type} ${path} (${operation.bytes.length} bytes)`;
  return type === 'rename' ? `rename ${path} to ${operation.to}` : `${type} ${path}`;
}
