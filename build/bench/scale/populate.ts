import { mkdir } from 'node:fs/promises';
import { nodeFileSystem } from '../../../electron/host/disk/index.ts';
import { osRandomBytes } from '../../../electron/host/osRandom.ts';
import { TableHost } from '../../../electron/host/tableHost.ts';
import { realClock } from '../../../electron/host/wallClock.ts';
import { PLAIN_RULES, type Settings } from '../../../shared/table/settings.ts';
import { SyncSwitch } from './syncSwitch.ts';

const BUY_IN = 100;
const SETTINGS: Settings = {
  ...PLAIN_RULES,
  maxSeats: 6,
  smallBlind: 1,
  bigBlind: 2,
  minBuyIn: BUY_IN,
  maxBuyIn: BUY_IN,
};
/** So many are in memory at once while they are made. */
const BATCH = 250;

/**
 * Fills a folder that has `made` friends' tables with more, until there are `tables`; each is opened, sat down at and closed by the
 * real table host.
 */
export async function populate(
  folderPath: string,
  dataKey: Uint8Array,
  made: number,
  tables: number,
): Promise<void> {
  await mkdir(folderPath, { recursive: true });
  for (let from = made; from < tables; from += BATCH) {
    const host = await TableHost.open({
      // What is measured comes later, on the real disk.
      fs: new SyncSwitch(nodeFileSystem()).fs,
      folderPath,
      dataKey,
      clock: realClock,
      random: Math.random,
      randomBytes: osRandomBytes,
      notify: () => {},
      // Nobody plays a hand here, so no deck is ever made.
      cards: { by: 'devices', dealer: NO_DEALER },
      remarks: [],
    });
    await host.handle({ type: 'setProfile', name: 'Ada' });
    for (let table = from; table < Math.min(from + BATCH, tables); table++) {
      await host.handle({
        type: 'newFriendsTable',
        name: `Table ${table}`,
        buyIn: BUY_IN,
        settings: SETTINGS,
      });
    }
    await host.close();
  }
}

const NO_DEALER = {
  work: async () => ({ say: [], own: [], faulty: [], isMore: false }),
  blinds: async () => null,
  isRight: async () => false,
  forget: async () => {},
  keepOnly: async () => {},
};
