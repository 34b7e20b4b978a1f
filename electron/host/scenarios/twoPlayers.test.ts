import { describe, expect, test } from 'vitest';
import type { TableView } from '../../ipc.ts';
import {
  chipsOf,
  comeBack,
  friendsTable,
  handOf,
  isSame,
  seedsOf,
  stacksOf,
  tellSeedOfFailure,
} from '../testing/friendsTable.ts';
import type { WorldDevice } from '../testing/world.ts';

tellSeedOfFailure();

async function twoInTheMiddle(seed: number) {
  const table = await friendsTable(seed, 2);
  const { world, devices } = table;
  const [ada, bo] = devices as [WorldDevice, WorldDevice];
  const hand = handOf(ada);
  await world.playUntil(() => handOf(ada) > hand + 1 && ada.view?.boards[0]?.length === 3 && isSame(devices));
  return { ...table, ada, bo };
}

describe('two players, one of them gone', () => {
  for (const seed of seedsOf(1, 2)) {
    test(`the table pauses, says whom it waits for, and goes on when they are back, seed ${seed}`, async () => {
      const { world, devices, ada, bo, tableId } = await twoInTheMiddle(seed);
      for (const [gone, left] of [
        [bo, ada],
        [ada, bo],
      ] as const) {
        await world.until(() => isSame(devices));
        const before = left.view as TableView;
        gone.kill();
        await world.until(() => left.people?.waiting?.includes(`${gone.name}'s computer`) === true);
        if (left.view?.legal) await left.actPlainly();
        await world.pass(300_000);
        expect(left.view?.seq).toBe(before.seq);
        expect(left.view?.stateHash).toBe(before.stateHash);
        expect(left.people?.canCarryOn).toBe(true);

        await comeBack(world, gone, tableId);
        await world.playUntil(() => handOf(left) > before.handNumber && isSame(devices));
        expect(left.people?.waiting).toBeNull();
        expect(chipsOf(left.view as TableView)).toBe(200);
      }
    });

    test(`carrying on without them opens a new table from the last finished hand; the old one stays, seed ${seed}`, async () => {
      const { world, ada, bo, tableId } = await twoInTheMiddle(seed);
      const hand = handOf(ada);
      bo.kill();
      await world.until(() => ada.people?.canCarryOn === true);
      await ada.send({ type: 'carryOn', tableId });
      await world.until(() => ada.view !== null && ada.view.tableId !== tableId);
      const carried = ada.view as TableView;
      expect(carried.seats.filter(({ name }) => name !== null).map(({ name }) => name)).toEqual(['Ada']);
      // Nothing of the hand that could not be finished counts: the stacks are those of the hand before.
      const { rows } = carried.ledger;
      expect(rows.reduce((sum, { stack, cashedOut }) => sum + stack + cashedOut, 0)).toBe(200);
      expect(rows.reduce((sum, { net }) => sum + net, 0)).toBe(0);
      const stack = rows.find(({ name }) => name === 'Ada')?.stack;
      expect(stacksOf(ada)[0]).toBe(stack);

      await ada.send({ type: 'openTable', tableId });
      await world.until(() => ada.view?.tableId === tableId);
      expect(handOf(ada)).toBe(hand);
      expect(ada.view?.paused).toContain('Resume');
      const { seq } = ada.view as TableView;

      // Who was missing hears of the new table on coming back, and may sit down there again.
      await comeBack(world, bo, tableId);
      await world.until(() => bo.view?.tableId === carried.tableId);
      expect(bo.messages.at(-1)).toContain('carries on');
      await bo.send({ type: 'sit', tableId: carried.tableId, seat: 3, buyIn: 100 });
      await ada.send({ type: 'openTable', tableId: carried.tableId });
      await world.until(() => ada.view?.tableId === carried.tableId);
      await world.playUntil(() => handOf(ada) >= 3 && isSame([ada, bo]));
      expect(chipsOf(ada.view as TableView)).toBe((stack ?? 0) + 100);

      await ada.send({ type: 'openTable', tableId });
      await world.until(() => ada.view?.tableId === tableId);
      expect(ada.view?.seq).toBe(seq);
    });
  }
});

describe('two players and a witness', () => {
  for (const seed of seedsOf(3)) {
    test(`one player is gone: the journal and folds go on, seed ${seed}`, async () => {
      const table = await friendsTable(seed, 2);
      const { world, devices, tableId } = table;
      const [ada, bo] = devices as [WorldDevice, WorldDevice];
      const wil = await world.device('Wil');
      await wil.join(ada.people?.invite?.link ?? '', 'witness');
      await world.playUntil(
        () => ada.people?.people.some(({ name, isVoter }) => name === 'Wil' && isVoter) === true,
      );
      const hand = handOf(ada);
      await world.playUntil(() => handOf(ada) > hand && ada.view?.boards[0]?.length === 3);
      await world.until(() => isSame([ada, bo, wil]));
      const before = ada.view as TableView;
      expect(wil.view?.seats.flatMap(({ cards }) => cards)).toEqual([null, null, null, null]);
      expect(wil.view?.boards).toEqual(before.boards);
      bo.kill();
      await world.playUntil(() => handOf(ada) > before.handNumber);
      await world.until(() => isSame([ada, wil]));
      expect(chipsOf(ada.view as TableView)).toBe(200);
      await comeBack(world, bo, tableId);
      await world.playUntil(() => handOf(ada) > before.handNumber + 2 && isSame([ada, bo, wil]));
    });
  }
});
