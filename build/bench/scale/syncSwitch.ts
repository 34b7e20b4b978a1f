import type { FileSystem, OpenFile } from '../../../electron/host/disk/index.ts';

/** A disk whose syncs can be left out while something is set up: nothing of that has to survive a power cut. */
export class SyncSwitch {
  /** Whether a sync is one. */
  isOn = false;
  readonly fs: FileSystem;

  constructor(fs: FileSystem) {
    const file = (open: OpenFile): OpenFile => ({
      append: (bytes) => open.append(bytes),
      close: () => open.close(),
      datasync: () => this.#maybe(() => open.datasync()),
    });
    this.fs = {
      ...fs,
      create: async (path) => file(await fs.create(path)),
      openAppend: async (path) => file(await fs.openAppend(path)),
      syncDirectory: (path) => this.#maybe(() => fs.syncDirectory(path)),
    };
  }

  async #maybe(sync: () => Promise<void>): Promise<void> {
    if (this.isOn) await sync();
  }
}
