import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { SeedReport } from './drillProcess.ts';
import type { DrillName } from './drills/index.ts';

const run = promisify(execFile);
/** A drill that does not end is ended. A world without a protection may well never come to rest. */
export const DRILL_LIMIT_MS = 240_000;
const OUTPUT_MAX_BYTES = 16 * 1024 * 1024;

export interface DrillResult {
  /** How many seeds were played to the end. */
  readonly seeds: number;
  /** Which promise was broken, with the last of these seeds; null: none. */
  readonly broken: string | null;
}

/**
 * Runs a bundled drill over the seeds from 1 on, until one breaks a promise.
 * @throws Error when the process fails, or takes longer than DRILL_LIMIT_MS: that is no verdict
 */
export async function runDrill(script: string, drill: DrillName, seedsMax: number): Promise<DrillResult> {
  const { stdout } = await run(process.execPath, [script, drill, '1', String(seedsMax)], {
    timeout: DRILL_LIMIT_MS,
    killSignal: 'SIGKILL',
    maxBuffer: OUTPUT_MAX_BYTES,
  });
  const reports = stdout
    .trim()
    .split('\n')
    .map((line): SeedReport => JSON.parse(line));
  return { seeds: reports.length, broken: reports.at(-1)?.broken ?? null };
}
