import { describe, expect, test } from 'vitest';
import { TIMINGS } from '../../../shared/protocol.ts';
import type { TableView } from '../../ipc.ts';
import {
  chipsOf,
  comeBack,
  friendsTable,
  handOf,
  hostOf,
  isSame,
  seedsOf,
  tellSeedOfFailure,
} from '../testing/friendsTable.ts';
import type { WorldDevice } from '../testing/world.ts';

tellSeedOfFailure();

async function threeInTheMiddle(seed: number) {
  const table = await friendsTable(seed, 3);
  const { world, devices } = table;
  const [first] = devices as [WorldDevice];
  const hand = handOf(first);
  await world.playUntil(() => handOf(first) > hand && first.view?.boards[0]?.length === 3 && isSame(devices));
  const host = hostOf(devices) as WorldDevice;
  const rest = devices.filter((device) => device !== host) as [WorldDevice, WorldDevice];
  return { ...table, host, rest };
}

const isVoter = (seenBy: WorldDevice, device: WorldDevice) =>
  seenBy.people?.people.some((person) => person.name === device.name && person.isVoter) === true;

for (const seed of seedsOf(1, 2)) {
  describe(`somebody goes cleanly in the middle of a hand, seed ${seed}`, () => {
    test('the host: it hands over at once, is no voter any more, comes back and becomes one', async () => {
      const { world, devices, tableId, host, rest } = await threeInTheMiddle(seed);
      const hand = handOf(rest[0]);
      const board = rest[0].view?.boards;
      const startedMs = world.clock.steadyMs();
      await host.quit();
      expect(world.clock.steadyMs() - startedMs).toBeLessThan(TIMINGS.quitMs);
      await world.until(() => hostOf(rest) !== undefined);
      expect(world.clock.steadyMs() - startedMs).toBeLessThan(TIMINGS.quitMs);
      await world.until(() => rest.every((device) => !isVoter(device, host)));
      expect(handOf(rest[0])).toBe(hand);
      expect(rest[0].view?.boards).toEqual(board);
      await world.playUntil(() => rest.every((device) => handOf(device) > hand) && isSame(rest));
      expect(chipsOf(rest[0].view as TableView)).toBe(300);

      await comeBack(world, host, tableId);
      await world.playUntil(() => devices.every((device) => isVoter(device, host)) && isSame(devices));
      const handBack = handOf(host);
      await world.playUntil(() => devices.every((device) => handOf(device) > handBack + 1));
      await world.until(() => isSame(devices));
      expect(chipsOf(host.view as TableView)).toBe(300);
    });

    test('a follower: the others go on without a stop, and it comes back', async () => {
      const { world, devices, tableId, host, rest } = await threeInTheMiddle(seed);
      const [gone, stays] = rest;
      const left = [host, stays];
      const hand = handOf(host);
      await gone.quit();
      await world.until(() => left.every((device) => !isVoter(device, gone)));
      expect(hostOf(left)).toBe(host);
      await world.playUntil(() => left.every((device) => handOf(device) > hand) && isSame(left));
      await comeBack(world, gone, tableId);
      await world.playUntil(() => devices.every((device) => isVoter(device, gone)) && isSame(devices));
    });
  });

  test(`hosting is handed to somebody by name, seed ${seed}`, async () => {
    const { world, devices, tableId, host, rest } = await threeInTheMiddle(seed);
    const [to, other] = rest;
    await other.send({ type: 'handHosting', tableId, device: to.device ?? '' });
    await world.pass(1_000);
    expect(other.messages.at(-1)).toContain('does not host');
    expect(hostOf(devices)).toBe(host);
    await host.send({ type: 'handHosting', tableId, device: to.device ?? '' });
    await world.until(() => hostOf(devices) === to && isSame(devices));
    await world.until(() => other.people?.hostWords === `${to.name}'s computer is hosting.`);
    expect(other.people?.takeoverWords).toContain(to.name);
    const hand = handOf(to);
    await world.playUntil(() => devices.every((device) => handOf(device) > hand) && isSame(devices));
  });
}
