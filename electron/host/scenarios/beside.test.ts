import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../../shared/protocol.ts';
import type { TableView } from '../../ipc.ts';
import { friendsTable, handOf, isSame, seedsOf, tellSeedOfFailure } from '../testing/friendsTable.ts';
import { RawMember } from '../testing/rawMember.ts';
import type { WorldDevice } from '../testing/world.ts';

tellSeedOfFailure();

const wordsOf = ({ chat }: WorldDevice) => chat.map(({ name, words }) => `${name}: ${words}`);

describe('beside the table', () => {
  for (const seed of seedsOf(1)) {
    test(`chat and emotes reach everybody, are bounded, and never enter the journal, seed ${seed}`, async () => {
      const { world, devices, tableId } = await friendsTable(seed, 3);
      const [ada, bo, cy] = devices as [WorldDevice, WorldDevice, WorldDevice];
      await world.until(() => ada.view?.actor != null && isSame(devices));
      const seq = ada.view?.seq;
      await bo.send({ type: 'chat', tableId, words: 'Who deals?' });
      await cy.send({ type: 'emote', tableId, emote: 'laugh' });
      await world.until(() => devices.every(({ chat }) => chat.length === 2));
      for (const device of devices) {
        expect(wordsOf(device).toSorted()).toEqual(['Bo: Who deals?', 'Cy: Ha ha!']);
        expect(device.view?.seq).toBe(seq);
      }
      expect(bo.chat.find(({ name }) => name === 'Bo')?.isMe).toBe(true);
    });

    test(`whoever talks without end is heard now and then, and the game goes on, seed ${seed}`, async () => {
      const { world, devices, tableId } = await friendsTable(seed, 3);
      const [ada, bo, cy] = devices as [WorldDevice, WorldDevice, WorldDevice];
      const raw = await RawMember.instead(world, cy, tableId, [ada, bo]);
      const notices = ada.notices.filter(({ type }) => type === 'chat').length;
      for (let at = 0; at < 1_000; at++) {
        raw.say(ada, { type: 'emote', emote: 'hurry' });
        raw.say(ada, { type: 'chat', number: at + 1, words: `word ${at}` });
      }
      await bo.send({ type: 'chat', tableId, words: 'Quiet, please.' });
      const hand = handOf(ada);
      await world.playUntil(() => handOf(ada) > hand + 1 && isSame([ada, bo]));
      expect(wordsOf(ada)).toContain('Bo: Quiet, please.');
      expect(ada.chat.length).toBeLessThanOrEqual(LIMITS.chatLinesKept);
      const told = ada.notices.filter(({ type }) => type === 'chat').length - notices;
      expect(told).toBeLessThan(100);
      expect(ada.chat.every(({ words }) => words.length <= LIMITS.chatLength)).toBe(true);
    });

    test(`the ledger counts what was bought in and cashed out, and says who pays whom, alike on all devices, seed ${seed}`, async () => {
      const { world, devices, tableId } = await friendsTable(seed, 3);
      const [ada, bo, cy] = devices as [WorldDevice, WorldDevice, WorldDevice];
      const from = handOf(ada);
      await world.playUntil(() => handOf(ada) > from + 3);
      await bo.send({ type: 'topUp', tableId, amount: 20 });
      await world.playUntil(() => bo.messages.length > 0 || handOf(ada) > from + 5);
      await cy.send({ type: 'leave', tableId });
      await world.playUntil(
        () => ada.view?.ledger.rows.some(({ name, stack }) => name === 'Cy' && stack === 0) === true,
      );
      await world.playUntil(() => isSame([ada, bo]));
      const { rows, payments } = (ada.view as TableView).ledger;
      expect(rows.reduce((sum, { net }) => sum + net, 0)).toBe(0);
      for (const { boughtIn, cashedOut, stack, net } of rows) expect(net).toBe(cashedOut + stack - boughtIn);
      // Who pays whom evens it out, in fewer payments than there are people.
      expect(payments.length).toBeLessThan(rows.length);
      for (const { name, net } of rows) {
        const got = payments.filter(({ to }) => to === name).reduce((sum, { amount }) => sum + amount, 0);
        const paid = payments
          .filter(({ from: payer }) => payer === name)
          .reduce((sum, { amount }) => sum + amount, 0);
        expect(got - paid).toBe(net);
      }
      expect((bo.view as TableView).ledger.payments).toEqual(payments);
    });
  }
});
