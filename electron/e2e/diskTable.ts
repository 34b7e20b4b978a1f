import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toHex } from '../../shared/process/hash.ts';
import { tablePrograms } from '../../shared/table/programs.ts';
import { DataFolder, nodeFileSystem } from '../host/disk/index.ts';
import { verifySignature } from '../host/keys.ts';
import { Replica } from '../host/replica.ts';

/** A table as its files tell it: no window, no host, no secret was asked. */
export type DiskTable = {
  hand: number;
  seq: number;
  stateHash: string;
  /** The state hash after each entry of the open hand, by seq. */
  states: ReadonlyMap<number, string>;
  damage: readonly string[];
  /** The hand has been played, and its end is not journalled: whoever opens the table does that first. */
  isPlayed: boolean;
};

/** Opens a copy of the data folder with the app's own replica and replays the table. */
export async function readDiskTable(dataFolder: string, tableId: string): Promise<DiskTable> {
  const copy = await mkdtemp(join(tmpdir(), 'evertable-copy-'));
  try {
    for (const part of ['version', join('tables', tableId)]) {
      await cp(join(dataFolder, part), join(copy, part), { recursive: true });
    }
    return await replay(copy, tableId);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

async function replay(folderPath: string, tableId: string): Promise<DiskTable> {
  const fs = nodeFileSystem();
  const opened = await DataFolder.open(fs, folderPath);
  if (opened.type === 'refused') throw new Error(opened.words);
  const { folder } = opened;
  const { tables } = await folder.listTables();
  const replica = await Replica.open(tableId, tables[0]?.hands ?? [], {
    fs,
    folder,
    device: new Uint8Array(32),
    journal: { programs: tablePrograms, verify: verifySignature, guard: () => null },
    isAlone: () => true,
    votersOfGame: () => [],
    recordOf: () => null,
  });
  const { journal, played, damage } = replica;
  const { seq, state } = journal.position;
  const states = new Map(played.map(({ entry }) => [entry.seq, toHex(entry.state)]));
  await replica.close();
  return { hand: journal.hand, seq, stateHash: toHex(state), states, damage, isPlayed: journal.isPlayed };
}
