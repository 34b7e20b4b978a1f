/** For tests: a table as the real table host leaves it on the real disk. */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type FileSystem, nodeFileSystem } from '../../../electron/host/disk/index.ts';
import { TableHost } from '../../../electron/host/tableHost.ts';
import { VirtualClock } from '../../../electron/host/testing/virtualClock.ts';
import { seededBytes } from '../../../electron/host/testing/world.ts';
import type { Notice, TableView } from '../../../electron/ipc.ts';
import { SETTINGS } from '../../../shared/table/testing/practice.ts';

const BOTS = 2;
const TURNS_MAX = 400;

/**
 * Ada plays carefully at a practice table against bots until it is her turn in hand `hand`; then the host goes. The
 * files of the hands before are still there.
 * @param dataFolder an empty folder
 * @returns the table's folder
 */
export async function recordTable(dataFolder: string, hand: number): Promise<string> {
  const clock = new VirtualClock();
  const random = seededRandom(42);
  let view: TableView | null = null;
  const host = await TableHost.open({
    fs: keepingHands(nodeFileSystem()),
    folderPath: dataFolder,
    dataKey: new Uint8Array(32).fill(3),
    clock,
    randomBytes: (sizeBytes) => seededBytes(random, sizeBytes),
    random,
    notify: (notice: Notice) => {
      if (notice.type === 'table') view = notice.view;
    },
    cards: { by: 'stand-in', seed: new Uint8Array(32) },
    remarks: [],
  });
  await host.handle({ type: 'setProfile', name: 'Ada' });
  const settings = { ...SETTINGS, actionClockMs: null };
  await host.handle({ type: 'newPracticeTable', name: 'Kitchen', bots: BOTS, buyIn: 100, settings });
  for (let turns = 0; turns < TURNS_MAX; turns++) {
    await clock.until(() => view?.legal != null);
    const seen = view as unknown as TableView;
    if (seen.handNumber === hand) break;
    const action = { type: seen.legal?.canCheck ? 'check' : 'fold' } as const;
    const { tableId, handNumber, actor } = seen;
    await host.handle({ type: 'act', tableId, hand: handNumber, turn: actor?.turn ?? 0, action });
  }
  await host.close();
  const tables = join(dataFolder, 'tables');
  return join(tables, readdirSync(tables)[0] ?? '');
}

/** A disk on which a finished hand's file stays, as after a crash right before it is removed. */
function keepingHands(fs: FileSystem): FileSystem {
  return { ...fs, remove: async (path) => (path.endsWith('.automerge') ? undefined : fs.remove(path)) };
}

function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
