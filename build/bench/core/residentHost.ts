/*
 * A process of its own, with --expose-gc: opens tables in one host and prints how much more memory is resident for them
 * than before, in KB. Arguments: an empty folder, how many tables.
 */
import { randomBytes } from 'node:crypto';
import { PracticeHost } from './practiceHost.ts';

/** After so many all code is loaded and warm: what comes on top is the tables'. */
const WARM_UP_TABLES = 20;
const KEY_BYTES = 32;

const [folder = '', tables = '0'] = process.argv.slice(2);
const host = await PracticeHost.open(folder, randomBytes(KEY_BYTES));
await openTables('Warm', WARM_UP_TABLES);
const beforeKB = residentKB();
await openTables('Live', Number(tables));
console.log(residentKB() - beforeKB);
await host.close();

async function openTables(name: string, count: number): Promise<void> {
  for (let table = 1; table <= count; table++) await host.openTable(`${name} ${table}`);
}

function residentKB(): number {
  // Twice: what the first round finalises the second one frees.
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage.rss() / 1_024;
}
