import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import { PLAIN_RULES } from '../../shared/table/settings.ts';
import type { Command } from '../ipc.ts';
import { AppWindow } from './appWindow.ts';
import { type DiskTable, readDiskTable } from './diskTable.ts';
import { type AppFolders, type LaunchedApp, launchApp, makeFolders, removeFolders } from './launch.ts';
import { Person } from './person.ts';
import type { Random } from './random.ts';
import type { TableReading } from './tableReading.ts';

/** When it dies: some time after the table went on, or as soon after an act as this. */
export type Moment = { after: 'going on' | 'an act'; delayMs: number };

/** A person who was asked nothing for so long is killed anyway. */
const NO_ACT_MS = 8_000;

/** One installation through all its deaths. */
export class Installation {
  readonly folders: AppFolders;
  app: LaunchedApp;
  window: AppWindow;
  person: Person;
  tableId = '';

  private constructor(
    folders: AppFolders,
    app: LaunchedApp,
    readonly random: Random,
  ) {
    this.folders = folders;
    this.app = app;
    this.window = new AppWindow(app.electron);
    this.person = new Person(this.window, this.random);
  }

  /** @param random what the person does by chance */
  static async open(random: Random): Promise<Installation> {
    const folders = await makeFolders();
    return new Installation(folders, await launchApp({ folders }), random);
  }

  async startAgain(): Promise<void> {
    this.app = await launchApp({ folders: this.folders });
    this.window = new AppWindow(this.app.electron);
    this.person = new Person(this.window, this.random);
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

/** Blinds of 5 and 10 at four seats. */
export const SETTINGS: Settings = {
  ...PLAIN_RULES,
  maxSeats: 4,
  smallBlind: 5,
  bigBlind: 10,
  minBuyIn: 200,
  maxBuyIn: 2_000,
  runItTwice: true,
  rabbitHunt: true,
};

/** What was on screen is on disk: not less, and nothing else. */
export function expectKept(disk: DiskTable, shown: TableReading): void {
  expect(disk.seq).toBeGreaterThanOrEqual(shown.seq);
  expect(disk.hand).toBeGreaterThanOrEqual(shown.picture.hand);
  const stateThen = disk.states.get(shown.seq) ?? (disk.seq === shown.seq ? disk.stateHash : null);
  if (stateThen !== null) expect(stateThen).toBe(shown.stateHash);
}

/** A table that stands after a death shows what is on disk, and what was shown before unless the disk knew more. */
export function expectSame(standing: TableReading, disk: DiskTable, shown: TableReading): void {
  expect(standing.isPaused).toBe(true);
  if (disk.isPlayed) {
    expect([standing.seq, standing.picture.hand]).toEqual([disk.seq + 1, disk.hand + 1]);
    return;
  }
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
export async function resumeAndPlayOn(at: Installation, standing: TableReading): Promise<void> {
  const { window } = at;
  await window.until('a Resume that can be pressed', () => window.press('resume'));
  const resumed = await window.untilTable('the table to go on', ({ isPaused }) => !isPaused);
  expect(resumed.picture.hand).toBeGreaterThanOrEqual(standing.picture.hand);
  // Where somebody is to act, nothing happens of itself.
  if (standing.picture.actor !== '') expect(resumed.picture).toEqual(standing.picture);
  await playOn(at, resumed);
}

export async function playOn(at: Installation, { seq, picture }: TableReading): Promise<void> {
  await at.play('somebody to act', (reading) => {
    const { actor, turn, hand } = reading.picture;
    return reading.seq > seq && actor !== '' && (turn !== picture.turn || hand !== picture.hand);
  });
}

/** The lobby's card says that the table is paused, whatever it was doing. */
export async function openFromLobby({ window }: Installation): Promise<TableReading> {
  const state = await window.until('the table in the lobby', () => window.words('table-state'));
  expect(state).toMatch(/^Paused /);
  await window.press('table-open');
  return window.untilTable('the table to be shown', () => true);
}
