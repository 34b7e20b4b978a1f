import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { atLeast, type BenchRun, type Figure } from '../figure.ts';
import { median } from '../pairs.ts';
import { inWorkFolder } from '../workFolder.ts';
import { type Cluster, startCluster } from './databases/cluster.ts';
import { installed } from './databases/install.ts';
import { type Recording, recordTable } from './recording.ts';
import type { Sheet } from './sheet.ts';
import type { SideName } from './sides/side.ts';
import { SideProcesses } from './sides/sideProcesses.ts';
import { SIZES } from './sizes.ts';

/** So many times the durable actions of either database. */
const RATIO_GOAL = 2;
/** `serve` plays all its tables in one process. */
const OUR_PROCESSES = 1;
/** SQLite takes one writer at a time: further processes would only wait for its lock. */
const SQLITE_PROCESSES = 1;
const POSTGRES_PROCESSES = availableParallelism();
/** Inputs of each table before the first round, so that all code is warm. */
const WARM_UP_INPUTS = 2;

const THEIRS = ['sqlite', 'postgres'] as const;
type Their = (typeof THEIRS)[number];
const NAMES: Readonly<Record<Their, string>> = { sqlite: 'Sqlite', postgres: 'Postgres' };

/** What one number of tables gave: actions a second, round by round. */
type Rounds = Partial<Record<SideName, number[]>>;

/**
 * Recorded hands played by the table process and by the usual server, in turn, round after round: each side plays the same inputs of
 * the same tables.
 */
export async function measureContest({ quick, tell }: BenchRun, sheet: Sheet): Promise<Figure[]> {
  const missing = await missingDatabases(tell);
  const figures: Figure[] = [];
  const ratios: Record<Their, number[]> = { sqlite: [], postgres: [] };
  for (const { tables, open, inputsEach, rounds } of SIZES[quick ? 'quick' : 'full']) {
    const recordings = Array.from({ length: open }, (_, at) =>
      recordTable(at, WARM_UP_INPUTS + rounds * inputsEach),
    );
    const played = await inWorkFolder((folder) =>
      playRounds({ folder, recordings, idleTables: tables - open, rounds, inputsEach, missing, tell }),
    );
    const ours = median(played.ours ?? []);
    sheet.note(tables, { open, ours });
    figures.push({
      name: `scaleActionsPerSecond${tables}`,
      about: `inputs of recorded hands made durable a second, at ${open} open tables of ${tables}, ${rounds} rounds`,
      value: ours,
      unit: '/s',
    });
    for (const their of THEIRS) {
      const rates = played[their];
      if (!rates) continue;
      const ratio = median(rates.map((rate, round) => (played.ours?.[round] as number) / rate));
      ratios[their].push(ratio);
      sheet.note(tables, { [their]: median(rates), [`${their}Ratio`]: ratio });
      figures.push(
        {
          name: `scale${NAMES[their]}PerSecond${tables}`,
          about: 'the same inputs by a stateless server on the database',
          value: median(rates),
          unit: '/s',
        },
        {
          name: `scale${NAMES[their]}Ratio${tables}`,
          about: 'ours to theirs, the median of the rounds',
          value: ratio,
          unit: 'x',
        },
      );
    }
  }
  for (const their of THEIRS) {
    const [why, least] = [missing.get(their), Math.min(...ratios[their])];
    if (why !== undefined) sheet.remark(`${NAMES[their]} was not measured: ${why}`);
    if (ratios[their].length === 0) continue;
    figures.push({
      name: `scale${NAMES[their]}Ratio`,
      about: 'the least of these ratios over all numbers of tables',
      value: least,
      unit: 'x',
      goal: atLeast(least, RATIO_GOAL),
    });
  }
  return figures;
}

/** Why a database cannot be measured, in one line each. */
async function missingDatabases(tell: (line: string) => void): Promise<Map<SideName, string>> {
  const missing = new Map<SideName, string>();
  for (const [side, name] of [
    ['sqlite', 'better-sqlite3'],
    ['postgres', 'pg'],
  ] as const) {
    await installed(name, tell).catch((error: Error) => missing.set(side, error.message));
  }
  return missing;
}

interface RoundsOptions {
  readonly folder: string;
  readonly recordings: readonly Recording[];
  readonly idleTables: number;
  readonly rounds: number;
  readonly inputsEach: number;
  /** Takes the reason of a side that turns out not to start. */
  readonly missing: Map<SideName, string>;
  readonly tell: (line: string) => void;
}

async function playRounds(options: RoundsOptions): Promise<Rounds> {
  const { folder, recordings, rounds, inputsEach, missing, tell } = options;
  const path = join(folder, 'recordings');
  await writeFile(path, serialize(recordings));
  let cluster: Cluster | null = null;
  const sides = new Map<SideName, SideProcesses>();
  try {
    if (!missing.has('postgres')) {
      cluster = await startCluster(folder, tell).catch((error: Error) => {
        missing.set('postgres', error.message);
        return null;
      });
    }
    for (const [side, processes] of [
      ['ours', OUR_PROCESSES],
      ['sqlite', SQLITE_PROCESSES],
      ['postgres', POSTGRES_PROCESSES],
    ] as const) {
      if (missing.has(side)) continue;
      const own = join(folder, side);
      await mkdir(own);
      const socketFolder = cluster?.socketFolder ?? null;
      const { idleTables } = options;
      const preparation = { side, folder: own, socketFolder, recordings: path, idleTables };
      sides.set(side, await SideProcesses.start(processes, preparation));
    }
    return await inTurn(sides, rounds, inputsEach);
  } finally {
    for (const side of sides.values()) await side.close();
    await cluster?.remove();
  }
}

/** Each round begins with another side. */
async function inTurn(
  sides: ReadonlyMap<SideName, SideProcesses>,
  rounds: number,
  inputsEach: number,
): Promise<Rounds> {
  const all = [...sides];
  for (const [, side] of all) await side.play(WARM_UP_INPUTS);
  const played: Rounds = {};
  for (let round = 0; round < rounds; round++) {
    const from = round % all.length;
    for (const [name, side] of [...all.slice(from), ...all.slice(0, from)]) {
      played[name] ??= [];
      played[name].push(await side.play(inputsEach));
    }
  }
  return played;
}
