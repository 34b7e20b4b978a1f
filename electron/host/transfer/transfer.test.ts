import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { SETTINGS as PRACTICE } from '../../../shared/table/testing/practice.ts';
import type { TableView } from '../../ipc.ts';
import {
  chipsOf,
  friendsTable,
  handOf,
  isSame,
  seedsOf,
  tellSeedOfFailure,
} from '../testing/friendsTable.ts';
import { World, type WorldDevice } from '../testing/world.ts';
import { IMPORT_WORDS } from './importTables.ts';
import { FILE_WORDS } from './tableFile.ts';

tellSeedOfFailure();

const PATH = '/table.evertable';
const DIGEST_BYTES = 32;
const HEAD_BYTES = 'evertable file 1\n'.length;

async function practised(
  hands: number,
): Promise<{ world: World; ada: WorldDevice; before: WorldDevice['disk'] }> {
  const world = new World(5);
  const ada = await world.device('Ada');
  const before = ada.disk.copy();
  const settings = { ...PRACTICE, actionClockMs: null, timeBankMs: 0 };
  await ada.send({ type: 'newPracticeTable', name: 'Cellar', bots: 2, buyIn: 100, settings });
  await world.playUntil(() => handOf(ada) > hands && ada.view?.legal != null, 'folds');
  return { world, ada, before };
}

async function look(device: WorldDevice, tableId: string, world: World): Promise<TableView> {
  await device.send({ type: 'openTable', tableId });
  await world.until(() => device.view?.tableId === tableId);
  return device.view as TableView;
}

/** A file's content changed, and its checksum made to agree. */
function forged(file: Uint8Array, change: (content: Buffer) => void): Uint8Array {
  const content = Buffer.from(file.subarray(0, -DIGEST_BYTES));
  change(content);
  return Buffer.concat([content, createHash('sha256').update(content).digest()]);
}

describe('a practice table', () => {
  test('round trip: a backup brings it back on its device, entry for entry, and it goes on', async () => {
    const { world, ada, before } = await practised(4);
    const shown = ada.view as TableView;
    const file = await ada.exportTo(PATH, shown.tableId);
    ada.kill();
    ada.disk = before;
    await ada.start();
    expect(ada.lobby).toEqual([]);
    await ada.importFrom(PATH, file);
    expect(ada.messages).toEqual([IMPORT_WORDS.in('Cellar')]);
    const again = await look(ada, shown.tableId, world);
    expect([again.seq, again.stateHash]).toEqual([shown.seq, shown.stateHash]);
    await ada.send({ type: 'resume', tableId: shown.tableId });
    await world.playUntil(() => handOf(ada) > shown.handNumber + 1, 'folds');
  });

  test('is no use to another device, and that is said', async () => {
    const { world, ada } = await practised(1);
    const file = await ada.exportTo(PATH, null);
    const bo = await world.device('Bo');
    await bo.importFrom(PATH, file);
    expect(bo.messages).toEqual([IMPORT_WORDS.others]);
    expect(bo.lobby).toEqual([]);
  });
});

describe('who exported everything', () => {
  const preferences = { sound: false, fourColours: true, amountsInBigBlinds: true };

  async function everything(): Promise<{ world: World; file: Uint8Array }> {
    const { world, ada } = await practised(1);
    await ada.send({ type: 'setPreferences', preferences });
    return { world, file: await ada.exportTo(PATH, null) };
  }

  test('is who they were on a device that nobody has named, and stays so', async () => {
    const { world, file } = await everything();
    const bare = await world.bareDevice('New');
    await bare.importFrom(PATH, file);
    expect(bare.messages).toContain(IMPORT_WORDS.person('Ada'));
    bare.kill();
    await bare.start();
    await bare.send({ type: 'hello' });
    expect(bare.shownLobby).toMatchObject({ profile: { name: 'Ada' }, preferences });
  });

  // Guards the first line of TableHost's becomeAgain.
  test('a name that is here already is kept', async () => {
    const { world, file } = await everything();
    const bo = await world.device('Bo');
    await bo.importFrom(PATH, file);
    expect(bo.shownLobby).toMatchObject({ profile: { name: 'Bo' }, preferences: { sound: true } });
  });

  test('is not told in the file of one table', async () => {
    const { world, ada } = await practised(1);
    const file = await ada.exportTo(PATH, ada.view?.tableId ?? '');
    const bare = await world.bareDevice('New');
    await bare.importFrom(PATH, file);
    expect(bare.shownLobby).toMatchObject({ profile: null });
  });
});

describe("a friends' table", () => {
  for (const seed of seedsOf(3)) {
    test(`round trip: a device that never sat there has it, entry for entry, seed ${seed}`, async () => {
      const { world, devices, tableId } = await friendsTable(seed, 3);
      const [ada] = devices as [WorldDevice];
      const from = handOf(ada);
      await world.playUntil(() => handOf(ada) > from + 2 && ada.view?.boards[0]?.length === 3);
      await world.until(() => isSame(devices));
      const shown = ada.view as TableView;
      const file = await ada.exportTo(PATH, tableId);
      for (const device of devices) device.kill();
      const di = await world.device('Di');
      await di.importFrom(PATH, file);
      expect(di.messages).toEqual([IMPORT_WORDS.in('Kitchen')]);
      expect(di.lobby.map(({ name, handNumber }) => [name, handNumber])).toEqual([
        ['Kitchen', shown.handNumber],
      ]);
      const seen = await look(di, tableId, world);
      expect([seen.seq, seen.stateHash, seen.mySeat]).toEqual([shown.seq, shown.stateHash, null]);
      await di.quit();
      await di.start();
      expect((await look(di, tableId, world)).stateHash).toBe(shown.stateHash);
    });

    test(`that is on the device already is left as it is, seed ${seed}`, async () => {
      const { world, devices, tableId } = await friendsTable(seed, 2);
      const [ada, bo] = devices as [WorldDevice, WorldDevice];
      const file = await ada.exportTo(PATH, tableId);
      await world.playUntil(() => handOf(bo) > 2 && isSame(devices));
      const { seq } = bo.view as TableView;
      await bo.importFrom(PATH, file);
      expect(bo.messages).toContain(IMPORT_WORDS.here('Kitchen'));
      expect(bo.view?.seq).toBeGreaterThanOrEqual(seq);
      await world.playUntil(() => handOf(bo) > 3 && isSame(devices));
    });

    test(`that was brought back does not vote until the others let it, and then plays on, seed ${seed}`, async () => {
      const { world, devices, tableId } = await friendsTable(seed, 3);
      const [ada, bo, cy] = devices as [WorldDevice, WorldDevice, WorldDevice];
      const file = await cy.exportTo(PATH, tableId);
      const bare = cy.disk.copy();
      await world.playUntil(() => handOf(ada) > 2 && isSame(devices));
      cy.kill();
      // The same device, its key and name, with an empty shelf.
      cy.disk = await withoutTables(bare);
      await cy.start();
      expect(cy.lobby).toEqual([]);
      await cy.importFrom(PATH, file);
      expect(cy.messages).toContain(IMPORT_WORDS.in('Kitchen'));
      const vote = async () =>
        JSON.parse(
          Buffer.from(await cy.disk.fileSystem().read(`/data/tables/${tableId}/quorum.json`)).toString(),
        );
      expect((await vote()).isLost).toBe(true);
      await look(cy, tableId, world);
      const from = handOf(ada);
      await world.playUntil(() => handOf(ada) > from + 1 && isSame(devices));
      expect(chipsOf(ada.view as TableView)).toBe(300);
      // With one of the others gone it takes its vote to go on.
      bo.kill();
      await world.playUntil(() => handOf(ada) > from + 2 && isSame([ada, cy]));
      await world.until(() => ada.people?.savedOn === 2);
    });

    test(`hostile: no change to a file makes a table that did not happen, seed ${seed}`, async () => {
      const { world, devices, tableId } = await friendsTable(seed, 2);
      const [ada] = devices as [WorldDevice];
      await world.playUntil(() => handOf(ada) > 3 && ada.view?.boards[0]?.length === 3);
      const file = await ada.exportTo(PATH, tableId);
      const shown = ada.view as TableView;
      for (const device of devices) device.kill();
      let refused = 0;
      const tries = 40;
      for (let n = 0; n < tries; n++) {
        const eve = await world.device(`Eve ${n}`);
        const at = HEAD_BYTES + Math.floor(world.random() * (file.length - HEAD_BYTES - DIGEST_BYTES));
        const bytes = forged(file, (content) => {
          content[at] = (content[at] ?? 0) ^ (1 << Math.floor(world.random() * 8));
        });
        await eve.importFrom(PATH, bytes);
        const [card] = eve.lobby;
        const allowed = [...Object.values(FILE_WORDS), IMPORT_WORDS.forged, IMPORT_WORDS.in('Kitchen')];
        for (const words of eve.messages) expect(allowed).toContain(words);
        if (card) expect([card.name, card.handNumber]).toEqual(['Kitchen', shown.handNumber]);
        else refused += 1;
        await eve.quit();
      }
      // What a finished hand's record tells of its course proves nothing, and is the only part that may be changed.
      expect(refused).toBeGreaterThan(tries / 4);
    });
  }
});

async function withoutTables(disk: WorldDevice['disk']): Promise<WorldDevice['disk']> {
  const { MemoryDisk } = await import('../disk/testing/memoryDisk.ts');
  const bare = new MemoryDisk();
  const fs = bare.fileSystem();
  await fs.makeDirectory('/data');
  for (const [path, bytes] of disk.files()) {
    if (!path.startsWith('/data/') || path.startsWith('/data/tables/')) continue;
    const file = await fs.create(path);
    await file.append(bytes);
    await file.datasync();
  }
  await fs.syncDirectory('/data');
  await fs.syncDirectory('/');
  return bare;
}
