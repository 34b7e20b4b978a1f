import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { buildApp } from '../../appBuild.ts';
import { secondsSince } from '../../setup/step.ts';
import { atMost, type BenchRun, type Figure } from '../figure.ts';
import { ownCopyOfHost } from '../friends/atFriendsTable.ts';
import { quantile } from '../friends/quantile.ts';
import { inWorkFolder } from '../workFolder.ts';
import { populate } from './populate.ts';
import { ScaleHost } from './scaleHost.ts';
import type { Sheet, SheetRow } from './sheet.ts';
import { SIZES, type Size } from './sizes.ts';

const KEY_BYTES = 32;
/** Inputs of each open table while committed ones are counted. */
const ROUNDS = 2;
/** 10,000 tables, asleep. */
const LARGEST_TABLES = 10_000;
const RSS_GOAL_MB = 1_536;
const RESTART_GOAL_TABLES = 1_000;
const RESTART_GOAL_MS = 5_000;

/**
 * Many friends' tables in one table host, each with its opener on a seat: what they take while they sleep, how long one takes to
 * wake, and how long many that were open take to answer after the host was killed. "Answers" is that a look at the table is
 * answered with its view, played from its journal, and a further input of its player is committed on disk.
 */
export function measureTables({ quick, tell }: BenchRun, sheet: Sheet): Promise<Figure[]> {
  return inWorkFolder(async (folder) => {
    const built = await buildApp();
    if (built) tell(built);
    const hostScript = await ownCopyOfHost(folder);
    const dataKey = randomBytes(KEY_BYTES);
    const figures: Figure[] = [];
    let made = 0;
    for (const size of SIZES[quick ? 'quick' : 'full']) {
      const startMs = performance.now();
      await populate(join(folder, 'Ada'), dataKey, made, size.tables);
      made = size.tables;
      tell(`${size.tables} tables made (${secondsSince(startMs)})`);
      const host = new ScaleHost(hostScript, folder, dataKey.toString('hex'));
      try {
        const measured = await measureSize(host, size, tell);
        sheet.note(size.tables, measured);
        figures.push(...figuresOf(size, measured));
      } finally {
        await host.kill();
      }
    }
    return figures;
  });
}

type Measured = Required<Pick<SheetRow, 'asleepMB' | 'openMB' | 'wakeP50Ms' | 'wakeP99Ms' | 'restartMs'>> & {
  readonly startMs: number;
  readonly perSecond: number;
};

async function measureSize(
  host: ScaleHost,
  { tables, open, woken }: Size,
  tell: (line: string) => void,
): Promise<Measured> {
  const beganMs = performance.now();
  const told = (what: string) => tell(`${tables} tables: ${what} (${secondsSince(beganMs)})`);
  const startMs = await host.start();
  const asleep = await host.untilAsleep(tables);
  const asleepMB = await host.residentMB();
  const ids = asleep.tables.map(({ tableId }) => tableId);
  const wakeMs: number[] = [];
  for (const tableId of spread(ids, woken)) wakeMs.push(await host.look(tableId));

  told(`${woken} woken one by one`);
  const opened = spread(ids, open);
  await host.answerAll(opened);
  told(`${open} opened`);
  const openMB = await host.residentMB();
  const roundsMs = performance.now();
  for (let round = 0; round < ROUNDS; round++) await host.answerAll(opened);
  const perSecond = (ROUNDS * open * 1_000) / (performance.now() - roundsMs);
  told(`${ROUNDS} inputs at each`);
  await host.kill();
  const killedMs = performance.now();
  await host.start();
  await host.answerAll(opened);
  const restartMs = performance.now() - killedMs;
  const [wakeP50Ms, wakeP99Ms] = [quantile(wakeMs, 0.5), quantile(wakeMs, 0.99)];
  return { startMs, asleepMB, openMB, wakeP50Ms, wakeP99Ms, perSecond, restartMs };
}

function figuresOf({ tables, open, woken }: Size, measured: Measured): Figure[] {
  const { startMs, asleepMB, openMB, wakeP50Ms, wakeP99Ms, perSecond, restartMs } = measured;
  const isLargest = tables === LARGEST_TABLES;
  // The goal is for so many open tables; among ten thousand it has a name of its own.
  const restart = tables === open ? `restart${open}TablesMs` : `restart${open}Of${tables}TablesMs`;
  return [
    {
      name: `scaleRssMB${tables}`,
      about: `resident memory of a host with ${tables} tables, all asleep`,
      value: asleepMB,
      unit: 'MB',
      ...(isLargest ? { goal: atMost(asleepMB, RSS_GOAL_MB, ' MB') } : {}),
    },
    { name: `scaleOpenMB${tables}`, about: `the same host with ${open} open`, value: openMB, unit: 'MB' },
    { name: `scaleStartMs${tables}`, about: 'start to running', value: startMs, unit: 'ms' },
    {
      name: `scaleWakeMsP50of${tables}`,
      about: `a sleeping table: look to view, of ${woken}`,
      value: wakeP50Ms,
      unit: 'ms',
    },
    { name: `scaleWakeMsP99of${tables}`, about: 'the same', value: wakeP99Ms, unit: 'ms' },
    {
      name: `scaleHostInputsPerSecond${tables}`,
      about: `committed inputs a second through the whole host, port and views, at ${open} open tables`,
      value: perSecond,
      unit: '/s',
    },
    {
      name: restart,
      about: `kill -9 with ${open} tables open: start to the last one's next committed input`,
      value: restartMs,
      unit: 'ms',
      ...(open === RESTART_GOAL_TABLES ? { goal: atMost(restartMs, RESTART_GOAL_MS, ' ms') } : {}),
    },
  ];
}

/** So many of them, evenly spread. */
function spread(ids: readonly string[], count: number): string[] {
  return Array.from({ length: count }, (_, at) => ids[Math.floor((at * ids.length) / count)] as string);
}
