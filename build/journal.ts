import { parseArgs } from 'node:util';
import { nodeFileSystem } from '../electron/host/disk/index.ts';
import { printable } from '../electron/serve/printable.ts';
import { runCommand } from './command.ts';
import { plainChips } from './journal/report.ts';
import { reportPath } from './journal/reportPath.ts';

const USAGE = `
npm run journal -- FILE...

Prints in words what a table has on disk: a hand's file (hand-000042.automerge), a table's history, or both for a
table's folder. Of a hand it prints a line an entry, what the hand starts from, and who is next; of a history a line a
hand. What is damaged or does not fit is told: which bytes, which chunks are intact, which entries were not played and why.

Table time counts from the opening of the table and stands still while nobody hosts it. State is the beginning of the
state hash: two devices with the same entries have the same.

Files are only read, never changed, and may be those of a table that is being played.
The exit code is 1 if anything is damaged, does not fit, or cannot be read.
`;

const NO_FILE = "Name a hand's file, a table's history, or a table's folder. --help says more.";

await runCommand(USAGE, async (args) => {
  const { positionals } = parseArgs({ args: [...args], options: {}, allowPositionals: true });
  if (positionals.length === 0) throw new Error(NO_FILE);
  let isSound = true;
  for (const path of positionals) {
    const report = await reportPath(nodeFileSystem(), path);
    // Names and bytes of a file can be anything.
    for (const line of report.lines) console.log(printable(plainChips(line)));
    isSound &&= report.isSound;
  }
  return isSound ? 0 : 1;
});
