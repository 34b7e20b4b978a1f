import { describe, expect, test } from 'vitest';
import type { TableView } from '../ipc.ts';
import { World, type WorldDevice } from './testing/world.ts';

/*
 * Devices that die, are cut off, quit or miss hands, and come back. Every test runs with several seeds; a failure names the
 * one that plays it again.
 */

const SEEDS = process.env.EVERTABLE_SEED ? [Number(process.env.EVERTABLE_SEED)] : [1, 2, 3];

async function threeFriends(seed: number) {
  const world = new World(seed);
  const ada = await world.device('Ada');
  const bo = await world.device('Bo');
  const cy = await world.device('Cy');
  const tableId = await world.table([ada, bo, cy], { actionClockMs: 5_000 });
  // Until the third is known to all as a voter, two voters need each other (Raft, 6).
  await world.playUntil(
    () =>
      [ada, bo, cy].every(
        (device) => handOf(device) > 1 && device.people?.people.every(({ isVoter }) => isVoter),
      ) && agree([ada, bo, cy]),
  );
  return { world, ada, bo, cy, tableId, all: [ada, bo, cy] };
}

const chipsOf = (view: TableView) =>
  view.seats.reduce((sum, { stack, bet }) => sum + stack + bet, 0) +
  view.pots.reduce((sum, { amount }) => sum + amount, 0);

const agree = (devices: readonly WorldDevice[]) => {
  const [first, ...rest] = devices;
  return rest.every(
    ({ view }) => view?.seq === first?.view?.seq && view?.stateHash === first?.view?.stateHash,
  );
};

const handOf = ({ view }: WorldDevice) => view?.handNumber ?? 0;

async function comeBack(world: World, device: WorldDevice, tableId: string): Promise<void> {
  await device.start();
  await device.send({ type: 'openTable', tableId });
  await world.until(() => device.view !== null && device.people !== null);
}

describe.each(SEEDS)('seed %i', (seed) => {
  test('any one of three is pulled at any moment: the hand ends on the other two, and the third agrees when it returns', async () => {
    const { world, all, tableId } = await threeFriends(seed);
    for (let pull = 0; pull < 4; pull++) {
      const gone = all[Math.floor(world.random() * 3)] as WorldDevice;
      const rest = all.filter((device) => device !== gone) as [WorldDevice, WorldDevice];
      const atSeq = (rest[0].view?.seq ?? 0) + Math.floor(world.random() * 14);
      await world.playUntil(() => all.some(({ view }) => (view?.seq ?? 0) >= atSeq));
      const hand = Math.max(...rest.map(handOf));
      gone.kill();
      await world.playUntil(() => rest.every((device) => handOf(device) > hand) && agree(rest));
      expect(chipsOf(rest[0].view as TableView)).toBe(300);
      await comeBack(world, gone, tableId);
      await world.playUntil(() => agree(all));
      expect(
        all.flatMap(({ messages }) => messages).filter((words) => words.startsWith('The table')),
      ).toEqual([]);
    }
  });

  test('who was away for hands takes them over from the others, and history has them all', async () => {
    const { world, ada, bo, cy, tableId, all } = await threeFriends(seed);
    const hand = handOf(ada);
    cy.kill();
    await world.playUntil(() => handOf(ada) >= hand + 6 && handOf(bo) >= hand + 6);
    await comeBack(world, cy, tableId);
    await world.playUntil(() => agree(all));
    expect(handOf(cy)).toBeGreaterThanOrEqual(hand + 6);
    expect(chipsOf(cy.view as TableView)).toBe(300);
    // And plays on as a voter: with it the table can lose another.
    bo.kill();
    const again = handOf(cy);
    await world.playUntil(() => handOf(cy) > again && handOf(ada) > again);
  });

  test('a host that quits in the middle of a hand hands over, and comes back as a player', async () => {
    const { world, all, tableId } = await threeFriends(seed);
    await world.playUntil(() => all.every(({ view }) => view?.boards[0]?.length === 3));
    const host = all.find(({ people }) => people?.isHost) as WorldDevice;
    const rest = all.filter((device) => device !== host) as [WorldDevice, WorldDevice];
    const hand = handOf(rest[0]);
    const quitMs = world.clock.steadyMs();
    await host.quit();
    expect(world.clock.steadyMs() - quitMs).toBeLessThan(4_000);
    await world.until(() => rest.some(({ people }) => people?.isHost));
    await world.playUntil(() => rest.every((device) => handOf(device) > hand) && agree(rest));
    expect(rest[0].people?.people.filter(({ isVoter }) => isVoter)).toHaveLength(2);
    await comeBack(world, host, tableId);
    await world.playUntil(() => host.people?.people.every(({ isVoter }) => isVoter) === true && agree(all));
  });

  test('all die at once: the table stands until somebody resumes it, and then the same hand goes on', async () => {
    const { world, all, tableId, ada } = await threeFriends(seed);
    await world.playUntil(() => all.every(({ view }) => view?.boards[0]?.length === 3));
    const hand = handOf(ada);
    const board = ada.view?.boards[0];
    for (const device of all) device.kill();
    for (const device of all) await comeBack(world, device, tableId);
    await world.until(() =>
      all.every(({ people }) => people?.people.every(({ presence }) => presence !== 'away')),
    );
    expect(ada.view?.paused).toMatch(/stands as it lies on this computer/);
    expect(ada.view?.boards[0]).toEqual(board);
    await ada.send({ type: 'resume', tableId });
    await world.until(() => ada.view?.paused === null && ada.view?.actor !== null);
    expect(handOf(ada)).toBe(hand);
    expect(ada.view?.actor?.remainingMs ?? 0).toBeGreaterThan(9_000);
    await world.playUntil(() => all.every((device) => handOf(device) > hand) && agree(all));
  });

  test('cut off and healed: the one that was alone shows nothing as done meanwhile, and agrees afterwards', async () => {
    const { world, ada, bo, cy, all } = await threeFriends(seed);
    const host = all.find(({ people }) => people?.isHost) as WorldDevice;
    const [one, other] = all.filter((device) => device !== host) as [WorldDevice, WorldDevice];
    world.hub.cut(host.device as string, one.device as string);
    world.hub.cut(host.device as string, other.device as string);
    const seq = host.view?.seq ?? 0;
    const hand = handOf(one);
    await world.playUntil(() => handOf(one) > hand && handOf(other) > hand);
    expect(host.view?.seq).toBe(seq);
    await world.until(() => /^Waiting for .* computer to come back/.test(host.people?.waiting ?? ''));
    world.hub.healAll();
    await world.playUntil(() => agree([ada, bo, cy]));
  });
});
