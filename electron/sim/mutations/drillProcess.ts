/**
 * Runs one drill over seeds in a process of its own, up to the first that breaks a promise: `drillProcess DRILL FIRST LAST`.
 * Each seed is a line of JSON on the standard output.
 */
import { DRILLS, type Drill, type DrillName } from './drills/index.ts';

export interface SeedReport {
  readonly seed: number;
  /** Which promise was broken; null: none. */
  readonly broken: string | null;
}

const [name, first, last] = process.argv.slice(2);
const drill: Drill = DRILLS[name as DrillName];
for (let seed = Number(first); seed <= Number(last); seed++) {
  const broken = await drill(seed);
  const report: SeedReport = { seed, broken };
  console.log(JSON.stringify(report));
  if (broken !== null) break;
}
// A world's timers may still wait for their time.
process.exit(0);
