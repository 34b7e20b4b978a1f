import { parseArgs } from 'node:util';
import { legalAfterPhh } from '../shared/table/phh/replay.ts';
import { OffScript } from '../shared/table/phh/script.ts';
import { runCommand } from './command.ts';
import { exportTables, usualDataFolder } from './phh/export.ts';
import { type NamedHand, readHands } from './phh/hands.ts';
import { closingLine, count, judge, newTally } from './phh/verdict.ts';

const USAGE = `
npm run phh -- FILE...
npm run phh -- --legal FILE...
npm run phh -- --export FOLDER [--data-dir FOLDER]

Plays hands from files in the poker-hand-history format (.phh, .phhs, or a .tar.gz of them; - reads the standard input)
through the table program and compares the stacks they end with. The last line is
"N hands: N equal (M by the odd-chip rule, K by the site's rule), U unchecked, N different".
The exit code is 1 if any hand is different, or a file cannot be read as hands.

  --legal            Prints for each hand, as one line of JSON, what may be done after the file's last action.
  --export FOLDER    Writes the hands that were played at this installation's tables, one file a table.
  --data-dir FOLDER  Where those tables lie, if not in the usual place.
`;

const NO_FILE = 'Name a file of hands, or - for the standard input. --help says more.';

await runCommand(USAGE, async (args) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      legal: { type: 'boolean', default: false },
      export: { type: 'string' },
      'data-dir': { type: 'string' },
    },
    allowPositionals: true,
  });
  if (values.export !== undefined) return exportTo(values.export, values['data-dir'] ?? usualDataFolder());
  if (positionals.length === 0) throw new Error(NO_FILE);
  return values.legal ? printLegal(positionals) : compare(positionals);
});

/** Replays every hand, says which ends otherwise, and counts. */
async function compare(files: readonly string[]): Promise<number> {
  const tally = newTally();
  const problems = await readAll(files, ({ name, hand }) => {
    const verdict = judge(hand);
    count(tally, verdict);
    if (verdict.is !== 'different') return;
    for (const fault of verdict.faults) console.log(`${name}: ${fault}`);
  });
  console.log(closingLine(tally));
  return problems + tally.different > 0 ? 1 : 0;
}

/** Prints what may be done after each file's last action. */
async function printLegal(files: readonly string[]): Promise<number> {
  let refused = 0;
  const problems = await readAll(files, ({ name, hand }) => {
    try {
      console.log(JSON.stringify(legalAfterPhh(hand)));
    } catch (error) {
      if (!(error instanceof OffScript)) throw error;
      console.error(`${name}: ${error.message}`);
      refused += 1;
    }
  });
  return problems + refused > 0 ? 1 : 0;
}

/** Writes the tables of a data folder as files of hands. */
async function exportTo(target: string, dataFolder: string): Promise<number> {
  let problems = 0;
  const written = await exportTables(dataFolder, target, {
    tell: (words) => console.log(words),
    warn: (words) => {
      console.error(words);
      problems += 1;
    },
  });
  if (written === 0) console.log(`No finished hand was found in ${dataFolder}.`);
  return problems > 0 ? 1 : 0;
}

/** Visits every hand of the files; says what could not be read and returns how often that was. */
async function readAll(files: readonly string[], visit: (hand: NamedHand) => void): Promise<number> {
  let problems = 0;
  for (const file of files) {
    await readHands(file, visit, (problem) => {
      console.error(problem);
      problems += 1;
    });
  }
  return problems;
}
