import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Device } from '../../../electron/sim/real/device.ts';
import type { FriendsTable } from '../../../electron/sim/real/friendsTable.ts';
import { atMost, type BenchRun, type Figure } from '../figure.ts';
import { atFriendsTable } from './atFriendsTable.ts';

const DEVICES = 6;
const GOAL_PERCENT = 1;
const LENGTH_MS = 30_000;
const QUICK_LENGTH_MS = 5_000;
/** A table that took no entry for so long does nothing but wait: its next deck is made. */
const QUIET_MS = 5_000;
/** Linux counts in hundredths of a second, whatever the machine. */
const TICKS_PER_SECOND = 100;

/** How busy a device is while everybody waits for one to act. */
export function measureIdle(run: BenchRun): Promise<Figure[]> {
  return atFriendsTable(DEVICES, run, async (table) => {
    await table.nextTurn();
    await table.settle();
    if (!run.quick) await quiet(table);
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

/** Until the devices have made what they can make while one is to act. */
async function quiet({ devices }: FriendsTable): Promise<void> {
  const seq = () => Math.max(...devices.map(({ view }) => view?.seq ?? 0));
  for (let before = -1; before !== seq(); ) {
    before = seq();
    await delay(QUIET_MS);
  }
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
