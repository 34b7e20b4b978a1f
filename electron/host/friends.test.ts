import { afterEach, describe, expect, test } from 'vitest';
import type { TableView } from '../ipc.ts';
import { World, type WorldDevice } from './testing/world.ts';

/*
 * Whole table hosts on several devices with their own disks, over a network in memory, on one clock. A failure names the
 * seed that plays it again.
 */

const SEED = Number(process.env.EVERTABLE_SEED ?? 7);

afterEach((context) => {
  if (context.task.result?.state === 'fail') console.log(`EVERTABLE_SEED=${SEED} plays this again`);
});

const chipsOf = (view: TableView) =>
  view.seats.reduce((sum, { stack, bet }) => sum + stack + bet, 0) +
  view.pots.reduce((sum, { amount }) => sum + amount, 0);

async function threeFriends(settings: object = {}) {
  const world = new World(SEED);
  const ada = await world.device('Ada');
  const bo = await world.device('Bo');
  const cy = await world.device('Cy');
  const tableId = await world.table([ada, bo, cy], settings);
  return { world, ada, bo, cy, tableId };
}

const isSame = (devices: readonly WorldDevice[]) => {
  const [first, ...rest] = devices;
  return rest.every(
    ({ view }) => view?.seq === first?.view?.seq && view?.stateHash === first?.view?.stateHash,
  );
};

describe('three friends', () => {
  test('open a table, join by link, take seats and play hands; every device shows the same state', async () => {
    const { world, ada, bo, cy } = await threeFriends();
    await world.playUntil(() => (ada.view?.handNumber ?? 0) >= 6);
    await world.until(() => isSame([ada, bo, cy]));
    for (const { view, people } of [ada, bo, cy]) {
      expect(chipsOf(view as TableView)).toBe(300);
      expect(people?.savedOf).toBe(3);
    }
    expect(ada.people?.people.every(({ isVoter }) => isVoter)).toBe(true);
  });

  test('the host dies in the middle of a hand: another takes over and the same hand goes on', async () => {
    const { world, ada, bo, cy } = await threeFriends();
    await world.playUntil(() =>
      [ada, bo, cy].every(({ view }) => (view?.handNumber ?? 0) >= 5 && view?.boards[0]?.length === 3),
    );
    const host = [ada, bo, cy].find(({ people }) => people?.isHost) as WorldDevice;
    const [one, other] = [ada, bo, cy].filter((device) => device !== host) as [WorldDevice, WorldDevice];
    const hand = one.view?.handNumber ?? 0;
    const board = one.view?.boards[0];
    const diedMs = world.clock.steadyMs();
    host.kill();
    await world.until(() => one.people?.isHost === true || other.people?.isHost === true);
    expect(world.clock.steadyMs() - diedMs).toBeLessThan(5_000);
    expect(one.view?.handNumber).toBe(hand);
    expect(one.view?.boards[0]).toEqual(board);
    await world.playUntil(() => (one.view?.handNumber ?? 0) > hand);
    await world.until(() => isSame([one, other]));

    await host.start();
    await world.until(() => host.people !== null);
    await host.send({ type: 'openTable', tableId: (one.view as TableView).tableId });
    await world.playUntil(() => isSame([one, other, host]));
    expect(chipsOf(host.view as TableView)).toBe(300);
  });
});
