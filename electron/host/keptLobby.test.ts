import { beforeEach, describe, expect, test } from 'vitest';
import { SETTINGS } from '../../shared/table/testing/practice.ts';
import type { Notice } from '../ipc.ts';
import { DiskFailure, type FileSystem } from './disk/index.ts';
import { MemoryDisk } from './disk/testing/memoryDisk.ts';
import { type DiskCall, watchedFileSystem } from './disk/testing/watchedFileSystem.ts';
import { readKeptLobby } from './keptLobby.ts';
import { osRandomBytes } from './osRandom.ts';
import { TableHost } from './tableHost.ts';
import { VirtualClock } from './testing/virtualClock.ts';

const READS: ReadonlySet<DiskCall['name']> = new Set(['size', 'read', 'list']);

let fs: FileSystem;
let clock: VirtualClock;
let notices: Notice[];

beforeEach(async () => {
  fs = new MemoryDisk().fileSystem();
  clock = new VirtualClock();
  notices = [];
  await fs.makeDirectory('/data');
});

function openHost(): Promise<TableHost> {
  return TableHost.open({
    fs,
    folderPath: '/data',
    dataKey: new Uint8Array(32).fill(3),
    clock,
    randomBytes: osRandomBytes,
    random: () => 0.5,
    cards: { by: 'stand-in', seed: new Uint8Array(32) },
    notify: (notice) => notices.push(notice),
    remarks: ['A remark.'],
  });
}

/** A host with two tables on its disk. */
async function hostWithTables(): Promise<TableHost> {
  const host = await openHost();
  await host.handle({ type: 'setProfile', name: 'Ada' });
  const table = { type: 'newPracticeTable', bots: 2, buyIn: 100, settings: SETTINGS } as const;
  await host.handle({ ...table, name: 'Kitchen' });
  await host.handle({ ...table, name: 'Cellar' });
  await clock.until(() => viewOf('Kitchen')?.legal != null && viewOf('Cellar')?.legal != null);
  return host;
}

function viewOf(tableName: string) {
  const shown = notices.findLast((notice) => notice.type === 'table' && notice.view.name === tableName);
  return shown?.type === 'table' ? shown.view : null;
}

/** The newest hand's file of some table. */
async function handPath(): Promise<string> {
  const [table] = await fs.list('/data/tables');
  const folder = `/data/tables/${table?.name}`;
  const hand = (await fs.list(folder)).find(({ name }) => name.startsWith('hand-'));
  return `${folder}/${hand?.name}`;
}

async function append(path: string, bytes: Uint8Array): Promise<void> {
  const file = await fs.openAppend(path);
  await file.append(bytes);
  await file.close();
}

const readLobby = (from: FileSystem = fs) => readKeptLobby(from, '/data', ['A remark.']);

describe('the lobby as it was kept', () => {
  test('is what the host will show, and reading it touches nothing', async () => {
    await (await hostWithTables()).close();
    const calls: DiskCall[] = [];
    const kept = await readLobby(watchedFileSystem(fs, (call) => calls.push(call)));
    expect(calls.filter(({ name }) => !READS.has(name))).toEqual([]);

    await (await openHost()).handle({ type: 'hello' });
    expect(kept?.tables.map(({ name }) => name).sort()).toEqual(['Cellar', 'Kitchen']);
    expect(kept).toEqual(notices.findLast(({ type }) => type === 'lobby'));
  });

  test('is not there while tables are open, or after a host that died: their hands have to be replayed', async () => {
    await hostWithTables();
    expect(await readLobby()).toBeNull();
  });

  test('without tables is there as well, once a host has been there', async () => {
    expect(await readLobby(), 'no data folder yet').toBeNull();
    await (await openHost()).close();
    expect(await readLobby()).toMatchObject({ profile: null, tables: [] });
  });

  test.each<[string, () => Promise<void>]>([
    ['a hand that has grown since', async () => append(await handPath(), Uint8Array.of(1))],
    [
      'a damaged card',
      async () => append((await handPath()).replace(/hand-.*/, 'lobby-card.json'), Buffer.from('}')),
    ],
    ['a lost card', async () => fs.remove((await handPath()).replace(/hand-.*/, 'lobby-card.json'))],
    ['a damaged profile', () => append('/data/profile.json', Buffer.from('}'))],
    ['a newer format', () => fs.overwrite('/data/version', Buffer.from('2\n'))],
    ['no format', () => fs.remove('/data/version')],
  ])('with %s: the host is asked instead', async (_, spoil) => {
    await (await hostWithTables()).close();
    expect(await readLobby()).not.toBeNull();
    await spoil();
    expect(await readLobby()).toBeNull();
  });

  test('on a disk that fails at any call: the host is asked instead', async () => {
    await (await hostWithTables()).close();
    let calls = 0;
    await readLobby(watchedFileSystem(fs, () => calls++));
    for (let fatal = 0; fatal < calls; fatal++) {
      let left = fatal;
      const failing = watchedFileSystem(fs, ({ path }) => {
        if (left-- === 0) throw new DiskFailure('failed', 'reading', path);
      });
      expect(await readLobby(failing), `call ${fatal}`).toBeNull();
    }
  });
});
