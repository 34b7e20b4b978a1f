import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../testing/seededRandom.ts';
import type { FileSystem, OpenFile } from '../fileSystem.ts';
import { type DiskLayer, HAND_FILE_LAYER, keptDocument } from './keptDocument.ts';
import { stockAdapterLayer } from './stockAdapter.ts';
import { record, type TornReport, tornRun } from './tornRun.ts';

const FEW = { everyByteUpToBytes: 8, edgeCuts: 2, sampledCuts: 2, randomPowerCuts: 1, wrongMax: 1_000 };

async function run(layer: DiskLayer): Promise<TornReport> {
  const subject = keptDocument(layer);
  const random = seededRandom(1);
  return tornRun(subject, await record(subject), {
    ...FEW,
    random: (below) => Math.floor(random() * below),
  });
}

/** A disk that by itself syncs every write and every name. */
function syncing(fs: FileSystem): FileSystem {
  const fileOf = (file: OpenFile): OpenFile => ({
    ...file,
    append: async (bytes) => {
      await file.append(bytes);
      await file.datasync();
    },
  });
  return {
    ...fs,
    create: async (path) => {
      const file = await fs.create(path);
      await fs.syncDirectory(path.slice(0, path.lastIndexOf('/')));
      return fileOf(file);
    },
    openAppend: async (path) => fileOf(await fs.openAppend(path)),
    makeDirectory: async (path) => {
      await fs.makeDirectory(path);
      await fs.syncDirectory(path.slice(0, path.lastIndexOf('/')) || '/');
    },
  };
}

// The negative control of the torn-write run (tornRun.test has the positive one: our hand file, at every cut).
describe("automerge-repo's own storage adapter, where our hand file holds", () => {
  test('loses what it acknowledged when the power goes', async () => {
    const { promises, wrong } = await run(await stockAdapterLayer());
    expect(promises).toBe(7);
    expect(wrong.join('\n')).toMatch(/left: least: (of \d entries \d are left|it throws)/);
    expect((await run(HAND_FILE_LAYER)).wrong).toEqual([]);
  });

  test('loses all of it to one torn write, even on a disk that syncs every write by itself', async () => {
    const layer = await stockAdapterLayer();
    const { promises, wrong } = await run({
      open: (fs, folder, first) => layer.open(syncing(fs), folder, first),
    });
    expect(promises).toBe(7);
    // Nothing but what was being written was torn: all that was promised is on the disk, and cannot be had.
    expect(wrong.join('\n')).toMatch(/append .*incremental.*cut at byte \d+: of [1-9] entries 0 are left/);
  });
});
