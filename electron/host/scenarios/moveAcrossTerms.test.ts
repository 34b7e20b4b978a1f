import { describe, expect, test } from 'vitest';
import { friendsTable, handOf, hostOf, isSame, seedsOf, tellSeedOfFailure } from '../testing/friendsTable.ts';
import type { World, WorldDevice } from '../testing/world.ts';

tellSeedOfFailure();

/** Plays on until it is the turn of somebody who does not host. */
async function turnOfFollower(world: World, devices: readonly WorldDevice[]): Promise<WorldDevice> {
  const actor = () => {
    const host = hostOf(devices);
    return isSame(devices)
      ? devices.find((one) => one !== host && one.view?.legal && !one.hasActed)
      : undefined;
  };
  await world.playUntil(() => hostOf(devices) !== undefined && actor() !== undefined);
  return actor() as WorldDevice;
}

const turnOf = ({ view }: WorldDevice) => `${view?.handNumber}/${view?.actor?.turn}`;

// Guards Outbox.committed: a move whose number the TERM_START of its author has passed is signed anew, not taken for done.
for (const seed of seedsOf(1, 2, 3, 4, 5, 6)) {
  describe(`a move that waits while its author may become host, seed ${seed}`, () => {
    test('is made, whoever hosts next', async () => {
      const { world, devices } = await friendsTable(seed, 3, { actionClockMs: null });
      const actor = await turnOfFollower(world, devices);
      const host = hostOf(devices) as WorldDevice;
      const turn = turnOf(actor);
      host.kill();
      await actor.actPlainly();
      await world.until(() => turnOf(actor) !== turn);
      expect(hostOf(devices)).not.toBe(host);
    });
  });
}

// Guards Agreement.isHosting: with two, the commit of the host's removal makes the other sole voter in the same breath.
for (const seed of seedsOf(1, 2, 3, 4)) {
  test(`with two, the host quits while the other acts: the move is made, seed ${seed}`, async () => {
    const { world, devices } = await friendsTable(seed, 2, { actionClockMs: null });
    const actor = await turnOfFollower(world, devices);
    const host = hostOf(devices) as WorldDevice;
    const [hand, turn] = [handOf(actor), turnOf(actor)];
    await actor.actPlainly();
    await host.quit();
    await world.until(() => turnOf(actor) !== turn || handOf(actor) > hand);
    expect(actor.messages.filter((words) => words.includes('new term'))).toEqual([]);
  });
}
