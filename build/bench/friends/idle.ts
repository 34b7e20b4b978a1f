import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { atMost, type BenchRun, type Figure } from '../figure.ts';
import type { Device } from './device.ts';
import { atFriendsTable } from './friendsTable.ts';

const DEVICES = 6;
const GOAL_PERCENT = 1;
const LENGTH_MS = 30_000;
const QUICK_LENGTH_MS = 5_000;
/** What a table does when it opens is over by then. */
const QUIET_MS = 5_000;
/** Linux counts in hundredths of a second, whatever the machine. */
const TICKS_PER_SECOND = 100;

/** How busy a device is while everybody waits for one to act. */
export function measureIdle(run: BenchRun): Promise<Figure[]> {
  return atFriendsTable(DEVICES, run, async (table) => {
    await table.nextTurn();
    await table.settle();
    await delay(run.quick ? 0 : QUIET_MS);
    const before = await cpuSecondsOf(table.devices);
    const startMs = performance.now();
    await delay(run.quick ? QUICK_LENGTH_MS : LENGTH_MS);
    const seconds = (performance.now() - startMs) / 1_000;
    const percent = (100 * ((await cpuSecondsOf(table.devices)) - before)) / seconds / DEVICES;
    return [
      {
        name: 'idleCpuPercent6',
        about: `${DEVICES} devices wait for one to act: CPU time of each, the mean over ${Math.round(seconds)} s, in percent of a core`,
        value: percent,
        unit: '%',
        goal: atMost(percent, GOAL_PERCENT, ' %'),
      },
    ];
  });
}

/** User and system time that their processes have taken so far. */
async function cpuSecondsOf(devices: readonly Device[]): Promise<number> {
  let ticks = 0;
  for (const { pid } of devices) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold blanks; after it the state is field 3, user and system time fields 14 and 15.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    ticks += Number(fields[11]) + Number(fields[12]);
  }
  return ticks / TICKS_PER_SECOND;
}
