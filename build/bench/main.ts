import { parseArgs } from 'node:util';
import { runCommand } from '../command.ts';
import { secondsSince } from '../setup/step.ts';
import type { BenchGroup, BenchRun, Figure } from './figure.ts';
import { groups } from './groups.ts';
import { PAIRS_MIN } from './pairs.ts';
import { jsonOf, tableOf } from './report.ts';

const USAGE = `
npm run bench [-- GROUP...] [--json] [--only BENCH] [--quick]

Measures the figures of the groups named, or of all, and prints them as a table. What is compared is measured side by
side in this one run; each ratio is the median of at least ${PAIRS_MIN} interleaved pairs.

${groups.map(describe).join('\n')}

  --json        Prints one flat object of numbers on one line instead, and nothing else on the standard output.
  --only BENCH  Measures one bench of a group.
  --quick       Measures as little as shows that the benches work. Its figures are worth nothing.
`;

await runCommand(USAGE, async (args) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
    },
    allowPositionals: true,
  });
  const run: BenchRun = { quick: values.quick, tell: (line) => console.error(line) };
  const figures: Figure[] = [];
  for (const group of chooseGroups(positionals)) {
    figures.push(...(await measureGroup(group, values.only, run)));
  }
  console.log(values.json ? jsonOf(figures) : tableOf(figures));
  return 0;
});

async function measureGroup(group: BenchGroup, only: string | undefined, run: BenchRun): Promise<Figure[]> {
  const chosen = group.benches.filter(({ name }) => only === undefined || name === only);
  if (chosen.length === 0) throw new Error(`No bench "${only}" in ${group.name}: ${benchNames(group)}.`);
  const figures: Figure[] = [];
  for (const { name, measure } of chosen) {
    const startMs = performance.now();
    figures.push(...(await measure(run)));
    run.tell(`${group.name} ${name}: measured (${secondsSince(startMs)})`);
  }
  return figures;
}

function chooseGroups(names: readonly string[]): readonly BenchGroup[] {
  const unknown = names.find((name) => !groups.some((group) => group.name === name));
  if (unknown !== undefined) {
    throw new Error(`No group "${unknown}": choose of ${groups.map(({ name }) => name).join(', ')}.`);
  }
  return names.length === 0 ? groups : groups.filter(({ name }) => names.includes(name));
}

function describe(group: BenchGroup): string {
  return `  ${group.name.padEnd(12)}  ${group.about}; benches: ${benchNames(group)}`;
}

function benchNames({ benches }: BenchGroup): string {
  return benches.map(({ name }) => name).join(', ');
}
