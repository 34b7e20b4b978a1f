import { describe, expect, test } from 'vitest';
import { AWAKE_AT_START_MAX, SLEEP_AFTER_MS } from '../sleeper.ts';
import {
  chipsOf,
  type FriendsTable,
  friendsTable,
  handOf,
  hostOf,
  isSame,
  seedsOf,
  tellSeedOfFailure,
} from '../testing/friendsTable.ts';
import { FRIENDS_SETTINGS, World, type WorldDevice } from '../testing/world.ts';

tellSeedOfFailure();

const LONG_MS = 10 * SLEEP_AFTER_MS;

/** What each device's table is, `asleep` where nothing of it is in memory. */
async function statesOf(devices: readonly WorldDevice[]): Promise<string[]> {
  const all = await Promise.all(devices.map((device) => device.status()));
  return all.map(({ tables }) => tables[0]?.state ?? 'none');
}

/** Paused, looked at by nobody, and so asleep everywhere. */
async function putToSleep({ world, devices, tableId }: FriendsTable): Promise<void> {
  const [opener] = devices as [WorldDevice];
  await opener.send({ type: 'pause', tableId });
  await world.playUntil(() => devices.every(({ view }) => view?.paused != null) && isSame(devices));
  for (const device of devices) await device.send({ type: 'closeTable', tableId });
  await world.pass(LONG_MS);
  expect(await statesOf(devices)).toEqual(devices.map(() => 'asleep'));
}

async function goOn({ world, devices, tableId }: FriendsTable): Promise<void> {
  const [opener] = devices as [WorldDevice];
  for (const device of devices) await device.send({ type: 'openTable', tableId });
  await opener.send({ type: 'resume', tableId });
  await world.until(() => devices.every(({ view }) => view?.paused === null) && isSame(devices));
}

describe('a table that nobody looks at and nobody waits for', () => {
  for (const seed of seedsOf(1, 2)) {
    test(`leaves the memory, says nothing, and wakes as it was, seed ${seed}`, async () => {
      const table = await friendsTable(seed, 3);
      const { world, devices } = table;
      const [ada] = devices as [WorldDevice];
      await putToSleep(table);
      const host = hostOf(devices);
      const { seq = null } = (await ada.status()).tables[0] ?? {};
      expect(seq).toBe(ada.view?.seq);
      const sentBytes = devices.map((device) => device.traffic.sentBytes);
      await world.pass(LONG_MS);
      expect(devices.map((device) => device.traffic.sentBytes)).toEqual(sentBytes);

      await goOn(table);
      // Who hosted hosts on, without an election: one entry says that the table goes on.
      expect(hostOf(devices)).toBe(host);
      expect(ada.view?.seq).toBe((seq ?? 0) + 1);
      const hand = handOf(ada);
      await world.playUntil(() => handOf(ada) > hand + 1 && isSame(devices));
      expect(chipsOf(ada.view as NonNullable<typeof ada.view>)).toBe(300);
    });

    test(`hears what is said to it while it sleeps, and sleeps again, seed ${seed}`, async () => {
      const table = await friendsTable(seed, 3);
      const { world, devices, tableId } = table;
      const [ada, bo, cy] = devices as [WorldDevice, WorldDevice, WorldDevice];
      await putToSleep(table);
      await cy.send({ type: 'chat', tableId, words: 'Anybody?' });
      await world.until(() => [ada, bo].every(({ chat }) => chat.some(({ words }) => words === 'Anybody?')));
      await world.pass(LONG_MS);
      expect(await statesOf(devices)).toEqual(['asleep', 'asleep', 'asleep']);
      await cy.send({ type: 'sitOut', tableId, sitOut: true });
      await goOn(table);
      await world.playUntil(() => ada.view?.seats.find(({ name }) => name === 'Cy')?.sittingOut === true);
    });

    test(`loses nothing in the middle of everything, seed ${seed}`, async () => {
      const table = await friendsTable(seed, 3);
      const { world, devices, tableId } = table;
      const [ada, bo] = devices as [WorldDevice, WorldDevice];
      const chips = 300;
      for (let round = 0; round < 12; round++) {
        await putToSleep(table);
        // Said in the very moments in which others fall asleep again.
        await bo.send({ type: 'sitOut', tableId, sitOut: false });
        await world.pass(SLEEP_AFTER_MS - 1_500 + world.random() * 4_000);
        await bo.send({ type: 'chat', tableId, words: `round ${round}` });
        await world.until(() => ada.chat.some(({ words }) => words === `round ${round}`));
        await goOn(table);
        expect(chipsOf(ada.view as NonNullable<typeof ada.view>)).toBe(chips);
      }
    });

    test(`who was away while the others played and fell asleep hears of it when it comes, seed ${seed}`, async () => {
      const table = await friendsTable(seed, 3);
      const { world, devices, tableId } = table;
      const [ada, bo, cy] = devices as [WorldDevice, WorldDevice, WorldDevice];
      await putToSleep(table);
      for (const other of [ada, bo]) world.hub.cut(cy.device ?? '', other.device ?? '');
      for (const device of [ada, bo]) await device.send({ type: 'openTable', tableId });
      await ada.send({ type: 'resume', tableId });
      const hand = handOf(ada);
      await world.playUntil(() => handOf(ada) > hand + 1 && isSame([ada, bo]), 'folds');
      await ada.send({ type: 'pause', tableId });
      await world.playUntil(() => [ada, bo].every(({ view }) => view?.paused != null) && isSame([ada, bo]));
      for (const device of [ada, bo]) await device.send({ type: 'closeTable', tableId });
      await world.pass(LONG_MS);
      expect(await statesOf(devices)).toEqual(['asleep', 'asleep', 'asleep']);

      for (const other of [ada, bo]) world.hub.heal(cy.device ?? '', other.device ?? '');
      await world.pass(LONG_MS);
      expect(await statesOf(devices)).toEqual(['asleep', 'asleep', 'asleep']);
      const [mine, theirs] = (await Promise.all([cy, ada].map((one) => one.status()))).map(
        ({ tables }) => tables[0],
      );
      expect(mine?.seq).toBe(theirs?.seq);
      expect(mine?.hand).toBe(theirs?.hand);
    });
  }

  test('a hundred tables: after a start only those that were played last are read, and each of the others when it is needed', async () => {
    const world = new World(3);
    const ada = await world.device('Ada');
    const count = AWAKE_AT_START_MAX + 36;
    for (let at = 0; at < count; at++) {
      await ada.send({
        type: 'newFriendsTable',
        name: `Table ${at}`,
        buyIn: 100,
        settings: FRIENDS_SETTINGS,
      });
      await world.until(() => ada.view?.name === `Table ${at}` && ada.view.mySeat === 0);
      await ada.send({ type: 'closeTable', tableId: ada.view?.tableId ?? '' });
    }
    ada.kill();
    await ada.start();
    await ada.send({ type: 'hello' });
    const { tables } = await ada.status();
    expect(tables).toHaveLength(count);
    const asleep = tables.filter(({ state }) => state === 'asleep');
    expect(asleep).toHaveLength(count - AWAKE_AT_START_MAX);
    for (const { tableId, name } of asleep) {
      await ada.send({ type: 'openTable', tableId });
      await world.until(() => ada.view?.name === name && ada.view.mySeat === 0);
    }
  });
});
