import { join } from 'node:path';
import { toHex } from '../../../shared/process/hash.ts';
import { LIMITS } from '../../../shared/protocol.ts';
import { gameSchema } from '../../../shared/table/game.ts';
import { QuorumFile } from '../agreement/quorumFile.ts';
import { BadCharter, checkpointOfCharter, readCharter } from '../charter.ts';
import { readHistory } from '../disk/historyFile.ts';
import { DataFolder, DiskFailure, type FileSystem } from '../disk/index.ts';
import type { Replica, ReplicaPorts } from '../replica.ts';
import { replicaModule } from '../replicaModule.ts';
import { changeChunk, readChanges } from '../replication/chunkBounds.ts';
import { SYNC_CHANGES_BYTES } from '../replication/limits.ts';
import { writeSync } from '../replication/syncMessage.ts';
import {
  BadTableFile,
  FILE_WORDS,
  type FileHeader,
  type FilePerson,
  type OpenedTableFile,
  type Part,
  readTableFile,
} from './tableFile.ts';

/** Where tables are put together, beside those of the lobby and out of its sight. */
const STAGING = 'importing';
const STAGED_HISTORY = 'history.imported';

export const IMPORT_WORDS = {
  here: (name: string) => `${name} is on this device already. It was left as it is.`,
  in: (name: string) => `${name} was brought in.`,
  person: (name: string) => `You are ${name} again, and things look and sound as you chose.`,
  forged: 'A table in this file does not prove itself, so nothing of it was taken.',
  others:
    "A practice table can only be brought back on the device it was played on: its seats and its bots are that device's.",
} as const;

export interface ImportPorts {
  readonly fs: FileSystem;
  readonly folder: DataFolder;
  readonly replica: ReplicaPorts;
  /** Hex of this device's key. */
  readonly device: string;
  readonly isKnown: (tableId: string) => boolean;
}

/** What became of one table in a file. */
export interface Imported {
  readonly tableId: string;
  readonly isIn: boolean;
  /** A sentence for a person. */
  readonly words: string;
}

export interface ImportedFile {
  /** Whose everything the file is; null: it does not say. */
  readonly person: FilePerson | null;
  readonly tables: readonly Imported[];
}

/**
 * Takes the tables of a file into the data folder; each is there whole or not at all.
 * @throws BadTableFile when nothing of the file can be used, DiskFailure
 */
export async function importTables(ports: ImportPorts, path: string): Promise<ImportedFile> {
  const file = await readTableFile(ports.fs, path);
  const tables: Imported[] = [];
  for (const table of file.header.tables) tables.push(await importTable(ports, file, table));
  return { person: file.header.person ?? null, tables };
}

async function importTable(
  ports: ImportPorts,
  file: OpenedTableFile,
  { tableId }: FileHeader['tables'][number],
): Promise<Imported> {
  try {
    const held = await heldParts(file, tableId);
    const charter = held.find(({ part }) => part.kind === 'charter')?.bytes;
    if (!charter) throw new BadTableFile(FILE_WORDS.broken);
    const checkpoint = checkpointOfCharter(charter);
    if (toHex(checkpoint.table) !== tableId) throw new BadTableFile(IMPORT_WORDS.forged);
    const { name, practice } = readCharter(charter);
    if (ports.isKnown(tableId)) return { tableId, isIn: false, words: IMPORT_WORDS.here(name) };
    const { opener } = gameSchema.parse(checkpoint.game);
    if (practice && opener !== ports.device) return { tableId, isIn: false, words: IMPORT_WORDS.others };

    const staged = await stage(ports, tableId);
    const { Replica } = await replicaModule();
    const replica = await Replica.create(checkpoint, { ...ports.replica, folder: staged });
    try {
      await takeHistory(ports.fs, staged, file, tableId, replica);
      for (const { part, bytes } of held) if (part.kind === 'hand') await takeHand(replica, part.hand, bytes);
      if (practice) await replica.commitAlone();
    } finally {
      await replica.close();
    }
    // Nobody here knows how this device voted after the file was made.
    if (!practice) await QuorumFile.writeLost(ports.fs, staged.quorumPath(tableId));
    await clear(ports.fs, staged, tableId, STAGED_HISTORY);
    await ports.folder.adoptTable(staged, tableId);
    return { tableId, isIn: true, words: IMPORT_WORDS.in(name) };
  } catch (error) {
    if (error instanceof DiskFailure) throw error;
    const isKnownFault = error instanceof BadTableFile && !(error instanceof BadCharter);
    return { tableId, isIn: false, words: isKnownFault ? (error as Error).message : IMPORT_WORDS.forged };
  }
}

/** The small parts of a table. */
async function heldParts(
  file: OpenedTableFile,
  tableId: string,
): Promise<{ part: Part; bytes: Uint8Array }[]> {
  const held: { part: Part; bytes: Uint8Array }[] = [];
  await file.unpack(tableId, async (part, pieces) => {
    if (part.kind === 'history') return;
    const all: Uint8Array[] = [];
    for await (const piece of pieces) all.push(piece);
    held.push({ part, bytes: new Uint8Array(Buffer.concat(all)) });
  });
  return held.sort((a, b) => handOf(a.part) - handOf(b.part));
}

function handOf(part: Part): number {
  return part.kind === 'hand' ? part.hand : 0;
}

/** An empty place for a table; what an import that was cut off has left there goes. */
async function stage({ fs, folder }: ImportPorts, tableId: string): Promise<DataFolder> {
  const path = join(folder.path, STAGING);
  await fs.makeDirectory(path);
  const opened = await DataFolder.open(fs, path);
  if (opened.type === 'refused') throw new BadTableFile(opened.words);
  const { tables } = await opened.folder.listTables();
  if (tables.some((table) => table.tableId === tableId)) await clear(fs, opened.folder, tableId);
  return opened.folder;
}

/** Removes a staged table's files, or one of them. */
async function clear(fs: FileSystem, staged: DataFolder, tableId: string, only?: string): Promise<void> {
  const path = staged.tablePath(tableId);
  for (const { name, kind } of await fs.list(path)) {
    if (kind === 'file' && (only === undefined || name === only)) await fs.remove(join(path, name));
  }
}

/** The finished hands, each of which must prove itself from those before it. */
async function takeHistory(
  fs: FileSystem,
  staged: DataFolder,
  file: OpenedTableFile,
  tableId: string,
  replica: Replica,
): Promise<void> {
  const path = join(staged.tablePath(tableId), STAGED_HISTORY);
  await file.unpack(tableId, async (part, pieces) => {
    if (part.kind !== 'history') return;
    const copy = await fs.create(path);
    try {
      for await (const piece of pieces) await copy.append(piece);
    } finally {
      await copy.close();
    }
  });
  let page: Uint8Array[] = [];
  for await (const item of readHistory(fs, path)) {
    if (item.type === 'damage') throw new BadTableFile(FILE_WORDS.broken);
    page.push(item.payload);
    if (page.length < LIMITS.recordsInPage) continue;
    await replica.adoptRecords(page);
    page = [];
  }
  if (page.length > 0) await replica.adoptRecords(page);
}

/** The entries of a hand, as a peer would send them: played before they are taken. */
async function takeHand(replica: Replica, hand: number, bytes: Uint8Array): Promise<void> {
  const link = {};
  let part: Uint8Array[] = [];
  let partBytes = 0;
  const send = async () => {
    const message = writeSync({ heads: [], need: [], have: [], changes: part });
    const { hostile } = await replica.receiveSync(link, hand, message);
    if (hostile.length > 0) throw new BadTableFile(IMPORT_WORDS.forged);
    [part, partBytes] = [[], 0];
  };
  for (const content of readChanges(bytes, LIMITS.documentBytes)) {
    const { chunk } = changeChunk(content);
    if (partBytes > 0 && partBytes + chunk.length > SYNC_CHANGES_BYTES) await send();
    part.push(chunk);
    partBytes += chunk.length;
  }
  if (part.length > 0) await send();
  replica.forgetLink(link);
}
