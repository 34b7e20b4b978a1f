import { expect, test } from 'vitest';
import { seedsOf, tellSeedOfFailure } from '../testing/friendsTable.ts';
import { FRIENDS_SETTINGS, World } from '../testing/world.ts';

tellSeedOfFailure();

// Found by a witness that was killed just after it came in: the table was on its disk, but not yet that it belongs to it.
for (const seed of seedsOf(1)) {
  test(`who dies between coming in and hearing of it comes in again by the same link, seed ${seed}`, async () => {
    const world = new World(seed);
    const ada = await world.device('Ada');
    const bo = await world.device('Bo');
    await ada.send({ type: 'newFriendsTable', name: 'Kitchen', buyIn: 100, settings: FRIENDS_SETTINGS });
    await world.until(() => ada.view?.mySeat === 0);
    const tableId = ada.view?.tableId ?? '';
    await ada.send({ type: 'invite', tableId, admission: 'auto' });
    await world.until(() => ada.people?.invite != null);
    const link = ada.people?.invite?.link ?? '';
    await bo.send({ type: 'followLink', link });
    await world.until(() => bo.door?.state === 'found');
    await bo.send({ type: 'join', link, as: 'witness' });
    await world.until(() => bo.view !== null);
    // Its disk is that of the moment at which it has the table, and nothing of what was played there.
    const key = bo.device ?? '';
    world.hub.cut(ada.device ?? '', key);
    expect(bo.people?.people.some(({ isMe }) => isMe) ?? false).toBe(false);
    bo.kill();
    world.hub.heal(ada.device ?? '', key);
    await bo.start();
    await bo.join(link, 'witness');
    expect(bo.messages).toEqual([]);
    await world.until(() => bo.view?.seq === ada.view?.seq && bo.view?.stateHash === ada.view?.stateHash);
  });
}
