import type { FileSystem, OpenFile } from '../../../electron/host/disk/index.ts';

/** Nothing here has to survive a power cut: what is measured comes later, on the real disk. */
export function unsynced(fs: FileSystem): FileSystem {
  const file = (open: OpenFile): OpenFile => ({
    append: (bytes) => open.append(bytes),
    close: () => open.close(),
    datasync: async () => {},
  });
  return {
    ...fs,
    create: async (path) => file(await fs.create(path)),
    openAppend: async (path) => file(await fs.openAppend(path)),
    syncDirectory: async () => {},
  };
}
