import { seededRandom } from '../../host/testing/seededRandom.ts';
import { type FuzzReport, fuzz } from './fuzzRun.ts';
import type { FuzzTarget } from './fuzzTarget.ts';
import { FILE_TARGETS } from './targets/files.ts';
import { PAGE_TARGETS } from './targets/page.ts';
import { SIGNED_TARGETS } from './targets/signed.ts';
import { TABLE_TARGETS } from './targets/table.ts';
import { TRANSFER_TARGETS } from './targets/transfer.ts';
import { WIRE_TARGETS } from './targets/wire.ts';

/** Every reader of what comes from outside. */
export const FUZZ_TARGETS: readonly FuzzTarget[] = [
  ...WIRE_TARGETS,
  ...SIGNED_TARGETS,
  ...TABLE_TARGETS,
  ...FILE_TARGETS,
  ...PAGE_TARGETS,
  ...TRANSFER_TARGETS,
];

export interface FuzzOptions {
  readonly seed: number;
  /** Runs of a target whose cost is 1. */
  readonly runs: number;
  /** When to stop, shared out evenly; left out: when all runs are done. */
  readonly minutes?: number;
  /** Only targets whose name holds this. */
  readonly only?: string;
  /** Hears of each target once it is done. */
  readonly tell?: (report: FuzzReport) => void;
}

/** Feeds every target. One seed feeds the same inputs, but for where `minutes` ends. */
export async function runFuzz({ seed, runs, minutes, only = '', tell }: FuzzOptions): Promise<FuzzReport[]> {
  const targets = FUZZ_TARGETS.filter(({ name }) => name.includes(only));
  const reports: FuzzReport[] = [];
  for (const [at, target] of targets.entries()) {
    const random = seededRandom(seed * 1_009 + at);
    const endMs = minutes === undefined ? Infinity : performance.now() + (minutes * 60_000) / targets.length;
    const report = await fuzz(
      target,
      Math.ceil(runs / (target.cost ?? 1)),
      (below) => Math.floor(random() * below),
      () => performance.now() >= endMs,
    );
    reports.push(report);
    tell?.(report);
  }
  return reports;
}

/** One target's result in a line. */
export function lineOf({ target, runs, outcomes, taken, slowestMs, found }: FuzzReport): string {
  const numbers = `${runs} inputs, ${taken} taken, ${outcomes} outcomes, slowest ${slowestMs.toFixed(1)} ms`;
  return `${target}: ${numbers}, ${found.length} faults`;
}
