import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { TABLE_PROGRAM_VERSION } from '../shared/table/program.ts';
import { goldenToBytes } from '../shared/table/testing/goldenJournal.ts';
import { runCommand } from './command.ts';
import { evenings } from './golden/evenings.ts';
import { recordEvening } from './golden/record.ts';
import { counted } from './journal/report.ts';
import { root } from './root.ts';

const USAGE = `
node --import tsx build/recordGolden.ts [--force] [--to FOLDER]

Plays the evenings of build/golden/evenings.ts with the newest table program and keeps their journals in
shared/table/golden/, one file an evening, named after the program's version. Every later app must replay them to the
same states (shared/table/golden.test.ts). Run it once for each new version of the program; files of older versions
are never touched.

  --force      Overwrites the files of this version. Only before the version has been released: people's hands are
               played by it from then on, and must be replayed as they were played.
  --to FOLDER  Keeps them elsewhere.
`;

const GOLDEN = join(root, 'shared', 'table', 'golden');

await runCommand(USAGE, async (args) => {
  const { values } = parseArgs({
    args: [...args],
    options: { force: { type: 'boolean', default: false }, to: { type: 'string', default: GOLDEN } },
  });
  const folder = resolve(values.to);
  const paths = new Map(
    evenings.map(({ name }) => [name, join(folder, `v${TABLE_PROGRAM_VERSION}-${name}.journal`)]),
  );
  const kept = [...paths.values()].filter((path) => existsSync(path));
  if (kept.length > 0 && !values.force) throw new Error(keptWords(kept));

  await mkdir(folder, { recursive: true });
  for (const evening of evenings) {
    const golden = recordEvening(evening);
    await writeFile(paths.get(evening.name) as string, goldenToBytes(golden));
    console.log(`${evening.name}: ${counted(golden.hands.length, 'hand')}`);
  }
  return 0;
});

function keptWords(kept: readonly string[]): string {
  return [
    `The golden journals of program version ${TABLE_PROGRAM_VERSION} are there already and are not overwritten:`,
    ...kept,
    'A changed program needs a new TABLE_PROGRAM_VERSION. Only before this version has been released: --force.',
  ].join('\n');
}
