import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RESTARTING_WORDS } from '../hostProcess.ts';
import type { Command } from '../ipc.ts';
import { AppWindow } from './appWindow.ts';
import { type DiskTable, readDiskTable } from './diskTable.ts';
import { type AppFolders, type LaunchedApp, launchApp, makeFolders, removeFolders } from './launch.ts';
import { Person } from './person.ts';
import { pidOf, untilGone } from './processes.ts';
import { Random } from './random.ts';
import type { TableReading } from './tableReading.ts';

/*
 * kill -9 at random moments of practice hands, in the real app. What a window has shown is on disk, and the table goes
 * on from there with the same cards, chips and turn, whichever of its processes died.
 */

/** What dies: one process, or all of them at once. */
type Victim = 'main' | 'host' | 'page' | 'group';

/** When it dies: some time after the table went on, or as soon after an act as this. */
type Moment = { after: 'going on' | 'an act'; delayMs: number };

type Kill = { victim: Victim; moment: Moment };

/** Given to repeat the choices of an earlier run; what the machine does between them is its own. */
const SEED = Number(process.env.EVERTABLE_KILL_SEED ?? Date.now() % 1_000_000);
const GOING_ON_MAX_MS = 2_500;
const ACT_MAX_MS = 25;
/** A person who was asked nothing for so long is killed anyway. */
const NO_ACT_MS = 8_000;

const random = new Random(SEED);
const plan = planOf(random);

/** Eleven lives of the app, each with deaths of its parts before its own: an app gives its host up after five in 30 s. */
function planOf(chance: Random): Kill[] {
  const lives = Array.from({ length: 11 }, (_, life): Victim[] => [
    ...chance.shuffled<Victim>(life < 8 ? ['host', 'page'] : ['host']),
    life % 2 === 0 ? 'group' : 'main',
  ]);
  return lives.flat().map((victim) => ({
    victim,
    moment: chance.isTrue(0.4)
      ? { after: 'an act', delayMs: chance.next() * ACT_MAX_MS }
      : { after: 'going on', delayMs: chance.next() * GOING_ON_MAX_MS },
  }));
}

/** One installation through all its deaths. */
class Installation {
  readonly folders: AppFolders;
  app: LaunchedApp;
  window: AppWindow;
  person: Person;
  tableId = '';

  private constructor(folders: AppFolders, app: LaunchedApp) {
    this.folders = folders;
    this.app = app;
    this.window = new AppWindow(app.electron);
    this.person = new Person(this.window, random);
  }

  static async open(): Promise<Installation> {
    const folders = await makeFolders();
    return new Installation(folders, await launchApp({ folders }));
  }

  async startAgain(): Promise<void> {
    this.app = await launchApp({ folders: this.folders });
    this.window = new AppWindow(this.app.electron);
    this.person = new Person(this.window, random);
  }

  async practise(settings: Partial<Settings> = {}): Promise<void> {
    await this.window.send({ type: 'setProfile', name: 'Ada' });
    const table = { type: 'newPracticeTable', name: 'Kitchen', bots: 3, buyIn: 1_000 } as const;
    await this.window.send({ ...table, settings: { ...SETTINGS, ...settings } });
    const { tableId } = await this.window.untilTable('the new table', () => true);
    this.tableId = tableId;
  }

  /** Plays until `isDone`; the last reading. */
  async play(
    what: string,
    isDone: (reading: TableReading, acted: boolean) => boolean,
  ): Promise<TableReading> {
    return this.window.until(what, async () => {
      const reading = await this.window.table();
      if (reading === null) return null;
      const acted = await this.person.respondTo(reading);
      return isDone(reading, acted) && reading;
    });
  }

  /** Plays up to a moment; the last reading before it. */
  async playUpTo({ after, delayMs }: Moment): Promise<TableReading> {
    const startMs = performance.now();
    const isDue = () => performance.now() - startMs >= (after === 'an act' ? NO_ACT_MS : delayMs);
    const last = await this.play(
      'the moment of death',
      (_, acted) => isDue() || (after === 'an act' && acted),
    );
    if (after === 'an act') await delay(delayMs);
    return last;
  }

  readDisk(): Promise<DiskTable> {
    return readDiskTable(this.folders.data, this.tableId);
  }

  async end(): Promise<void> {
    await this.app.kill();
    await removeFolders(this.folders);
  }
}

type Settings = Extract<Command, { type: 'newPracticeTable' }>['settings'];

const SETTINGS: Settings = {
  maxSeats: 4,
  smallBlind: 5,
  bigBlind: 10,
  anteRule: 'none',
  ante: 0,
  minBuyIn: 200,
  maxBuyIn: 2_000,
  straddle: false,
  buttonRule: 'moving',
  newcomers: 'post',
  runItTwice: true,
  rabbitHunt: true,
  bombPotEvery: 0,
  bombPotAnte: 0,
  actionClockMs: null,
  timeBankMs: 0,
};

/** What was on screen is on disk: not less, and nothing else. */
function expectKept(disk: DiskTable, shown: TableReading): void {
  expect(disk.seq).toBeGreaterThanOrEqual(shown.seq);
  expect(disk.hand).toBeGreaterThanOrEqual(shown.picture.hand);
  const stateThen = disk.states.get(shown.seq) ?? (disk.seq === shown.seq ? disk.stateHash : null);
  if (stateThen !== null) expect(stateThen).toBe(shown.stateHash);
}

/** A table that stands after a death shows what is on disk, and what was shown before unless the disk knew more. */
function expectSame(standing: TableReading, disk: DiskTable, shown: TableReading): void {
  expect(standing.isPaused).toBe(true);
  expect({ seq: standing.seq, stateHash: standing.stateHash }).toEqual({
    seq: disk.seq,
    stateHash: disk.stateHash,
  });
  if (standing.seq === shown.seq) expect(standing.picture).toEqual(shown.picture);
  if (standing.picture.hand === shown.picture.hand && shown.picture.myCards.length > 0) {
    expect(standing.picture.myCards).toEqual(shown.picture.myCards);
  }
}

/** Presses Resume: the first thing shown is where the table stood. Then somebody acts. */
async function resumeAndPlayOn(at: Installation, standing: TableReading): Promise<void> {
  const { window } = at;
  await window.until('a Resume that can be pressed', () => window.press('resume'));
  const resumed = await window.untilTable('the table to go on', ({ isPaused }) => !isPaused);
  expect(resumed.picture.hand).toBeGreaterThanOrEqual(standing.picture.hand);
  // Where somebody is to act, nothing happens of itself.
  if (standing.picture.actor !== '') expect(resumed.picture).toEqual(standing.picture);
  await playOn(at, resumed);
}

async function playOn(at: Installation, { seq, picture }: TableReading): Promise<void> {
  await at.play('somebody to act', (reading) => {
    const { actor, turn, hand } = reading.picture;
    return reading.seq > seq && actor !== '' && (turn !== picture.turn || hand !== picture.hand);
  });
}

/** The lobby's card says that the table is paused, whatever it was doing. */
async function openFromLobby({ window }: Installation): Promise<TableReading> {
  const state = await window.until('the table in the lobby', () => window.words('table-state'));
  expect(state).toMatch(/^Paused /);
  await window.press('table-open');
  return window.untilTable('the table to be shown', () => true);
}

describe(`killed at random moments (EVERTABLE_KILL_SEED=${SEED})`, () => {
  let at: Installation;
  beforeAll(async () => {
    at = await Installation.open();
    await at.practise();
  });
  afterAll(() => at.end());

  const deaths: Record<Victim, (shown: TableReading) => Promise<void>> = {
    async group(shown) {
      await at.app.kill();
      const disk = await at.readDisk();
      expectKept(disk, shown);
      await at.startAgain();
      const standing = await openFromLobby(at);
      expectSame(standing, disk, shown);
      await resumeAndPlayOn(at, standing);
    },
    async main(shown) {
      process.kill(at.app.pid, 'SIGKILL');
      await untilGone(at.app.pid);
      const disk = await at.readDisk();
      expectKept(disk, shown);
      await at.startAgain();
      const standing = await openFromLobby(at);
      expectSame(standing, disk, shown);
      await resumeAndPlayOn(at, standing);
    },
    async host(shown) {
      const { window, app } = at;
      const host = await pidOf('host', app.pid);
      const banner = window.run(nextBanner, undefined);
      process.kill(host, 'SIGKILL');
      expect(await banner).toBe(RESTARTING_WORDS);
      const standing = await window.untilTable('the table to be back', ({ isPaused }) => isPaused);
      const disk = await at.readDisk();
      expectKept(disk, shown);
      expectSame(standing, disk, shown);
      await resumeAndPlayOn(at, standing);
    },
    async page(shown) {
      const { window, app } = at;
      const page = await pidOf('page', app.pid);
      process.kill(page, 'SIGKILL');
      await window.until('another page', async () => (await pidOf('page', app.pid)) !== page);
      const back = await window.untilTable('the table to be back', () => true);
      expect(back.isPaused).toBe(false);
      expect(back.seq).toBeGreaterThanOrEqual(shown.seq);
      if (back.seq === shown.seq) expect(back.stateHash).toBe(shown.stateHash);
      await playOn(at, back);
    },
  };

  test.each(plan.map((kill, index) => ({ ...kill, number: index + 1 })))(
    `kill $number of ${plan.length}: $victim, after $moment.after`,
    async ({ victim, moment }) => {
      const shown = await at.playUpTo(moment);
      try {
        await deaths[victim](shown);
      } catch (error) {
        await at.app.screenshot('failed-kill').catch(() => {});
        throw error;
      }
    },
  );
});

/** Runs in the page: what the banner says when it next appears. */
function nextBanner(): Promise<string> {
  return new Promise((resolve) => {
    const look = () => {
      const banner = document.querySelector<HTMLElement>('[data-testid="host-banner"]');
      if (banner === null) return;
      observer.disconnect();
      resolve(banner.textContent);
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { subtree: true, childList: true });
  });
}
