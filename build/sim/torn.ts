import { HAND_FILE_LAYER, keptDocument } from '../../electron/host/disk/torture/keptDocument.ts';
import { record, type TornSubject, tornRun } from '../../electron/host/disk/torture/tornRun.ts';
import { seededRandom } from '../../electron/host/testing/seededRandom.ts';
import { tornFriend, tornImport, tornPractice } from '../../electron/host/testing/tornHost.ts';
import { numberOptions } from '../options.ts';

export const TORN_USAGE = `
npm run sim -- --torn [--cuts C] [--seed N]

Records what the real disk code does for a hand file, a practice table, a friend's table and a table from a file; then cuts it off at every call to the
disk and within every write, and opens what is left. The last line is "N failures".

  --cuts C   places within each long write, and as many at either edge; shorter ones are cut at every byte (24)
  --seed N   which places, and what is left of what was not synced (1)
`;

/** @returns the exit code */
export async function tornCommand(args: readonly string[]): Promise<number> {
  const { seed, cuts } = numberOptions(
    args.filter((argument) => argument !== '--torn'),
    {
      seed: { least: 0, most: 2 ** 31, otherwise: 1 },
      cuts: { least: 1, most: 1_000_000, otherwise: 24 },
    },
  );
  const subjects: readonly (readonly [string, TornSubject<never>])[] = [
    ['hand file', keptDocument(HAND_FILE_LAYER) as TornSubject<never>],
    ['practice table', tornPractice(seed) as TornSubject<never>],
    ['friend at a table', tornFriend(seed) as TornSubject<never>],
    ['table from a file', tornImport(seed) as TornSubject<never>],
  ];
  let failures = 0;
  for (const [name, subject] of subjects) {
    const random = seededRandom(seed);
    const { calls, promises, states, wrong } = await tornRun(subject, await record(subject), {
      random: (below) => Math.floor(random() * below),
      everyByteUpToBytes: cuts,
      sampledCuts: cuts,
      edgeCuts: cuts,
    });
    for (const words of wrong) console.log(`  ${words}`);
    console.log(`${name}: ${calls} calls to the disk, ${promises} promises, ${states} states opened`);
    failures += wrong.length;
  }
  console.log(`${failures} failures`);
  return failures === 0 ? 0 : 1;
}
