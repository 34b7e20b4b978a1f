import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DataFolder, HAND_NUMBER_MAX } from './dataFolder.ts';
import { nodeFileSystem } from './nodeFileSystem.ts';
import { temporaryFolder } from './testing/temporaryFolder.ts';
import { watchedFileSystem } from './testing/watchedFileSystem.ts';

const disk = nodeFileSystem();
const A = '0123456789abcdef0123456789abcdef';
const B = 'ffffffffffffffffffffffffffffffff';

async function openFolder(path: string): Promise<DataFolder> {
  const opened = await DataFolder.open(disk, path);
  if (opened.type !== 'open') throw new Error(opened.words);
  expect(opened.remarks).toEqual([]);
  return opened.folder;
}

describe('a data folder', () => {
  it('is made once and opened again', async () => {
    const path = temporaryFolder();
    const folder = await openFolder(path);
    expect(readFileSync(join(path, 'version'), 'utf8')).toBe('1\n');
    expect(await folder.listTables()).toEqual({ tables: [], remarks: [] });
    await folder.makeTable(A);
    await folder.makeTable(A);
    writeFileSync(folder.handPath(A, 1), 'x');
    expect(await (await openFolder(path)).listTables()).toEqual({
      tables: [{ tableId: A, hands: [1] }],
      remarks: [],
    });
    expect(readdirSync(join(path, 'tables', A)).sort()).toEqual(['dealer', 'hand-000001.automerge']);
  });

  it('is durable with all its names, and so is a new table', async () => {
    const path = temporaryFolder();
    const calls: string[] = [];
    const fs = watchedFileSystem(disk, (call) => {
      const where = call.path === dirname(path) ? 'parent' : `folder${call.path.slice(path.length)}`;
      if (/makeDirectory|syncDirectory/.test(call.name)) calls.push(`${call.name} ${where}`);
    });
    const opened = await DataFolder.open(fs, path);
    if (opened.type !== 'open') throw new Error(opened.words);
    expect(calls.slice(-4)).toEqual([
      'makeDirectory folder/tables',
      'syncDirectory parent',
      'syncDirectory folder',
      'syncDirectory folder/tables',
    ]);
    calls.length = 0;
    await opened.folder.makeTable(A);
    expect(calls).toEqual([
      `makeDirectory folder/tables/${A}`,
      `makeDirectory folder/tables/${A}/dealer`,
      `syncDirectory folder/tables/${A}`,
      'syncDirectory folder/tables',
    ]);
  });

  it('gives every file its place', async () => {
    const path = temporaryFolder();
    const folder = await openFolder(path);
    expect(folder.handPath(A, 42)).toBe(join(path, 'tables', A, 'hand-000042.automerge'));
    expect(folder.handPath(A, 12_345_678)).toBe(join(path, 'tables', A, 'hand-12345678.automerge'));
    expect(folder.historyPath(A)).toBe(join(path, 'tables', A, 'history'));
    expect(folder.dealerPath(A)).toBe(join(path, 'tables', A, 'dealer'));
  });

  it.each(['', '..', '../../etc/passwd', A.toUpperCase(), `${A}/..`, A.slice(1), `${A}0`, `${A}\n`])(
    'gives none to the table id %j',
    async (tableId) => {
      const folder = await openFolder(temporaryFolder());
      expect(() => folder.tablePath(tableId)).toThrow(RangeError);
      expect(() => folder.handPath(tableId, 1)).toThrow(RangeError);
      expect(() => folder.historyPath(tableId)).toThrow(RangeError);
      expect(() => folder.dealerPath(tableId)).toThrow(RangeError);
      await expect(folder.makeTable(tableId)).rejects.toThrow(RangeError);
    },
  );

  it.each([-1, 0.5, Number.NaN, HAND_NUMBER_MAX + 1])('gives none to hand %d', async (hand) => {
    const folder = await openFolder(temporaryFolder());
    expect(() => folder.handPath(A, hand)).toThrow(RangeError);
  });

  it('lists hands in their order, also beyond six digits', async () => {
    const folder = await openFolder(temporaryFolder());
    await folder.makeTable(A);
    for (const hand of [1_000_000, 999_999, 7, HAND_NUMBER_MAX]) writeFileSync(folder.handPath(A, hand), 'x');
    const { tables, remarks } = await folder.listTables();
    expect(tables.find((table) => table.tableId === A)?.hands).toEqual([
      7,
      999_999,
      1_000_000,
      HAND_NUMBER_MAX,
    ]);
    expect(remarks).toEqual([]);
  });

  it('lists no table whose making was cut off before it held anything, and every other one', async () => {
    const folder = await openFolder(temporaryFolder());
    const listed = async () => (await folder.listTables()).tables.map(({ tableId }) => tableId);
    await folder.makeTable(A);
    await folder.makeTable(B);
    writeFileSync(folder.historyPath(A), '');
    writeFileSync(`${folder.handPath(A, 1)}.new`, 'half a hand');
    expect(await listed()).toEqual([]);
    writeFileSync(`${folder.handPath(A, 1)}.damaged-1`, 'x');
    writeFileSync(folder.historyPath(B), 'x');
    expect((await listed()).sort()).toEqual([A, B]);
  });

  it('tells what does not belong and leaves it alone', async () => {
    const path = temporaryFolder();
    const folder = await openFolder(path);
    await folder.makeTable(A);
    const inTable = (name: string) => join(folder.tablePath(A), name);
    const ours = [
      'history',
      'hand-000001.automerge',
      'hand-000001.automerge.damaged-3',
      'hand-000002.automerge.new',
    ];
    const foreign = ['hand-1.automerge', 'hand-0000001.automerge', 'notes.txt', 'history.damaged-0'];
    for (const name of [...ours, ...foreign]) writeFileSync(inTable(name), 'x');
    mkdirSync(inTable('hand-000009.automerge'));
    symlinkSync('/etc/passwd', inTable('hand-000008.automerge'));
    writeFileSync(join(path, 'tables', B), 'a file');
    mkdirSync(join(path, 'tables', 'backup'));

    const { tables, remarks } = await folder.listTables();
    expect(tables).toEqual([{ tableId: A, hands: [1] }]);
    const named = [...foreign, 'hand-000008.automerge', 'hand-000009.automerge', B, 'backup'];
    expect(remarks).toHaveLength(named.length);
    for (const name of named) expect(remarks.some((remark) => remark.startsWith(`${name} in `))).toBe(true);
    expect(readdirSync(folder.tablePath(A))).toHaveLength(ours.length + foreign.length + 3);
  });
});

describe('the version', () => {
  it('refuses a newer format and touches nothing', async () => {
    const path = temporaryFolder();
    writeFileSync(join(path, 'version'), '2\n');
    const changing: string[] = [];
    const fs = watchedFileSystem(disk, ({ name }) => {
      if (!['size', 'read', 'list'].includes(name)) changing.push(name);
    });
    expect(await DataFolder.open(fs, path)).toEqual({
      type: 'refused',
      words: `The tables in ${path} were written by a newer Evertable (format 2). Update Evertable to open them.`,
    });
    expect(changing).toEqual([]);
    expect(readdirSync(path)).toEqual(['version']);
  });

  it('to read from, touches nothing: a newer format and what is no data folder are refused', async () => {
    const path = temporaryFolder();
    const changing: string[] = [];
    const fs = watchedFileSystem(disk, ({ name }) => {
      if (!['size', 'read', 'list'].includes(name)) changing.push(name);
    });
    const words = `${path} is no data folder of Evertable.`;
    expect(await DataFolder.openToRead(fs, path)).toEqual({ type: 'refused', words });
    writeFileSync(join(path, 'version'), '2\n');
    expect(await DataFolder.openToRead(fs, path)).toMatchObject({ type: 'refused' });
    writeFileSync(join(path, 'version'), '1\n');
    expect(await DataFolder.openToRead(fs, path)).toMatchObject({ type: 'open', remarks: [] });
    expect(changing).toEqual([]);
    expect(readdirSync(path)).toEqual(['version']);
  });

  it.each(['', '0\n', 'one', '-1', '1.5', '1\n\n', 'x'.repeat(1000)])(
    '%j is damage, kept aside and told',
    async (text) => {
      const path = temporaryFolder();
      writeFileSync(join(path, 'version'), text);
      const opened = await DataFolder.open(disk, path);
      expect(opened).toMatchObject({
        type: 'open',
        remarks: [
          `The version file of the data folder was damaged. It is kept as ${path}/version.damaged-1.`,
        ],
      });
      expect(readFileSync(join(path, 'version.damaged-1'), 'utf8')).toBe(text);
      expect(readFileSync(join(path, 'version'), 'utf8')).toBe('1\n');
    },
  );
});
