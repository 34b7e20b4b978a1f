/** Whole table hosts at work, put through the torn-write run (disk/torture): opening, playing, closing, history. */
import { SETTINGS as PRACTICE } from '../../../shared/table/testing/practice.ts';
import type { TableView } from '../../ipc.ts';
import type { FileSystem } from '../disk/index.ts';
import { MemoryDisk } from '../disk/testing/memoryDisk.ts';
import { watchedFileSystem } from '../disk/testing/watchedFileSystem.ts';
import type { TornSubject } from '../disk/torture/tornRun.ts';
import { HostAtWork } from './hostAtWork.ts';
import { type HostPromise, promiseOf, reopenHost } from './hostPromises.ts';
import { World, type WorldDevice } from './world.ts';

const SETTINGS = { ...PRACTICE, actionClockMs: null, timeBankMs: 0 };
/** The first one's profile is changed once. */
const NAMES = ['Ada', 'Grace'];
/** The hand in which the play ends: two are finished then, and in the history. */
const LAST_HAND = 3;

const keeps = (path: string) => path.endsWith('.automerge') || path.endsWith('/history');

/** A practice table with a bot: it is opened, hands are played and finished, and it is closed. */
export function tornPractice(seed: number): TornSubject<HostPromise> {
  const shown = new Map<number, string>();
  return {
    keeps,

    async play(fs, promise) {
      const device = new HostAtWork(fs, seed, (view) => {
        shown.set(view.seq, view.stateHash);
        // Where nobody sits yet there is no table for anybody.
        if (view.mySeat !== null) promise(promiseOf(view));
      });
      await device.start();
      promise({ type: 'device', key: device.key });
      for (const name of NAMES) {
        await device.say({ type: 'setProfile', name });
        promise({ type: 'profile', name });
      }
      const table = { name: 'Kitchen', bots: 1, buyIn: 100, settings: SETTINGS };
      await device.say({ type: 'newPracticeTable', ...table });
      await device.playUntil(({ handNumber, legal }) => handNumber === LAST_HAND && legal !== null);
      await device.close();
    },

    reopen: (fs, promised) => reopenHost(fs, promised, shown, NAMES),

    async goOn(fs) {
      const device = new HostAtWork(fs, seed);
      await device.start();
      await device.say({ type: 'hello' });
      const [tableId] = device.tables;
      if (tableId === undefined) return [];
      await device.say({ type: 'openTable', tableId });
      const { seq = 0 } = device.view ?? {};
      await device.say({ type: 'resume', tableId });
      await device.clock.until(() => (device.view?.seq ?? 0) > seq);
      const { errors } = device;
      await device.close();
      return errors;
    },
  };
}

/**
 * One device of three friends, which opens the table, hosts, follows once it has been away, and quits: its disk is the one
 * that is cut. Going on needs the others: that is the simulator's to try.
 */
export function tornFriend(seed: number): TornSubject<HostPromise> {
  return {
    keeps,

    async play(fs, promise) {
      const world = new World(seed);
      const device: { me: WorldDevice | null; last: TableView | null } = { me: null, last: null };
      const note = () => {
        const view = device.me?.view ?? null;
        if (view === device.last || view === null) return;
        device.last = view;
        promise(promiseOf(view));
      };
      // What was shown so far rests on the calls so far, not on the one that is about to be made.
      const disk = new GivenDisk(watchedFileSystem(fs, note));
      const me = await world.device('Ada', (one) => {
        one.disk = disk;
        device.me = one;
      });
      promise({ type: 'device', key: me.device ?? '' });
      const devices = [me, await world.device('Bob'), await world.device('Cleo')];
      await world.table(devices);
      const hand = () => Math.min(...devices.map(({ view }) => view?.handNumber ?? 0));
      await world.playUntil(() => hand() === LAST_HAND - 1, 'folds');
      world.hub.cut(devices[0]?.device ?? '', devices[1]?.device ?? '');
      world.hub.cut(devices[0]?.device ?? '', devices[2]?.device ?? '');
      await world.pass(AWAY_MS);
      world.hub.healAll();
      await world.playUntil(() => hand() >= LAST_HAND, 'folds');
      note();
      await me.quit();
      note();
    },

    // An entry that others never had may stand there, and make way later: of those beyond what was shown nothing is known.
    reopen: (fs, promised) => reopenHost(fs, promised, new Map(), ['Ada']),
  };
}

/** Where a file of tables lies; no part of the data folder. */
const FILE = '/cellar.evertable';

/** A table that is brought in from a file: it is there whole, or not at all, and can be brought in again. */
export function tornImport(seed: number): TornSubject<HostPromise> {
  let played: { readonly file: Uint8Array; readonly view: TableView } | null = null;
  let key = '';
  return {
    async play(fs, promise) {
      played = await exported(seed);
      // The same seed makes the same device: a practice table is of use to no other.
      const device = new HostAtWork(fs, seed);
      await device.start();
      key = device.key;
      promise({ type: 'device', key });
      await device.importFrom(FILE, played.file);
      promise(promiseOf(played.view));
      await device.close();
    },

    async reopen(fs, promised) {
      const found = await reopenHost(fs, promised, new Map(), NAMES);
      const half = found.promised.filter((one) => one.type === 'table' && one.seq !== played?.view.seq);
      return { ...found, wrong: [...found.wrong, ...half.map(() => 'a part of the table is there')] };
    },

    async goOn(fs) {
      const device = new HostAtWork(fs, seed);
      await device.start();
      // Cut off before it had its key it is another device, and the table is of no use to it.
      if (device.key !== key) {
        await device.close();
        return [];
      }
      await device.importFrom(FILE, played?.file ?? new Uint8Array());
      await device.say({ type: 'hello' });
      const { errors, tables } = device;
      await device.close();
      return tables.length === 1 ? errors : [...errors, `there are ${tables.length} tables`];
    },
  };
}

/** A practice table of the device of that seed, as a file. */
async function exported(seed: number): Promise<{ readonly file: Uint8Array; readonly view: TableView }> {
  const device = new HostAtWork(new MemoryDisk().fileSystem(), seed);
  await device.start();
  await device.say({ type: 'setProfile', name: 'Ada' });
  await device.say({ type: 'newPracticeTable', name: 'Cellar', bots: 1, buyIn: 100, settings: SETTINGS });
  await device.playUntil(({ handNumber, legal }) => handNumber === LAST_HAND && legal !== null);
  const view = device.view as TableView;
  const file = await device.exportTo(FILE, view.tableId);
  await device.close();
  return { file, view };
}

/** Long enough for the others to choose another host. */
const AWAY_MS = 5_000;

/** A disk whose calls go elsewhere. */
class GivenDisk extends MemoryDisk {
  readonly #fs: FileSystem;

  constructor(fs: FileSystem) {
    super();
    this.#fs = fs;
  }

  override fileSystem(): FileSystem {
    return this.#fs;
  }
}
