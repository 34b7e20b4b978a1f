import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { DEPTHS, type Depth, isDepth } from '../../electron/sim/depths.ts';
import type { FaultName } from '../../electron/sim/faults.ts';
import { PEERS_MAX, PEERS_MIN } from '../../electron/sim/plan.ts';
import { HANDS_MIN } from '../../electron/sim/simulation.ts';
import { Summary } from '../../electron/sim/summary.ts';
import { wholeNumber } from '../options.ts';
import { playSeeds } from './jobs.ts';
import type { SeedDone } from './worker.ts';

export const SEEDS_USAGE = `
npm run sim [-- --seeds A..B] [--faults all|none|LIST] [--depth full|fast] [--peers N] [--cards stand-in|devices]
              [--minutes M] [--jobs J] [--words]

Plays whole table hosts, with their real agreement, Automerge documents and disk code, through faults that a seed
chooses, on a clock, network and disks of memory. What any device shows is checked as it shows it; one seed plays the
same way every time, byte for byte. A seed plays at least ${HANDS_MIN} hands and, with faults, meets at least one crash or
partition; one that does not counts as a failure. The exit code is 1 if any seed fails.

  --seeds A..B     From seed A to seed B (1..100).
  --faults LIST    Which faults, separated by commas (all):
                   ${DEPTHS.full.faults.join(', ')}
  --depth WHICH    full: ${DEPTHS.full.words};
                   fast: ${DEPTHS.fast.words} (full).
  --peers N        So many devices, ${PEERS_MIN} to ${PEERS_MAX}; left out, the seed chooses.
  --cards WHICH    "stand-in" takes no time; "devices" is the deck that all devices make (stand-in).
  --minutes M      Begins no seed after M minutes.
  --jobs J         In so many processes (one a core).
  --words          Tells what happens in each seed.
`;

const MS_PER_MINUTE = 60_000;
/** How often a long run says, beside its results, how far it is. */
const PROGRESS_MS = 60_000;
const JOBS_MAX = 256;

/** @returns the exit code */
export async function seedsCommand(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: 'string', default: '1..100' },
      faults: { type: 'string', default: 'all' },
      depth: { type: 'string', default: 'full' },
      peers: { type: 'string' },
      cards: { type: 'string', default: 'stand-in' },
      minutes: { type: 'string' },
      jobs: { type: 'string' },
      words: { type: 'boolean', default: false },
    },
  });
  const { from, to } = seedsIn(values.seeds);
  const { depth } = values;
  if (!isDepth(depth)) throw new Error(`--depth is "full" or "fast", not "${depth}".`);
  const faults = faultsIn(values.faults, depth);
  const peers =
    values.peers === undefined
      ? null
      : wholeNumber('peers', values.peers, { least: PEERS_MIN, most: PEERS_MAX });
  const cards = values.cards;
  if (cards !== 'stand-in' && cards !== 'devices') {
    throw new Error(`--cards is "stand-in" or "devices", not "${cards}".`);
  }
  const jobs =
    values.jobs === undefined
      ? availableParallelism()
      : wholeNumber('jobs', values.jobs, { least: 1, most: JOBS_MAX });
  const minutes = values.minutes === undefined ? Number.POSITIVE_INFINITY : Number(values.minutes);
  if (!(minutes > 0)) throw new Error(`--minutes is a number above 0, not "${values.minutes}".`);

  const summary = new Summary();
  const again = againWith(values);
  const progress = setInterval(
    () => console.error(`${summary.seeds} of ${to - from + 1} seeds.`),
    PROGRESS_MS,
  );
  await playSeeds({
    ...{ from, to, jobs, limitMs: minutes * MS_PER_MINUTE, depth, options: { faults, peers, cards } },
    done: (seed) => {
      summary.add(seed.outcome, seed.coreMs);
      if (values.words) for (const line of seed.outcome.trace) console.log(`seed ${seed.seed}: ${line}`);
      if (seed.outcome.failure !== null) tellFailure(seed, again);
    },
  }).finally(() => clearInterval(progress));
  for (const line of summary.lines()) console.log(line);
  return summary.failures > 0 ? 1 : 0;
}

function tellFailure({ seed, outcome, shrunk }: SeedDone, again: string): void {
  const devices = outcome.peers === 0 ? '' : `, with ${outcome.peers} devices`;
  console.log(`Seed ${seed} failed${devices}: ${outcome.failure}`);
  for (const line of shrunk) console.log(`  ${line}`);
  console.log(`Play it again: npm run sim -- --seeds ${seed}..${seed} --words${again}`);
}

/** The options that decide what a seed plays, as they were given. */
function againWith({
  faults,
  depth,
  peers,
  cards,
}: {
  faults: string;
  depth: string;
  peers?: string | undefined;
  cards: string;
}): string {
  const all: [string, string | undefined, string | undefined][] = [
    ['faults', faults, 'all'],
    ['depth', depth, 'full'],
    ['peers', peers, undefined],
    ['cards', cards, 'stand-in'],
  ];
  return all.map(([name, value, usual]) => (value === usual ? '' : ` --${name} ${value}`)).join('');
}

function seedsIn(text: string): { readonly from: number; readonly to: number } {
  const [, first, last] = /^(\d+)(?:\.\.(\d+))?$/.exec(text) ?? [];
  const from = Number(first);
  const to = last === undefined ? from : Number(last);
  if (first === undefined || !Number.isSafeInteger(to) || to < from) {
    throw new Error(`--seeds is A..B with whole numbers, A not above B, not "${text}".`);
  }
  return { from, to };
}

function faultsIn(text: string, depth: Depth): readonly FaultName[] {
  const known: readonly string[] = DEPTHS[depth].faults;
  if (text === 'all') return DEPTHS[depth].faults;
  if (text === 'none') return [];
  const names = text.split(',');
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new Error(`There is no fault "${unknown}" at this depth. There are: ${known.join(', ')}.`);
  }
  return names as FaultName[];
}
