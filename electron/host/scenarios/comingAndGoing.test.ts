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
  tellSeedOfFailure,
} from '../testing/friendsTable.ts';
import type { World, WorldDevice } from '../testing/world.ts';

tellSeedOfFailure();

const linkOf = (opener: WorldDevice) => opener.people?.invite?.link ?? '';
const person = (seenBy: WorldDevice, name: string) => seenBy.people?.people.find((one) => one.name === name);

describe('rejoining', () => {
  for (const seed of seedsOf(1)) {
    test(`after 1, 5 and 50 missed hands a device agrees, plays on and has the whole history, seed ${seed}`, async () => {
      const { world, devices, tableId } = await friendsTable(seed, 3);
      const [ada, bo, cy] = devices as [WorldDevice, WorldDevice, WorldDevice];
      for (const missed of [1, 5, 50]) {
        const from = handOf(ada);
        cy.kill();
        // Who is away is dealt in until the clock has spoken for them; then the others play alone.
        await world.playUntil(() => handOf(ada) > from + missed && isSame([ada, bo]), 'folds');
        await comeBack(world, cy, tableId);
        await world.playUntil(() => isSame(devices), 'folds');
        await cy.send({ type: 'sitOut', tableId, sitOut: false });
        const back = handOf(cy);
        await world.playUntil(() => handOf(cy) > back + 1 && isSame(devices), 'folds');
        expect(chipsOf(cy.view as TableView)).toBe(300);
        expect(cy.view?.ledger.rows).toEqual(
          ada.view?.ledger.rows.map((row) => ({ ...row, isMe: row.name === 'Cy' })),
        );
      }
      expect(cy.messages).toEqual([]);
      // Fifty hands take their time on a busy machine.
    }, 180_000);

    test(`a newcomer at hand 30 follows, sits down and plays; a spectator sees the board and nobody's cards, seed ${seed}`, async () => {
      const { world, devices, tableId } = await friendsTable(seed, 2);
      const [ada, bo] = devices as [WorldDevice, WorldDevice];
      await world.playUntil(() => handOf(ada) >= 30, 'folds');
      const link = linkOf(ada);
      const nia = await world.device('Nia');
      await nia.join(link);
      await nia.send({ type: 'sit', tableId, seat: 4, buyIn: 100 });
      await world.playUntil(() => nia.view?.seats[4]?.inHand === true && isSame([ada, bo, nia]), 'folds');
      const sam = await world.device('Sam');
      await sam.join(link, 'spectator');
      await world.playUntil(() => sam.view?.boards[0]?.length === 3 && isSame([ada, sam]));
      expect(sam.view?.spectator).toBe(true);
      expect(sam.view?.boards).toEqual(ada.view?.boards);
      expect(sam.view?.seats.flatMap(({ cards }) => cards).every((card) => card === null)).toBe(true);
      expect(sam.view?.legal).toBeNull();
      await sam.send({ type: 'sit', tableId, seat: 5, buyIn: 100 });
      await world.playUntil(() => sam.messages.length > 0);
      expect(sam.messages.at(-1)).toContain('came to watch');

      // Who came to watch asks to play, at the table itself and after a restart.
      sam.kill();
      await comeBack(world, sam, tableId);
      await sam.send({ type: 'askToPlay', tableId });
      await world.playUntil(() => sam.people?.myRole === 'player');
      await sam.send({ type: 'sit', tableId, seat: 5, buyIn: 100 });
      await world.playUntil(() => sam.view?.seats[5]?.inHand === true);
      expect(chipsOf(ada.view as TableView)).toBe(400);
    });

    test(`a new name is told to every table; one that is taken is refused in words, seed ${seed}`, async () => {
      const { world, devices } = await friendsTable(seed, 2);
      const [ada, bo] = devices as [WorldDevice, WorldDevice];
      await bo.send({ type: 'setProfile', name: 'Bobby', avatar: 5 });
      await world.playUntil(() => person(ada, 'Bobby') !== undefined && ada.view?.seats[1]?.name === 'Bobby');
      expect(person(ada, 'Bobby')?.avatar).toBe(5);
      await bo.send({ type: 'setProfile', name: 'Ada' });
      await world.playUntil(() => bo.messages.length > 0);
      expect(bo.messages).toEqual(['Somebody here has that name already. Please take another.']);
      expect(person(ada, 'Bobby')).toBeDefined();
    });

    test(`who came to watch by a link that was revoked since is told to ask for a new one, seed ${seed}`, async () => {
      const { world, devices, tableId } = await friendsTable(seed, 2);
      const [ada] = devices as [WorldDevice];
      const sam = await world.device('Sam');
      await sam.join(linkOf(ada), 'spectator');
      await ada.send({ type: 'revokeInvite', tableId });
      await world.playUntil(() => ada.people?.invite === null && isSame([ada, sam]));
      await sam.send({ type: 'askToPlay', tableId });
      await world.until(() => sam.messages.length > 0);
      expect(sam.messages).toEqual([
        'The link that you came in by is no longer open. Ask for a new one to play.',
      ]);
    });
  }
});

/** Ada's table, with an invite that asks her. */
async function askingTable(seed: number): Promise<FriendsTable & { ada: WorldDevice; link: string }> {
  const table = await friendsTable(seed, 2);
  const { world, devices, tableId } = table;
  const [ada] = devices as [WorldDevice];
  await ada.send({ type: 'invite', tableId, admission: 'ask' });
  await world.playUntil(() => ada.people?.invite?.admission === 'ask');
  return { ...table, ada, link: linkOf(ada) };
}

async function knock(world: World, device: WorldDevice, link: string): Promise<void> {
  await device.send({ type: 'followLink', link });
  await world.until(() => device.door !== null && device.door.state !== 'looking');
}

describe('at the door', () => {
  for (const seed of seedsOf(4)) {
    test(`who asks is let in by the opener, turned away, or kicked for good, seed ${seed}`, async () => {
      const { world, devices, tableId, ada, link } = await askingTable(seed);
      const [, bo] = devices as [WorldDevice, WorldDevice];
      const eve = await world.device('Eve');
      await knock(world, eve, link);
      expect(eve.door).toMatchObject({ state: 'found', openerName: 'Ada', tableName: 'Kitchen' });
      await eve.send({ type: 'join', link, as: 'player' });
      await world.playUntil(() => ada.people?.askers.length === 1);
      expect(bo.people?.askers).toEqual([]);
      expect(eve.door?.state).toBe('asked');
      await bo.send({ type: 'admit', tableId, device: eve.device ?? '', admit: true });
      await world.playUntil(() => bo.messages.at(-1)?.includes('Only the one who opened') === true);

      await ada.send({ type: 'admit', tableId, device: eve.device ?? '', admit: false });
      await world.playUntil(() => eve.door?.state === 'refused');
      expect(eve.door?.words).toContain('not let in');
      expect(eve.view).toBeNull();
      await world.playUntil(() => ada.people?.askers.length === 0);

      await knock(world, eve, link);
      // Whoever has not heard yet that it was turned away may answer first.
      await world.playUntil(() => eve.door?.state === 'found');
      await eve.send({ type: 'join', link, as: 'player' });
      await world.playUntil(() => ada.people?.askers.length === 1);
      await ada.send({ type: 'admit', tableId, device: eve.device ?? '', admit: true });
      await world.playUntil(() => eve.view !== null);
      await eve.send({ type: 'sit', tableId, seat: 3, buyIn: 100 });
      await world.playUntil(() => eve.view?.seats[3]?.inHand === true);

      await ada.send({ type: 'kick', tableId, device: eve.device ?? '' });
      await world.playUntil(() => person(ada, 'Eve') === undefined && ada.view?.seats[3]?.name === null);
      await world.playUntil(() => eve.people?.waiting === 'You were asked to leave this table.');
      expect(eve.messages).toEqual(['You were asked to leave this table.']);
      await knock(world, eve, link);
      expect(eve.door).toMatchObject({ state: 'refused', words: 'You were asked to leave this table.' });
      const hand = handOf(ada);
      await world.playUntil(() => handOf(ada) > hand + 1 && isSame([ada, bo]));
    });

    test(`a revoked link, a link to oneself, a broken link, a name that is taken, seed ${seed}`, async () => {
      const { world, devices, tableId } = await friendsTable(seed, 2);
      const [ada, bo] = devices as [WorldDevice, WorldDevice];
      const link = linkOf(ada);
      await ada.send({ type: 'followLink', link });
      await world.until(() => ada.door !== null);
      expect(ada.door).toMatchObject({ state: 'admitted', tableId });

      const other = await world.device('Bo');
      await knock(world, other, link);
      await other.send({ type: 'join', link, as: 'player' });
      await world.playUntil(() => other.door?.state === 'refused');
      expect(other.door?.words).toContain('has that name already');
      await other.send({ type: 'setProfile', name: 'Bea' });
      await other.join(link);
      expect(person(ada, 'Bea')).toBeDefined();

      const late = await world.device('Lou');
      await late.send({ type: 'followLink', link: `${link.slice(0, -3)}xyz` });
      await world.until(() => late.door !== null);
      expect(late.door?.state).toBe('refused');

      await knock(world, late, link);
      await ada.send({ type: 'revokeInvite', tableId });
      await world.playUntil(() => ada.people?.invite === null);
      await late.send({ type: 'join', link, as: 'player' });
      await world.playUntil(() => late.door?.state === 'refused');
      expect(late.door?.words).toBe('This invite is no longer open. Ask for a new link.');
      expect(person(bo, 'Lou')).toBeUndefined();
    });

    test(`a table with every seat taken: a newcomer is told so, and may watch, seed ${seed}`, async () => {
      const { world, devices, tableId } = await friendsTable(seed, 2, { maxSeats: 2 });
      const [ada] = devices as [WorldDevice];
      const nia = await world.device('Nia');
      await nia.join(linkOf(ada));
      expect(nia.view?.freeSeats).toEqual([]);
      for (const seat of [1, 2]) {
        await nia.send({ type: 'sit', tableId, seat, buyIn: 100 });
        await world.playUntil(() => nia.messages.length === seat);
      }
      expect(nia.messages).toEqual(['That seat is taken.', 'This table has no such seat.']);
    });
  }
});
