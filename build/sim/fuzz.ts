import { FUZZ_TARGETS, lineOf, runFuzz } from '../../electron/sim/fuzz/fuzz.ts';
import type { FuzzReport } from '../../electron/sim/fuzz/fuzzRun.ts';
import { numberOptions } from '../options.ts';

export const FUZZ_USAGE = `
npm run sim -- --fuzz [--minutes M] [--seed N]

Feeds everything that reads what comes from outside (${FUZZ_TARGETS.length} readers) with what nobody meant. Nothing may be thrown past a
reader's edge, and none may take more than its stated time and memory. The last line is "N findings".

  --minutes M  for so long, shared among the readers (5)
  --seed N     which inputs (1)
`;

/** So much of an input is printed. */
const INPUT_HEX_MAX = 400;

/** @returns the exit code */
export async function fuzzCommand(args: readonly string[]): Promise<number> {
  const { minutes, seed } = numberOptions(
    args.filter((argument) => argument !== '--fuzz'),
    {
      minutes: { least: 1, most: 10_000, otherwise: 5 },
      seed: { least: 0, most: 2 ** 31, otherwise: 1 },
    },
  );
  const reports = await runFuzz({ seed, runs: Number.POSITIVE_INFINITY, minutes, tell });
  const findings = reports.reduce((sum, { found }) => sum + found.length, 0);
  console.log(`${findings} findings`);
  return findings === 0 ? 0 : 1;
}

function tell(report: FuzzReport): void {
  console.log(lineOf(report));
  for (const { what, input } of report.found) {
    const hex = Buffer.from(input).toString('hex').slice(0, INPUT_HEX_MAX);
    console.log(`  ${what}\n  its input, ${input.length} bytes: ${hex}`);
  }
}
