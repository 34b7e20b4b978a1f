import { describe, expect, test } from 'vitest';
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
import type { World, WorldDevice } from '../testing/world.ts';

tellSeedOfFailure();

const HOUR_MS = 3_600_000;

/** Everybody sees the same turn begin. */
async function aTurn(world: World, devices: readonly WorldDevice[]): Promise<TableView> {
  const [first] = devices as [WorldDevice];
  const hand = handOf(first);
  await world.playUntil(() => handOf(first) > hand && first.view?.boards[0]?.length === 3);
  await world.until(() => first.view?.actor != null && isSame(devices));
  return first.view as TableView;
}

const turnOf = ({ view }: WorldDevice) => `${view?.handNumber}/${view?.actor?.turn}`;

describe('clocks that are wrong', () => {
  for (const seed of seedsOf(1)) {
    for (const offsetMs of [HOUR_MS, -HOUR_MS]) {
      test(`the host's clock is ${offsetMs / HOUR_MS} h off: a turn lasts as long as ever, seed ${seed}`, async () => {
        const { world, devices } = await friendsTable(seed, 3, {}, (device) => {
          if (device.name === 'Ada') device.clock.wallOffsetMs = offsetMs;
        });
        const [ada] = devices as [WorldDevice];
        const { handNumber, actor } = await aTurn(world, devices);
        await world.pass(18_000);
        expect(turnOf(ada)).toBe(`${handNumber}/${actor?.turn}`);
        await world.until(() => turnOf(ada) !== `${handNumber}/${actor?.turn}`);
        await world.playUntil(() => handOf(ada) > handNumber && isSame(devices));
        expect(chipsOf(ada.view as TableView)).toBe(300);
      });
    }

    test(`a clock jumps by an hour while a hand is played, and back at a restart, seed ${seed}`, async () => {
      const { world, devices, tableId } = await friendsTable(seed, 3);
      const [ada, bo] = devices as [WorldDevice, WorldDevice];
      const { handNumber } = await aTurn(world, devices);
      bo.clock.wallOffsetMs = HOUR_MS;
      await world.playUntil(() => handOf(ada) > handNumber && isSame(devices));
      bo.kill();
      bo.clock.wallOffsetMs = 0;
      await comeBack(world, bo, tableId);
      await world.playUntil(() => handOf(bo) > handNumber + 3 && isSame(devices));
      expect(ada.people?.proofs).toEqual([]);
      expect(chipsOf(bo.view as TableView)).toBe(300);
    });

    // Guards the clock's word in Consents.give: without it the host's clock alone would end the turn.
    test(`a host whose clock runs twice as fast ends nobody's turn early: the voters' own clocks decide, seed ${seed}`, async () => {
      const { world, devices } = await friendsTable(seed, 3, {}, (device) => {
        if (device.name === 'Ada') device.clock.rate = 2;
      });
      const [ada] = devices as [WorldDevice];
      expect(hostOf(devices)).toBe(ada);
      const { handNumber, actor } = await aTurn(world, devices);
      const startedMs = world.clock.steadyMs();
      await world.pass(15_000);
      expect(turnOf(ada)).toBe(`${handNumber}/${actor?.turn}`);
      await world.until(() => turnOf(ada) !== `${handNumber}/${actor?.turn}`);
      expect(world.clock.steadyMs() - startedMs).toBeGreaterThan(18_000);
    });

    for (const counted of [true, false]) {
      test(`a host sleeps for an hour (its steady clock ${counted ? 'runs on' : 'stands'}) and wakes as one of them, seed ${seed}`, async () => {
        const { world, devices, tableId } = await friendsTable(seed, 3);
        const [ada, bo, cy] = devices as [WorldDevice, WorldDevice, WorldDevice];
        await ada.send({ type: 'handHosting', tableId, device: bo.device ?? '' });
        await world.until(() => hostOf(devices) === bo && ada.people?.isHost === false);
        await aTurn(world, devices);
        const hand = handOf(ada);
        const sleptFromMs = world.clock.steadyMs();
        bo.sleep();
        // Nobody plays for the sleeper: the clock does.
        await world.playUntil(() => handOf(ada) > hand + 1 && isSame([ada, cy]));
        expect(hostOf([ada, cy])).toBeDefined();
        // The others have a break for the rest of the hour.
        await ada.send({ type: 'pause', tableId });
        await world.playUntil(() => ada.view?.paused != null && isSame([ada, cy]));
        await world.pass(HOUR_MS - (world.clock.steadyMs() - sleptFromMs));
        bo.wake(counted);
        await world.until(() => isSame(devices));
        await ada.send({ type: 'resume', tableId });
        const before = handOf(ada);
        await world.playUntil(() => isSame(devices) && handOf(ada) > before);
        expect(hostOf([ada, cy])).toBeDefined();
        expect(bo.people?.isHost).toBe(false);
        expect(bo.messages.filter((words) => words.startsWith('The table stopped'))).toEqual([]);
        for (const { view, people } of devices) {
          expect(chipsOf(view as TableView)).toBe(300);
          expect(people?.proofs).toEqual([]);
        }
      });
    }
  }
});

// Found by the simulator: while the host waits for its own answer its clock says nothing, and nothing started it again.
test('a host that is refused something goes on calling time', async () => {
  const { world, devices, tableId } = await friendsTable(1, 3);
  const host = hostOf(devices) as WorldDevice;
  await aTurn(world, devices);
  await world.playUntil(() => host.view?.legal != null);
  await host.actPlainly();
  // It waits for the move's commit, and is refused then.
  await host.send({ type: 'muck', tableId });
  await world.until(() => host.messages.length > 0 && host.view?.legal == null && host.view?.actor != null);
  const turn = turnOf(host);
  await world.until(() => turnOf(host) !== turn);
});
