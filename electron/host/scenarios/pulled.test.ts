import { describe, expect, test } from 'vitest';
import type { TableView } from '../../ipc.ts';
import {
  chipsOf,
  comeBack,
  type FriendsTable,
  friendsTable,
  handOf,
  isSame,
  seedsOf,
  stacksOf,
  tellSeedOfFailure,
} from '../testing/friendsTable.ts';
import type { WorldDevice } from '../testing/world.ts';

tellSeedOfFailure();

/** Plays on to a random entry, and from there for a random moment: into the middle of whatever goes on then. */
async function toAnyMoment({ world, devices }: FriendsTable): Promise<void> {
  const [first] = devices as [WorldDevice];
  const seq = (first.view?.seq ?? 0) + Math.floor(world.random() * 30);
  await world.playUntil(() => (first.view?.seq ?? 0) >= seq);
  const untilMs = world.clock.steadyMs() + Math.floor(world.random() * 60);
  await world.playUntil(() => world.clock.steadyMs() >= untilMs);
}

function some<T>(random: () => number, all: readonly T[], count: number): T[] {
  return all
    .map((one) => ({ one, at: random() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, count)
    .map(({ one }) => one);
}

/** Pulls devices at any moment; the rest finish the hand alike; who was pulled agrees once it is back. */
async function pullAndReturn(table: FriendsTable, count: number, how: 'killed' | 'cut off'): Promise<void> {
  const { world, devices, tableId } = table;
  await toAnyMoment(table);
  const pulled = some(world.random, devices, count);
  const rest = devices.filter((device) => !pulled.includes(device));
  const hand = Math.max(...rest.map(handOf));
  const pairs = pulled.flatMap((one) => rest.map((other) => [one.device ?? '', other.device ?? ''] as const));
  for (const device of pulled) if (how === 'killed') device.kill();
  for (const [one, other] of pairs) if (how === 'cut off') world.hub.cut(one, other);

  await world.playUntil(() => rest.every((device) => handOf(device) > hand) && isSame(rest));
  const [first, ...others] = rest as [WorldDevice, ...WorldDevice[]];
  for (const other of others) expect(stacksOf(other)).toEqual(stacksOf(first));
  const chips = 100 * devices.length;
  expect(chipsOf(first.view as TableView)).toBe(chips);

  for (const [one, other] of pairs) if (how === 'cut off') world.hub.heal(one, other);
  for (const device of pulled) if (how === 'killed') await comeBack(world, device, tableId);
  await world.playUntil(() => isSame(devices) && devices.every(({ people }) => people?.host !== null));
  for (const { view, messages } of devices) {
    expect(chipsOf(view as TableView)).toBe(chips);
    expect(messages.filter((words) => words.startsWith('The table stopped'))).toEqual([]);
  }
}

describe('any one of three is pulled at any moment of a hand: the others finish it alike, it agrees when it returns', () => {
  for (const seed of seedsOf(1, 7)) {
    test(`killed and started again, seed ${seed}`, async () => {
      const table = await friendsTable(seed, 3);
      for (let pulls = 0; pulls < 5; pulls++) await pullAndReturn(table, 1, 'killed');
    });

    test(`cut off and healed, seed ${seed}`, async () => {
      const table = await friendsTable(seed, 3);
      for (let pulls = 0; pulls < 5; pulls++) await pullAndReturn(table, 1, 'cut off');
    });
  }
});

describe('any two of five are pulled at once: the other three finish the hand alike', () => {
  for (const seed of seedsOf(11)) {
    test(`killed, then cut off, seed ${seed}`, async () => {
      const table = await friendsTable(seed, 5);
      await pullAndReturn(table, 2, 'killed');
      await pullAndReturn(table, 2, 'cut off');
    });
  }
});
