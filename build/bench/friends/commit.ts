import { setTimeout as delay } from 'node:timers/promises';
import type { Device } from '../../../electron/sim/real/device.ts';
import type { FriendsTable } from '../../../electron/sim/real/friendsTable.ts';
import { atMost, type BenchRun, type Figure } from '../figure.ts';
import { interleave, median, medianRatio } from '../pairs.ts';
import { atFriendsTable } from './atFriendsTable.ts';
import { BareEntry } from './bareEntry.ts';
import { folderBytes } from './folderBytes.ts';
import { quantile } from './quantile.ts';
import { RoundTrip } from './roundTrip.ts';

const RATIO_MAX = 3;
const ACTIONS = 400;
const WARM_UP_ACTIONS = 150;
const QUICK_ACTIONS = 15;
const COUNTED_ACTIONS = 100;
/** A move's receipts, its commit and what followers pass on are over by then. */
const ECHO_MS = 150;
const SEED = 1;

/**
 * A player's action, from the moment it is said to the moment the player is shown that it is committed, at a table of so
 * many devices on one machine; what of it has to be is measured in turn with it. Then what the table costs in bytes.
 */
export function commitBench(count: number): (run: BenchRun) => Promise<Figure[]> {
  return (run) =>
    atFriendsTable(count, run, async (table, { folder, bootstrap }) => {
      const bare = await BareEntry.open(folder, SEED);
      const trip = await RoundTrip.open(bootstrap);
      try {
        const actions = run.quick ? QUICK_ACTIONS : ACTIONS;
        await timeActions(table, run.quick ? QUICK_ACTIONS : WARM_UP_ACTIONS, bare, trip);
        const pairs = await timeActions(table, actions, bare, trip);
        const ratio = medianRatio(pairs);
        const leastMs = median(pairs.other);
        const moves = run.quick ? QUICK_ACTIONS : COUNTED_ACTIONS;
        const actionBytes = await countAction(table, moves);
        const { wireBytes, diskBytes } = await countHand(table, run.quick ? 2 : 20);
        return [
          {
            name: `commitRatioP50${suffixOf(count)}`,
            about: `${count} devices: an action, committed, against one entry on host and follower and a round trip (${leastMs.toFixed(2)} ms)`,
            value: ratio,
            unit: 'x',
            goal: atMost(ratio, RATIO_MAX),
          },
          ms(
            `commitMsP50${suffixOf(count)}`,
            `${count} devices: action to committed, median of ${actions}`,
            median(pairs.one),
          ),
          ms(
            `commitMsP99${suffixOf(count)}`,
            `${count} devices: the slowest of a hundred`,
            quantile(pairs.one, 0.99),
          ),
          bytes(
            `wireBytesPerAction${suffixOf(count)}`,
            `${count} devices: sent by all together for a move, median of ${moves}`,
            actionBytes,
          ),
          bytes(
            `wireBytesPerHand${suffixOf(count)}`,
            `${count} devices: sent by all together for a hand, its deck and cards included`,
            wireBytes,
          ),
          bytes(
            `diskBytesPerHand${suffixOf(count)}`,
            `${count} devices: what a finished hand leaves on each disk`,
            diskBytes,
          ),
        ];
      } finally {
        bare.close();
        await trip.close();
      }
    });
}

/** The figures of three devices carry the plain names. */
function suffixOf(count: number): string {
  return count === 3 ? '' : `With${count}`;
}

async function timeActions(table: FriendsTable, actions: number, bare: BareEntry, trip: RoundTrip) {
  return interleave(
    actions,
    async () => {
      const { act } = await table.nextTurn();
      await table.settle();
      const startMs = performance.now();
      await act();
      return performance.now() - startMs;
    },
    async () => {
      await table.nextTurn();
      await table.settle();
      return (await bare.next()) + (await trip.next());
    },
  );
}

/**
 * What a move costs from before it is said until nothing more is said of it, beats meanwhile included. Moves that other
 * entries came with are left out: those that open cards, and those that fall into the making of the next deck.
 */
async function countAction(table: FriendsTable, moves: number): Promise<number> {
  const counts: number[] = [];
  while (counts.length < moves) {
    const { device, act } = await table.nextTurn();
    await table.settle();
    const seq = device.view?.seq ?? 0;
    const sent = await sentBy(table.devices);
    await act();
    await table.settle();
    await delay(ECHO_MS);
    const bytes = (await sentBy(table.devices)) - sent;
    if (device.view?.seq === seq + 1) counts.push(bytes);
  }
  return median(counts);
}

/** Plays whole hands without a pause. */
async function countHand(table: FriendsTable, hands: number) {
  await toNextHand(table);
  const disk = await diskOf(table.devices);
  const sent = await sentBy(table.devices);
  for (let hand = 0; hand < hands; hand++) await toNextHand(table);
  const wireBytes = ((await sentBy(table.devices)) - sent) / hands;
  const diskBytes = ((await diskOf(table.devices)) - disk) / hands / table.devices.length;
  return { wireBytes, diskBytes };
}

/** Plays to the first turn of the next hand, where every device looks at the same table. */
async function toNextHand(table: FriendsTable): Promise<void> {
  const handOf = ({ view }: Device) => view?.handNumber ?? 0;
  const { device } = await table.nextTurn();
  const hand = handOf(device);
  for (;;) {
    const turn = await table.nextTurn();
    if (handOf(turn.device) > hand) return table.settle();
    await turn.act();
  }
}

async function sentBy(devices: readonly Device[]): Promise<number> {
  let sum = 0;
  for (const device of devices) sum += (await device.traffic()).sentBytes;
  return sum;
}

async function diskOf(devices: readonly Device[]): Promise<number> {
  let sum = 0;
  for (const { folder } of devices) sum += await folderBytes(folder);
  return sum;
}

function ms(name: string, about: string, value: number): Figure {
  return { name, about, value, unit: 'ms' };
}

function bytes(name: string, about: string, value: number): Figure {
  return { name, about, value, unit: 'bytes' };
}
