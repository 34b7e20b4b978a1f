import { setTimeout as delay } from 'node:timers/promises';
import { seededRandom } from '../../../electron/host/bots/testing/seededRandom.ts';
import type { Device } from '../../../electron/sim/real/device.ts';
import type { FriendsTable, OpenTurn } from '../../../electron/sim/real/friendsTable.ts';
import { atMost, type BenchRun, type Figure } from '../figure.ts';
import { median } from '../pairs.ts';
import { atFriendsTable } from './atFriendsTable.ts';

const DEVICES = 3;
const KILLS = 50;
const QUICK_KILLS = 2;
const GOAL_MS = 2_000;
/** The kill comes at any time between two beats of the host. */
const MOMENT_MAX_MS = 250;
const SEED = 3;

/**
 * The host's process is killed while another device is to act, who acts at once: how long until that player is shown that
 * the action is committed. The dead host then comes back, and the one that took over is the next to die.
 */
export function measureTakeover(run: BenchRun): Promise<Figure[]> {
  const kills = run.quick ? QUICK_KILLS : KILLS;
  return atFriendsTable(DEVICES, run, async (table) => {
    const random = seededRandom(SEED);
    const tookMs: number[] = [];
    for (let kill = 0; kill < kills; kill++) tookMs.push(await takeOver(table, random));
    const medianMs = median(tookMs);
    return [
      {
        name: 'takeoverMedianMs',
        about: `${DEVICES} devices: kill -9 of the host to the next committed action, median of ${kills}`,
        value: medianMs,
        unit: 'ms',
        goal: atMost(medianMs, GOAL_MS, ' ms'),
      },
      {
        name: 'takeoverWorstMs',
        about: `the slowest of ${kills}`,
        value: Math.max(...tookMs),
        unit: 'ms',
      },
    ];
  });
}

async function takeOver(table: FriendsTable, random: () => number): Promise<number> {
  const { host, turn } = await turnOfAnother(table);
  await delay(random() * MOMENT_MAX_MS);
  const startMs = performance.now();
  const dead = host.kill();
  await turn.act();
  const tookMs = performance.now() - startMs;
  await dead;
  await comeBack(table, host);
  return tookMs;
}

/** Plays on until somebody else than the host is to act, and all look at the same table. */
async function turnOfAnother(table: FriendsTable): Promise<{ host: Device; turn: OpenTurn }> {
  for (;;) {
    const turn = await table.nextTurn();
    await table.settle();
    const { host } = table;
    if (host && host !== turn.device) return { host, turn };
    await turn.act();
  }
}

/** Starts a device again and plays until it shows what the others show, and is a voter like them. */
async function comeBack(table: FriendsTable, device: Device): Promise<void> {
  await device.start();
  device.send({ type: 'openTable', tableId: table.tableId });
  await table.playUntil(
    `${device.name} to be back`,
    () =>
      device.view !== null &&
      table.isSame &&
      table.host !== undefined &&
      table.devices.every(({ people }) =>
        people?.people.every(
          ({ presence, isVoter }) => isVoter && (presence === 'me' || presence === 'here'),
        ),
      ),
  );
}
