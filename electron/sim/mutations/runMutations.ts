import { availableParallelism } from 'node:os';
import { bundleDrills } from './bundle.ts';
import { DRILLS, type DrillName } from './drills/index.ts';
import type { Protection } from './protection.ts';
import { PROTECTIONS } from './protections.ts';
import { type DrillResult, runDrill } from './runDrill.ts';

const WORKERS_MAX = 2;

/** How one protection fared. */
export interface Verdict extends DrillResult {
  readonly protection: Protection;
}

/**
 * Takes each protection away in turn and lets its drill look for the damage, in a process of its own; then plays the same seeds
 * with the app as it is, which must keep every promise.
 * @param tell takes the lines of the report
 * @returns how many protections were not missed, and drills that fail without a mutation: 0 is as it should be
 * @throws StaleEdit when the list of protections has not followed the source
 */
export async function runMutations(
  tell: (line: string) => void,
  protections: readonly Protection[] = PROTECTIONS,
): Promise<number> {
  const verdicts: Verdict[] = [];
  await eachOf(protections, async (protection) => {
    const verdict = await missed(protection);
    verdicts.push(verdict);
    tell(lineOf(verdict));
  });
  const broken = await brokenControls(verdicts, tell);
  const uncaught = verdicts.filter((verdict) => verdict.broken === null).length;
  tell(`${protections.length} protections, ${uncaught} uncaught`);
  return uncaught + broken;
}

/** Whether a protection is missed once it is gone, and after how many seeds. */
export async function missed(protection: Protection): Promise<Verdict> {
  const { name, edits, drill, seedsMax } = protection;
  const script = await bundleDrills(folderOf(name), edits);
  return { protection, ...(await runDrill(script, drill, seedsMax)) };
}

/** The same seeds with the app as it is. @returns how many drills break a promise that way */
async function brokenControls(verdicts: readonly Verdict[], tell: (line: string) => void): Promise<number> {
  const script = await bundleDrills('control', []);
  let broken = 0;
  await eachOf(Object.keys(DRILLS) as DrillName[], async (drill) => {
    const seeds = Math.max(
      0,
      ...verdicts.filter(({ protection }) => protection.drill === drill).map((one) => one.seeds),
    );
    if (seeds === 0) return;
    const control = await runDrill(script, drill, seeds);
    if (control.broken !== null) broken += 1;
    tell(
      control.broken === null
        ? `control: ${drill}, nothing taken away: ${seeds} seeds, no promise broken`
        : `control: ${drill}, nothing taken away: BROKEN at seed ${control.seeds}: ${control.broken}`,
    );
  });
  return broken;
}

function lineOf({ protection, seeds, broken }: Verdict): string {
  const { name, drill } = protection;
  const [words] = broken?.split('\n') ?? [];
  return broken === null
    ? `${name}: NOT CAUGHT in ${seeds} seeds (${drill})`
    : `${name}: caught after ${seeds} ${seeds === 1 ? 'seed' : 'seeds'} (${drill}): ${words}`;
}

function folderOf(name: string): string {
  return name.replaceAll(/[^a-z]+/gi, '-');
}

/** Does the work for all, two at a time at most. */
async function eachOf<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all];
  const worker = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: Math.min(WORKERS_MAX, availableParallelism()) }, worker));
}
