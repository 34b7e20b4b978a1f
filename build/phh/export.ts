import { mkdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { readCharter } from '../../electron/host/charter.ts';
import { DataFolder, type HistoryItem, nodeFileSystem, readHistory } from '../../electron/host/disk/index.ts';
import { formatPhhs, type PhhHand } from '../../shared/poker/phh.ts';
import { fromBytes, isRecord, type Plain } from '../../shared/process/plain.ts';
import { parseHandRecord } from '../../shared/view/handRecord.ts';
import { toPhh } from '../../shared/view/phhOfRecord.ts';

const APP_NAME = 'Evertable';
const DATA_FOLDER = 'data';
const COLLECTION = '.phhs';

/** Where an installation keeps its tables unless it is told otherwise. */
export function usualDataFolder(): string {
  return join(applicationData(process.platform, process.env, homedir()), APP_NAME, DATA_FOLDER);
}

/** Whom an export tells what it does, a sentence at a time. */
export interface Listener {
  /** A table was written. */
  readonly tell: (words: string) => void;
  /** Something could not be read; the rest goes on. */
  readonly warn: (words: string) => void;
}

/**
 * Writes the finished hands of every table as one collection a table, named after the table's id. Nothing but
 * `target` is touched, and the app may run meanwhile. Returns how many hands were written.
 * @throws Error when there is no data folder, or one of a newer format
 */
export async function exportTables(dataFolder: string, target: string, listener: Listener): Promise<number> {
  const fs = nodeFileSystem();
  const opened = await DataFolder.openToRead(fs, dataFolder);
  if (opened.type === 'refused') throw new Error(opened.words);
  await mkdir(target, { recursive: true });
  const { tables } = await opened.folder.listTables();
  let written = 0;
  for (const { tableId } of tables) {
    const warn = (words: string) => listener.warn(`Table ${tableId}: ${words}`);
    const hands = await readTable(readHistory(fs, opened.folder.historyPath(tableId)), warn);
    if (hands.length === 0) continue;
    const path = join(target, `${tableId}${COLLECTION}`);
    await writeFile(path, formatPhhs(hands));
    listener.tell(`${path}: ${hands.length} hands`);
    written += hands.length;
  }
  return written;
}

async function readTable(
  history: AsyncIterable<HistoryItem>,
  warn: (words: string) => void,
): Promise<PhhHand[]> {
  const hands: PhhHand[] = [];
  for await (const item of history) {
    if (item.type === 'damage') warn(item.words);
    else {
      try {
        hands.push(...handsOf(item.payload));
      } catch {
        warn(`Record ${item.number} is no hand.`);
      }
    }
  }
  return hands;
}

/** The hand of a record: one, or none if nobody was dealt in. @throws when the record is not what history keeps */
function handsOf(payload: Uint8Array): PhhHand[] {
  const kept = fromBytes(payload);
  if (!isRecord(kept)) throw new TypeError('not a record');
  if (kept.record === null) return [];
  const hand = toPhh(parseHandRecord(kept.record));
  return [{ ...hand, other: { ...hand.other, table: tableName(kept.next) } }];
}

/** The name in the charter, which the checkpoint after the hand carries. */
function tableName(next: Plain | undefined): string {
  const certified = next instanceof Uint8Array ? fromBytes(next) : null;
  const checkpoint = isRecord(certified) ? certified.checkpoint : null;
  const charter = isRecord(checkpoint) ? checkpoint.charter : null;
  return charter instanceof Uint8Array ? readCharter(charter).name : '';
}

/** Where a platform's applications keep their data. */
function applicationData(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, home: string): string {
  if (platform === 'win32') return env.APPDATA ?? join(home, 'AppData', 'Roaming');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  return env.XDG_CONFIG_HOME || join(home, '.config');
}
