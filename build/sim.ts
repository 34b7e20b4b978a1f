import { runCommand } from './command.ts';
import { REAL_USAGE, realCommand } from './sim/real.ts';
import { SEEDS_USAGE, seedsCommand } from './sim/seeds.ts';

await runCommand(`${SEEDS_USAGE}\n${REAL_USAGE}`, (args) =>
  args.includes('--real') ? realCommand(args) : seedsCommand(args),
);
