/**
 * Many tables: what the table host takes for them, and the table process beside the usual server on a database (README.md).
 *
 * 1. Tables are made and closed by the real host, on a real folder; only the making is not synced. (populate.ts)
 * 2. What is measured is the built host in a process of its own, on the same disk. (tables.ts)
 * 3. All sides play the same signed inputs, and each counts as done once it is durable. (contest.ts)
 * 4. The usual server plays as the table process does.        stateless/stateless.test.ts "the same state"
 */
import type { BenchGroup, BenchRun, Figure } from '../figure.ts';
import { measureContest } from './contest.ts';
import { Sheet } from './sheet.ts';
import { measureTables } from './tables.ts';

const sheet = new Sheet();

/** Tells the table of all that was found so far after a bench of this group. */
function onSheet(measure: (run: BenchRun, sheet: Sheet) => Promise<Figure[]>) {
  return async (run: BenchRun): Promise<Figure[]> => {
    const figures = await measure(run, sheet);
    run.tell(sheet.text());
    return figures;
  };
}

export const scaleGroup: BenchGroup = {
  name: 'scale',
  about: 'thousands of tables in one host, and the usual server beside it',
  benches: [
    { name: 'contest', measure: onSheet(measureContest) },
    { name: 'tables', measure: onSheet(measureTables) },
  ],
};
