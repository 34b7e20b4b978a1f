import { statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { START_MAGIC } from '../../electron/host/disk/historyFrame.ts';
import type { FileSystem } from '../../electron/host/disk/index.ts';
import { isSetAside } from '../../electron/host/disk/setAside.ts';
import { sameBytes } from '../../shared/process/plain.ts';
import { reportHand } from './handLines.ts';
import { readHand } from './handReading.ts';
import { reportHistory } from './historyLines.ts';
import { readFinishedHands } from './historyReading.ts';
import { type Report, section } from './report.ts';

const HISTORY = 'history';
const HAND_FILE = /^hand-[0-9]+\.automerge$/;
const TABLES = 'tables';
/** Of a table's history its last hands are told; the history itself tells all. */
const LAST_HANDS = 5;

/**
 * What lies at `path`: a hand's file, a table's history or a table's folder. Nothing there is changed.
 * @throws Error, DiskFailure with a sentence when there is nothing of the kind
 */
export async function reportPath(fs: FileSystem, path: string): Promise<Report> {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) throw new Error(`${path} is not there.`);
  if (stats.isDirectory()) return reportTable(fs, path);
  if (!stats.isFile()) throw new Error(`${path} is neither a file nor a folder.`);
  const name = basename(path);
  return (await isHistory(fs, path))
    ? reportHistory(name, await readFinishedHands(fs, path))
    : reportHand(name, await readHand(fs, path));
}

/** A history is known by its beginning, or by its name where that is damaged. */
async function isHistory(fs: FileSystem, path: string): Promise<boolean> {
  if (basename(path).split('.')[0] === HISTORY) return true;
  return sameBytes(await fs.readAt(path, 0, START_MAGIC.length), START_MAGIC);
}

async function reportTable(fs: FileSystem, path: string): Promise<Report> {
  const names = (await fs.list(path)).map(({ name }) => name).sort();
  const hands = names.filter((name) => HAND_FILE.test(name));
  if (hands.length === 0 && !names.includes(HISTORY)) throw new Error(await noTableWords(fs, path, names));

  const history = await readFinishedHands(fs, join(path, HISTORY));
  const reports = [reportHistory(HISTORY, history, LAST_HANDS)];
  for (const name of hands) reports.push(reportHand(name, await readHand(fs, join(path, name))));
  if (hands.length === 0) reports.push({ lines: ['No hand is open.'], isSound: true });
  return {
    lines: [
      ...reports.flatMap(({ lines }, at) => (at === 0 ? lines : ['', ...lines])),
      ...section('Kept aside, because it was damaged', names.filter(isSetAside)),
    ],
    isSound: reports.every(({ isSound }) => isSound),
  };
}

async function noTableWords(fs: FileSystem, path: string, names: readonly string[]): Promise<string> {
  if (!names.includes(TABLES)) return `${path} is no table's folder: it has neither a hand nor a history.`;
  const tables = (await fs.list(join(path, TABLES))).map(({ name }) => join(path, TABLES, name));
  return ['This is a data folder. Name one of its tables:', ...tables].join('\n');
}
