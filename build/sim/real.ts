import { realText } from '../../electron/sim/real/reportText.ts';
import { runReal } from '../../electron/sim/real/run.ts';
import { numberOptions } from '../options.ts';
import { withSimHost } from './realHost.ts';

export const REAL_USAGE = `
npm run sim -- --real [--kills N --minutes M --peers N --seed N]

Plays a table in real table hosts, each a process with files of its own, on a network of its own on this machine, while they are
killed, stopped and cut off at random times. At the end: nothing that was shown as done is lost, all states are equal, all chips
are there, and the table goes on. The last line is "0 failures", or how many there were; then the disks are kept.

SIGKILL does not test a power cut: the operating system keeps what a killed process has written.

  --kills N    so many SIGKILLs at least (100)
  --minutes M  no longer than that (30)
  --peers N    devices, 3 to 6 (4)
  --seed N     what falls on whom, and what players do, by chance; the machine's own timing is not seeded (1)
`;

/** @returns the exit code */
export async function realCommand(args: readonly string[]): Promise<number> {
  const { kills, minutes, peers, seed } = numberOptions(
    args.filter((argument) => argument !== '--real'),
    {
      kills: { least: 1, most: 1_000_000, otherwise: 100 },
      minutes: { least: 1, most: 10_000, otherwise: 30 },
      peers: { least: 3, most: 6, otherwise: 4 },
      seed: { least: 0, most: 2 ** 31, otherwise: 1 },
    },
  );
  const report = await withSimHost((hostScript) =>
    runReal({ seed, peers, kills, minutes, hostScript, tell: (words) => console.log(words) }),
  );
  console.log(realText(report));
  return report.faults.length === 0 ? 0 : 1;
}
