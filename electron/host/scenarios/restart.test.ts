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

/** Somebody has the last seconds of their time, in the middle of a hand. */
async function toTheLastSecondsOfATurn({ world, devices }: FriendsTable): Promise<void> {
  const [first] = devices as [WorldDevice];
  const hand = handOf(first);
  await world.playUntil(() => handOf(first) > hand && first.view?.boards[0]?.length === 3);
  await world.until(() => first.view?.actor != null && isSame(devices));
  await world.pass(17_000);
}

describe('everybody goes in the middle of a hand and comes back: the table stands until a person resumes it', () => {
  for (const seed of seedsOf(1, 2)) {
    for (const how of ['quit', 'kill'] as const) {
      test(`${how} and start, seed ${seed}`, async () => {
        const table = await friendsTable(seed, 3);
        const { world, devices, tableId } = table;
        const [ada, bo] = devices as [WorldDevice, WorldDevice];
        await toTheLastSecondsOfATurn(table);
        const before = ada.view as TableView;
        if (how === 'kill') for (const device of devices) device.kill();
        else await Promise.all(devices.map((device) => device.quit()));

        for (const device of devices) await comeBack(world, device, tableId);
        await world.pass(120_000);
        for (const { view } of devices) {
          expect(view?.handNumber).toBe(before.handNumber);
          expect(view?.boards).toEqual(before.boards);
          expect(view?.paused).toContain('Resume');
        }
        expect(devices.map(stacksOf)).toEqual(devices.map(() => before.seats.map(({ stack }) => stack)));

        await bo.send({ type: 'resume', tableId });
        await world.until(() => devices.every(({ view }) => view?.paused === null && view.actor !== null));
        await world.until(() => isSame(devices));
        expect(ada.view?.actor?.seat).toBe(before.actor?.seat);
        expect(ada.view?.actor?.remainingMs).toBeGreaterThanOrEqual(9_500);
        await world.playUntil(() => devices.every((device) => handOf(device) > before.handNumber + 1));
        await world.until(() => isSame(devices));
        expect(chipsOf(ada.view as TableView)).toBe(300);
      });
    }
  }
});
