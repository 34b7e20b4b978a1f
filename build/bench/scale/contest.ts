import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { secondsSince } from '../../setup/step.ts';
import type { BenchRun, Figure } from '../figure.ts';
import { inWorkFolder } from '../workFolder.ts';
import { contestFigures, type Played } from './contestFigures.ts';
import { type Cluster, startCluster } from './databases/cluster.ts';
import { installed } from './databases/install.ts';
import { recordTable } from './recording.ts';
import type { Sheet } from './sheet.ts';
import type { SideName } from './sides/side.ts';
import { SideProcesses } from './sides/sideProcesses.ts';
import { SIZES, type Size } from './sizes.ts';

const PROCESSES: Readonly<Record<SideName, number>> = {
  /** `serve` plays all its tables in one process. */
  ours: 1,
  /** SQLite takes one writer at a time: further processes would only wait for its lock. */
  sqlite: 1,
  postgres: availableParallelism(),
};
/** Inputs of each table before the first round of a size: all code is warm, and what was set up is on disk. */
const WARM_UP_INPUTS = 1;

type Sides = ReadonlyMap<SideName, SideProcesses>;

/**
 * Recorded hands played by the table process and by the usual server, in turn, round after round: each side plays the same inputs of
 * the same tables. The tables become more from size to size.
 */
export function measureContest({ quick, tell }: BenchRun, sheet: Sheet): Promise<Figure[]> {
  return inWorkFolder(async (folder) => {
    const missing = await missingDatabases(tell);
    const cluster = missing.has('postgres') ? null : await clusterOrReason(folder, missing, tell);
    const sides = new Map<SideName, SideProcesses>();
    try {
      for (const side of Object.keys(PROCESSES) as SideName[])
        if (!missing.has(side)) sides.set(side, await startSide(side, folder, cluster));
      const played: Played[] = [];
      const sizes = SIZES[quick ? 'quick' : 'full'];
      for (const [at, size] of sizes.entries()) {
        const startMs = performance.now();
        await grow(sides, folder, sizes, at);
        tell(`${size.open} tables of ${size.tables} opened on all sides (${secondsSince(startMs)})`);
        played.push({ size, rates: await playRounds(sides, size) });
      }
      return contestFigures(played, missing, sheet);
    } finally {
      for (const side of sides.values()) await side.close();
      await cluster?.remove();
    }
  });
}

/** Why a database cannot be measured, in one line each. */
async function missingDatabases(tell: (line: string) => void): Promise<Map<SideName, string>> {
  const missing = new Map<SideName, string>();
  const packages = [
    ['sqlite', 'better-sqlite3'],
    ['postgres', 'pg'],
  ] as const;
  for (const [side, name] of packages)
    await installed(name, tell).catch((error: Error) => missing.set(side, error.message));
  return missing;
}

function clusterOrReason(
  folder: string,
  missing: Map<SideName, string>,
  tell: (line: string) => void,
): Promise<Cluster | null> {
  return startCluster(folder, tell).catch((error: Error) => {
    missing.set('postgres', error.message);
    return null;
  });
}

async function startSide(side: SideName, folder: string, cluster: Cluster | null): Promise<SideProcesses> {
  const own = join(folder, side);
  await mkdir(own);
  const socketFolder = cluster?.socketFolder ?? null;
  return SideProcesses.start(PROCESSES[side], { side, folder: own, socketFolder });
}

/** Adds the tables by which a size is larger than the one before it, recorded for all rounds that they are in. */
async function grow(sides: Sides, folder: string, sizes: readonly Size[], at: number): Promise<void> {
  const { open, tables } = sizes[at] as Size;
  const before = sizes[at - 1] ?? { open: 0, tables: 0 };
  const measured = sizes
    .slice(at)
    .reduce((sum, { rounds, inputsEach }) => sum + WARM_UP_INPUTS + rounds * inputsEach, 0);
  const added = Array.from({ length: open - before.open }, (_, index) =>
    recordTable(before.open + index, measured),
  );
  const path = join(folder, `recordings-${at}`);
  await writeFile(path, serialize(added));
  const idleTables = tables - open - (before.tables - before.open);
  for (const side of sides.values()) await side.grow(path, idleTables);
}

/** Each round begins with another side. @returns inputs a second, by side and round */
async function playRounds(sides: Sides, { rounds, inputsEach }: Size): Promise<Played['rates']> {
  const all = [...sides];
  const rates = new Map<SideName, number[]>(all.map(([name]) => [name, []]));
  for (const [, side] of all) await side.play(WARM_UP_INPUTS);
  for (let round = 0; round < rounds; round++) {
    const from = round % all.length;
    for (const [name, side] of [...all.slice(from), ...all.slice(0, from)])
      rates.get(name)?.push(await side.play(inputsEach));
  }
  return rates;
}
