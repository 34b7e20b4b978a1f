import { describe, expect, test } from 'vitest';
import { sameBytes } from '../../../../shared/process/plain.ts';
import { seededRandom } from '../../testing/seededRandom.ts';
import type { FileSystem } from '../fileSystem.ts';
import { HandFile } from '../handFile.ts';
import { type DiskLayer, HAND_FILE_LAYER, keptDocument } from './keptDocument.ts';
import { record, type TornOptions, type TornReport, type TornSubject, tornRun } from './tornRun.ts';

function randomFrom(seed: number) {
  const random = seededRandom(seed);
  return (below: number) => Math.floor(random() * below);
}

/** So few cuts are enough to find what is wrong everywhere. */
const FEW = { everyByteUpToBytes: 8, sampledCuts: 4, randomPowerCuts: 1 };

async function run<Promised>(
  subject: TornSubject<Promised>,
  options: Omit<TornOptions, 'random'> = FEW,
): Promise<TornReport> {
  return tornRun(subject, await record(subject), { random: randomFrom(1), ...options });
}

test('whatever is left of a hand file, every entry that was promised is read back, and it goes on', async () => {
  const { wrong, states, calls, promises } = await run(keptDocument(HAND_FILE_LAYER), {});
  expect(wrong).toEqual([]);
  expect(promises).toBe(7);
  expect(calls).toBeGreaterThan(15);
  expect(states).toBeGreaterThan(1_000);
});

describe('the run bites: it finds', () => {
  /** Our layer over a disk that does some calls otherwise. */
  const over = (change: (fs: FileSystem) => Partial<FileSystem>): DiskLayer => ({
    open: (fs, folder, first) => HAND_FILE_LAYER.open({ ...fs, ...change(fs) }, folder, first),
  });
  const unsynced = over((fs) => ({
    openAppend: async (path) => ({ ...(await fs.openAppend(path)), datasync: async () => {} }),
  }));
  const unsyncedNames = over(() => ({ syncDirectory: async () => {} }));
  /** Saves the whole document in its own place each time. */
  const inPlace: DiskLayer = {
    async open(fs, folder, first) {
      const path = `${folder}/hand-000001.automerge`;
      let bytes = (await fs.size(path)) ? await fs.read(path) : first;
      return {
        bytes,
        append: async (chunk) => {
          bytes = Buffer.concat([bytes, chunk]);
          if ((await fs.size(path)) !== null) await fs.remove(path);
          const file = await fs.create(path);
          await file.append(bytes);
          await file.datasync();
          await fs.syncDirectory(folder);
        },
        close: async () => {},
      };
    },
  };
  /** What is torn stands before what is appended next. */
  const unchecked: DiskLayer = {
    async open(fs, folder, first) {
      const path = `${folder}/hand-000001.automerge`;
      if ((await fs.size(path)) === null) await (await HandFile.create(fs, path, first)).close();
      const bytes = await fs.read(path);
      const file = await fs.openAppend(path);
      return {
        bytes,
        append: async (chunk) => {
          await file.append(chunk);
          await file.datasync();
        },
        close: () => file.close(),
      };
    },
  };
  const throwing: DiskLayer = {
    async open(fs, folder, first) {
      for (const { name } of await fs.list(folder)) {
        const bytes = await fs.read(`${folder}/${name}`);
        if (bytes.every((byte) => byte === 0)) throw new Error('nothing but zeros');
      }
      return HAND_FILE_LAYER.open(fs, folder, first);
    },
  };
  const closed: DiskLayer = {
    async open(fs, folder, first) {
      const kept = await HAND_FILE_LAYER.open(fs, folder, first);
      return sameBytes(kept.bytes, first) ? kept : { ...kept, append: async () => {} };
    },
  };
  const forgetful: DiskLayer = {
    async open(fs, folder, first) {
      const path = `${folder}/hand-000001.automerge`;
      const opened = await HandFile.open(fs, path);
      for (const { name } of await fs.list(folder)) {
        if (name.includes('.damaged-')) await fs.remove(`${folder}/${name}`);
      }
      if (opened.type === 'open') await opened.file.close();
      return HAND_FILE_LAYER.open(fs, folder, first);
    },
  };

  test.each([
    ['an append that is not synced', unsynced, /entries \d+ are left/],
    ['a new file whose name is not synced', unsyncedNames, /entries \d+ are left|throws/],
    ['a file that is written anew in its own place', inPlace, /entries \d+ are left|throws/],
    ['a torn tail that is neither cut off nor kept', unchecked, /entries|throws/],
    ['an opening that throws', throwing, /it throws Error: nothing but zeros/],
    ['a document that takes nothing more', closed, /going on: of \d+ entries and another one/],
    ['an opening that takes away what is torn', forgetful, /kept nowhere/],
  ])('%s', async (_what, layer, words) => {
    const { wrong } = await run(keptDocument(layer));
    expect(wrong.join('\n')).toMatch(words);
  });

  test('an opening that relies on what is only in memory, at a second power cut', async () => {
    const { wrong } = await run(keptDocument(over(() => ({ overwrite: async () => {} }))));
    expect(wrong.join('\n')).toMatch(/the power gone again/);
  });
});
