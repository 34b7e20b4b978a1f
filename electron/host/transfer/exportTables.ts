import { dirname } from 'node:path';
import { readCertified } from '../../../shared/process/checkpoint.ts';
import type { Verify } from '../../../shared/process/ports.ts';
import { UNFINISHED_SUFFIX } from '../disk/durableFile.ts';
import { type DataFolder, type FileSystem, readChunks } from '../disk/index.ts';
import { HandDocument } from '../handDocument.ts';
import { changeChunk } from '../replication/chunkBounds.ts';
import {
  FILE_LIMITS,
  type FileHeader,
  type FilePerson,
  type Part,
  piecesOf,
  writeTableFile,
} from './tableFile.ts';

const NOTHING = 'There is no table here to export.';
const DAMAGED = 'The open hand is damaged, so the table cannot be exported.';
/** A table that turns its page meanwhile is read once more. */
const TRIES = 3;

interface Copied {
  readonly tableId: string;
  /** Small enough to be held in memory. */
  readonly held: readonly { readonly part: Part; readonly bytes: Uint8Array }[];
  readonly historyBytes: number;
}

/**
 * Writes tables of a data folder into one file, those that are being played as well. Hands are read before the history, which
 * only grows: whatever happens in between, no hand is missing.
 * @param person whose tables these are, if the file is to say so
 * @throws DiskFailure; Error with a sentence when there is nothing to export, or it is damaged
 */
export async function exportTables(
  fs: FileSystem,
  folder: DataFolder,
  tableIds: readonly string[],
  path: string,
  verify: Verify,
  person: FilePerson | null = null,
): Promise<void> {
  if (tableIds.length === 0) throw new Error(NOTHING);
  const copies: Copied[] = [];
  for (const tableId of tableIds) copies.push(await copyOf(fs, folder, tableId, verify));
  const header: FileHeader = {
    ...(person ? { person } : {}),
    tables: copies.map(({ tableId, held, historyBytes }) => ({
      tableId,
      parts: [...held.map(({ part }) => part), { kind: 'history', sizeBytes: historyBytes }],
    })),
  };
  const unfinished = path + UNFINISHED_SUFFIX;
  if ((await fs.size(unfinished)) !== null) await fs.remove(unfinished);
  await writeTableFile(fs, unfinished, header, (tableId, part) => {
    const held = copies.find((copy) => copy.tableId === tableId)?.held.find((one) => one.part === part);
    return held ? once(held.bytes) : piecesOf(fs, folder.historyPath(tableId), 0, part.sizeBytes);
  });
  await fs.rename(unfinished, path);
  await fs.syncDirectory(dirname(path));
}

async function copyOf(fs: FileSystem, folder: DataFolder, tableId: string, verify: Verify): Promise<Copied> {
  for (let left = TRIES; ; left--) {
    try {
      return await copyOnce(fs, folder, tableId, verify);
    } catch (error) {
      if (left === 1) throw error;
    }
  }
}

async function copyOnce(
  fs: FileSystem,
  folder: DataFolder,
  tableId: string,
  verify: Verify,
): Promise<Copied> {
  const { tables } = await folder.listTables();
  const hands = tables.find((table) => table.tableId === tableId)?.hands ?? [];
  if (hands.length === 0) throw new Error(NOTHING);
  const held: { part: Part; bytes: Uint8Array }[] = [];
  let charter: Uint8Array | null = null;
  for (const hand of hands.slice(-FILE_LIMITS.handsPerTable)) {
    const document = await readHand(fs, folder.handPath(tableId, hand));
    charter ??= readCertified(document.checkpoint, verify).checkpoint.charter;
    const bytes = Buffer.concat(document.changes().map((content) => changeChunk(content).chunk));
    document.free();
    held.push({ part: { kind: 'hand', hand, sizeBytes: bytes.length }, bytes });
  }
  if (charter) held.unshift({ part: { kind: 'charter', sizeBytes: charter.length }, bytes: charter });
  return { tableId, held, historyBytes: (await fs.size(folder.historyPath(tableId))) ?? 0 };
}

/** Only looks: the hand may be open. A change that is being appended just then is left out. */
async function readHand(fs: FileSystem, path: string): Promise<HandDocument> {
  const bytes = await fs.read(path);
  const { chunks } = readChunks(bytes);
  const intact = chunks.map(({ offset, sizeBytes }) => bytes.subarray(offset, offset + sizeBytes));
  try {
    return HandDocument.load(intact);
  } catch {
    throw new Error(DAMAGED);
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, void> {
  yield bytes;
}
