import { runMutations } from '../electron/sim/mutations/runMutations.ts';
import { runCommand } from './command.ts';
import { FUZZ_USAGE, fuzzCommand } from './sim/fuzz.ts';
import { REAL_USAGE, realCommand } from './sim/real.ts';
import { SEEDS_USAGE, seedsCommand } from './sim/seeds.ts';
import { TORN_USAGE, tornCommand } from './sim/torn.ts';

const MUTATIONS_USAGE = `
npm run sim -- --mutations

Takes the app's protections away, one at a time and in a process of its own, and plays seeds until one shows the damage; then the
same seeds with the app as it is, which must hold. The last line is "N protections, N uncaught".
`;

/** What is simulated, by the option that asks for it; seeds if none does. */
const KINDS: readonly [option: string, play: (args: readonly string[]) => Promise<number>][] = [
  ['--real', realCommand],
  ['--fuzz', fuzzCommand],
  ['--torn', tornCommand],
  ['--mutations', () => mutations()],
];

await runCommand([SEEDS_USAGE, MUTATIONS_USAGE, FUZZ_USAGE, TORN_USAGE, REAL_USAGE].join('\n'), (args) => {
  const [, play] = KINDS.find(([option]) => args.includes(option)) ?? [null, seedsCommand];
  return play(args);
});

async function mutations(): Promise<number> {
  const uncaught = await runMutations((line) => console.log(line));
  return uncaught === 0 ? 0 : 1;
}
