import { expect, test } from 'vitest';
import { DataFolder, DiskFailure } from './disk/index.ts';
import { watchedFileSystem } from './disk/testing/watchedFileSystem.ts';
import { signerOf } from './keys.ts';
import type { ReplicaPorts } from './replica.ts';
import { TableShelf } from './tableShelf.ts';
import { World } from './testing/world.ts';

// Seeds 1520 and 1632. Guards the catch in makeCard: nobody waits for a card that is made anew, so nobody else would hear of it.
test('a disk that fails while a card is made anew takes nothing with it, and the card says so', async () => {
  const world = new World(1);
  const ada = await world.device('Ada');
  const tableId = await world.table([ada]);
  await ada.quit();
  const disk = ada.disk.fileSystem();
  let isFailing = false;
  const fs = watchedFileSystem(disk, ({ name, path }) => {
    if (isFailing && name === 'list') throw new DiskFailure('failed', 'listing', path);
  });
  const opened = await DataFolder.open(fs, '/data');
  if (opened.type === 'refused') throw new Error(opened.words);
  const { folder } = opened;
  const hand = await disk.openAppend(folder.handPath(tableId, (await folder.handsOf(tableId))?.at(-1) ?? 0));
  await hand.append(Uint8Array.of(0));
  await hand.close();
  const shelf = new TableShelf({ fs, folder } as ReplicaPorts, signerOf(new Uint8Array(32)));
  await shelf.readAll();
  expect(shelf.cards()).toMatchObject([{ tableId, damage: null }]);

  isFailing = true;
  expect(await shelf.refreshNext(() => false)).toBe(true);
  expect(shelf.cards()[0]?.damage).toMatch(/disk failed/);
  expect(await shelf.refreshNext(() => false)).toBe(false);
});
