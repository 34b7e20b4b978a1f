import { describe, expect, test } from 'vitest';
import { toHex } from '../../../shared/process/hash.ts';
import { signReceipt } from '../../../shared/quorum/receipts.ts';
import { signVote } from '../../../shared/quorum/votes.ts';
import type { TableView } from '../../ipc.ts';
import { deviceBytes } from '../agreement/comingBack.ts';
import { signerOf } from '../keys.ts';
import {
  chipsOf,
  friendsTable,
  handOf,
  isSame,
  seedsOf,
  tellSeedOfFailure,
} from '../testing/friendsTable.ts';
import { RawMember } from '../testing/rawMember.ts';
import type { WorldDevice } from '../testing/world.ts';

tellSeedOfFailure();

const VOTED_TWICE = "Cy's computer voted for two devices in one term. It takes no part any more.";
const FORGOT =
  "Cy's computer contradicts what it said before it was started again. It may have been restored from a backup.";

/** Ada and Bo play with a Cy whose program is somebody else's. */
async function withStranger(seed: number) {
  const table = await friendsTable(seed, 3);
  const { world, devices, tableId } = table;
  const [ada, bo, cy] = devices as [WorldDevice, WorldDevice, WorldDevice];
  const raw = await RawMember.instead(world, cy, tableId, [ada, bo]);
  const vote = (candidate: WorldDevice, term: number, boot = raw.boot) =>
    signVote({ table: raw.table, term, candidate: deviceBytes(candidate.device ?? ''), boot }, raw.signer);
  const voteTo = (to: WorldDevice, candidate: WorldDevice, boot = raw.boot) =>
    raw.say(to, { type: 'vote', term: 1, vote: vote(candidate, 1, boot), currentTerm: 1 });
  return { ...table, ada, bo, cy, raw, vote, voteTo };
}

describe('a device that contradicts itself', () => {
  for (const seed of seedsOf(1)) {
    test(`two votes in one term: told to everybody in words, excluded, and the table goes on without it, seed ${seed}`, async () => {
      const { world, ada, bo, cy, raw, voteTo, tableId } = await withStranger(seed);
      voteTo(ada, ada);
      voteTo(ada, bo);
      await world.playUntil(() => ada.people?.proofs.length === 1 && bo.people?.proofs.length === 1);
      for (const device of [ada, bo]) {
        expect(device.people?.proofs).toEqual([VOTED_TWICE]);
        expect(device.messages).toEqual([VOTED_TWICE]);
      }
      await world.playUntil(() => !raw.isLinked(ada) && !raw.isLinked(bo));
      expect(raw.heard.some(({ type }) => type === 'closed')).toBe(true);
      // Its vote goes, and with it its place in the next hand.
      await world.playUntil(() =>
        [ada, bo].every(({ people }) => people?.people.find(({ name }) => name === 'Cy')?.isVoter === false),
      );
      const hand = handOf(ada);
      await world.playUntil(() => handOf(ada) > hand + 1 && isSame([ada, bo]));
      expect(ada.view?.seats.find(({ name }) => name === 'Cy')?.inHand).toBe(false);
      expect(chipsOf(ada.view as TableView)).toBe(300);

      // It is remembered after a restart, also by its own app.
      await raw.leave();
      bo.kill();
      await bo.start();
      await bo.send({ type: 'openTable', tableId });
      await world.playUntil(() => bo.people?.proofs.length === 1);
      await cy.start();
      await cy.send({ type: 'openTable', tableId });
      await world.pass(10_000);
      const knock = ada.people?.invite?.link ?? '';
      await cy.send({ type: 'followLink', link: knock });
      await world.playUntil(() => handOf(ada) > hand + 3 && isSame([ada, bo]));
      expect(ada.people?.people.find(({ name }) => name === 'Cy')?.presence).not.toBe('here');
      expect(cy.people?.host).toBeNull();
    });

    test(`words of two starts are shown as what may be a restored backup, and not punished, seed ${seed}`, async () => {
      const { world, ada, bo, raw, voteTo } = await withStranger(seed);
      voteTo(ada, ada, raw.boot - 1);
      voteTo(ada, bo);
      await world.playUntil(() => bo.people?.proofs.length === 1);
      expect(bo.people?.proofs).toEqual([FORGOT]);
      const hand = handOf(ada);
      await world.playUntil(() => handOf(ada) > hand + 1 && isSame([ada, bo]));
      expect(raw.isLinked(ada)).toBe(true);
      expect(raw.isLinked(bo)).toBe(true);
    });

    test(`two receipts for one place: seen by whoever hears both, seed ${seed}`, async () => {
      const { world, ada, bo, raw } = await withStranger(seed);
      const receipt = (byte: number) =>
        signReceipt(
          { table: raw.table, seq: 5, entry: new Uint8Array(32).fill(byte), term: 1, boot: raw.boot },
          raw.signer,
        );
      for (const byte of [1, 2]) raw.say(bo, { type: 'receipt', receipt: receipt(byte) });
      await world.playUntil(() => ada.people?.proofs.length === 1);
      expect(ada.people?.proofs[0]).toContain('said of two different entries in one place that it has them');
    });

    test(`who accuses somebody without proof loses its link, and nobody is excluded, seed ${seed}`, async () => {
      const { world, ada, bo, raw, vote } = await withStranger(seed);
      raw.say(bo, { type: 'proof', first: vote(ada, 3), second: vote(ada, 3) });
      await world.playUntil(() => !raw.isLinked(bo));
      const hand = handOf(ada);
      await world.playUntil(() => handOf(ada) > hand && isSame([ada, bo]));
      expect(raw.isLinked(ada)).toBe(true);
      expect([...(ada.people?.proofs ?? []), ...(bo.people?.proofs ?? [])]).toEqual([]);
    });

    test(`a proof against a key that nobody here knows is not kept, seed ${seed}`, async () => {
      const { world, ada, bo, raw } = await withStranger(seed);
      const eve = await world.device('Eve');
      const stranger = signerOf(await eve.seed());
      expect(toHex(stranger.publicKey)).toBe(eve.device);
      const vote = (candidate: WorldDevice) =>
        signVote(
          { table: raw.table, term: 1, candidate: deviceBytes(candidate.device ?? ''), boot: 1 },
          stranger,
        );
      raw.say(bo, { type: 'proof', first: vote(ada), second: vote(bo) });
      const hand = handOf(ada);
      await world.playUntil(() => handOf(ada) > hand && isSame([ada, bo]));
      expect(bo.people?.proofs).toEqual([]);
      expect(raw.isLinked(bo)).toBe(true);
    });
  }
});
