import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DataFolder, HistoryFile, nodeFileSystem } from '../../electron/host/disk/index.ts';
import { temporaryFolder } from '../../electron/host/disk/testing/temporaryFolder.ts';
import { parsePhhs } from '../../shared/poker/phh.ts';
import { certify, firstCheckpoint } from '../../shared/process/checkpoint.ts';
import { type Plain, toBytes } from '../../shared/process/plain.ts';
import type { TableEvent } from '../../shared/table/events.ts';
import { gameWith, HOST, Practice } from '../../shared/table/testing/practice.ts';
import { handRecord } from '../../shared/view/handRecord.ts';
import { exportTables } from './export.ts';
import { judge } from './verdict.ts';

const TABLE = '0123456789abcdef0123456789abcdef';
const fs = nodeFileSystem();

/** What history keeps of one hand: three players, one wins without a showdown. */
function keptHand(): Uint8Array {
  const table = new Practice({ ...gameWith(), paused: true });
  for (const seat of [0, 1, 2]) table.sit(seat);
  table.say(HOST, 'RESUME');
  table.move('raise', 10);
  table.move('fold');
  table.move('call');
  table.move('raise', 20);
  table.move('fold');
  table.serve();
  const record = handRecord(table.events as unknown as TableEvent[]);
  return kept(record as unknown as Plain);
}

function kept(record: Plain): Uint8Array {
  const checkpoint = firstCheckpoint({ name: 'Friday night', nonce: new Uint8Array(16) }, null);
  return toBytes({ hand: 1, record, next: certify(checkpoint, null) });
}

/** A data folder with one table whose history holds these records. */
async function dataFolderWith(...records: Uint8Array[]): Promise<string> {
  const path = temporaryFolder();
  const opened = await DataFolder.open(fs, path);
  if (opened.type !== 'open') throw new Error(opened.words);
  await opened.folder.makeTable(TABLE);
  const { file } = await HistoryFile.open(fs, opened.folder.historyPath(TABLE));
  for (const record of records) await file.append(record);
  await file.close();
  return path;
}

async function exported(dataFolder: string) {
  const target = join(temporaryFolder(), 'hands');
  const [told, warned]: [string[], string[]] = [[], []];
  const written = await exportTables(dataFolder, target, {
    tell: (words) => told.push(words),
    warn: (words) => warned.push(words),
  });
  return { target, told, warned, written };
}

test("a table's history becomes a collection that replays equal and names its table", async () => {
  const { target, told, warned, written } = await exported(await dataFolderWith(keptHand(), keptHand()));
  expect({ told, warned, written }).toEqual({
    told: [`${join(target, `${TABLE}.phhs`)}: 2 hands`],
    warned: [],
    written: 2,
  });
  const hands = parsePhhs(readFileSync(join(target, `${TABLE}.phhs`), 'utf8'));
  expect(hands).toHaveLength(2);
  for (const hand of hands) {
    expect(judge(hand)).toEqual({ is: 'equal', byOddChipRule: false, bySiteRule: false });
    expect(hand.other).toMatchObject({ table: 'Friday night', hand: 1, players: ['P1', 'P2', 'P0'] });
  }
});

test('hands in which nobody was dealt in are left out, and a table without any', async () => {
  const { target, told, warned, written } = await exported(await dataFolderWith(kept(null)));
  expect({ told, warned, written }).toEqual({ told: [], warned: [], written: 0 });
  expect(readdirSync(target)).toEqual([]);
});

test('what is no hand is told; the rest is written', async () => {
  const foreign = [toBytes({ hand: 1, record: { version: 99 } }), toBytes(7), Uint8Array.of(0xff)];
  const folder = await dataFolderWith(...foreign, keptHand());
  const history = join(folder, 'tables', TABLE, 'history');
  writeFileSync(history, 'torn', { flag: 'a' });
  const before = readFileSync(history);
  const { warned, written } = await exported(folder);
  expect(written).toBe(1);
  expect(warned).toEqual([
    `Table ${TABLE}: Record 1 is no hand.`,
    `Table ${TABLE}: Record 2 is no hand.`,
    `Table ${TABLE}: Record 3 is no hand.`,
    expect.stringContaining('has 4 damaged bytes'),
  ]);
  expect(readFileSync(history)).toEqual(before);
});

test('a folder that is no data folder is refused in words', async () => {
  const folder = temporaryFolder();
  await expect(exported(folder)).rejects.toThrow(`${folder} is no data folder of Evertable.`);
});
