import { describe, expect, test } from 'vitest';
import type { TableView } from '../../ipc.ts';
import { copyWords } from '../networkWarnings.ts';
import { OLD_COPY_HERE_WORDS, oldCopyWords } from '../peopleView.ts';
import {
  chipsOf,
  comeBack,
  friendsTable,
  handOf,
  hostOf,
  isSame,
  seedsOf,
  tellSeedOfFailure,
} from '../testing/friendsTable.ts';
import type { World, WorldDevice } from '../testing/world.ts';

tellSeedOfFailure();

const person = (seenBy: WorldDevice, name: string) => seenBy.people?.people.find((one) => one.name === name);
const stops = ({ messages }: WorldDevice) =>
  messages.filter((words) => words.startsWith('The table stopped'));

/** Plays into the middle of a hand that all of them see alike. */
async function toAFlop(world: World, devices: readonly WorldDevice[]): Promise<number> {
  const [first] = devices as [WorldDevice];
  const from = handOf(first);
  await world.playUntil(() => handOf(first) > from && first.view?.boards[0]?.length === 3);
  await world.until(() => isSame(devices));
  return handOf(first);
}

describe('a device whose disk is not what it was', () => {
  for (const seed of seedsOf(1)) {
    for (const missed of ['in the same hand', 'three hands ago']) {
      test(`a backup from ${missed} is put back: it follows, votes again once it is let in, and loses nothing, seed ${seed}`, async () => {
        const { world, devices, tableId } = await friendsTable(seed, 3);
        const [ada, bo, cy] = devices as [WorldDevice, WorldDevice, WorldDevice];
        const hand = await toAFlop(world, devices);
        const backup = cy.disk.copy();
        const until = missed === 'in the same hand' ? hand : hand + 3;
        await world.playUntil(
          () => handOf(ada) === until && ada.view?.boards[0]?.length === 4 && isSame(devices),
        );
        const before = ada.view as TableView;
        cy.kill();
        cy.disk = backup;
        await comeBack(world, cy, tableId);
        await world.playUntil(() => handOf(ada) > before.handNumber && isSame(devices));
        for (const device of devices) {
          expect(chipsOf(device.view as TableView)).toBe(300);
          expect(stops(device)).toEqual([]);
        }
        expect(cy.people?.proofs.every((words) => words.includes('restored from a backup'))).toBe(true);

        // Its vote counts again: with the host gone, it takes two of three.
        await world.playUntil(() => handOf(ada) > before.handNumber + 1 && isSame(devices));
        const host = hostOf([ada, bo]) ?? ada;
        const rest = devices.filter((device) => device !== host);
        const [one] = rest as [WorldDevice];
        const last = handOf(one);
        host.kill();
        await world.playUntil(() => handOf(one) > last && isSame(rest));
        expect(chipsOf(one.view as TableView)).toBe(300);
      });
    }

    // Guards Agreement.isOldCopy in missingVoters: both were here, nobody could host, and nothing was said or offered.
    test(`with two, a backup is put back: both are told what it waits for, and the other can carry on, seed ${seed}`, async () => {
      const { world, devices, tableId } = await friendsTable(seed, 2);
      const [ada, bo] = devices as [WorldDevice, WorldDevice];
      const hand = await toAFlop(world, devices);
      const backup = bo.disk.copy();
      // It hosts meanwhile, so that there are words of it that its disk will not have.
      await hostOf(devices)?.send({ type: 'handHosting', tableId, device: bo.device ?? '' });
      await world.until(() => hostOf(devices) === bo && ada.people?.isHost === false);
      await world.playUntil(() => handOf(ada) > hand && isSame(devices));
      bo.kill();
      bo.disk = backup;
      await comeBack(world, bo, tableId);
      await world.until(() => ada.people?.waiting === oldCopyWords('Bo') && ada.people.canCarryOn);
      await bo.send({ type: 'resume', tableId });
      await world.until(() => bo.people?.waiting === OLD_COPY_HERE_WORDS);
      await world.pass(60_000);
      expect(bo.people?.waiting).toBe(OLD_COPY_HERE_WORDS);
      expect(bo.people?.canCarryOn).toBe(false);
      const { seq } = ada.view as TableView;

      await ada.send({ type: 'carryOn', tableId });
      await world.until(() => ada.view?.tableId !== tableId && bo.view?.tableId === ada.view?.tableId);
      const carried = ada.view as TableView;
      expect(carried.ledger.rows.reduce((sum, { stack, cashedOut }) => sum + stack + cashedOut, 0)).toBe(200);
      await bo.send({ type: 'sit', tableId: carried.tableId, seat: 3, buyIn: 100 });
      await world.playUntil(() => handOf(ada) > carried.handNumber + 1 && isSame(devices));
      await ada.send({ type: 'openTable', tableId });
      await world.until(() => ada.view?.tableId === tableId);
      expect(ada.view?.seq).toBe(seq);
    });

    test(`what it voted cannot be read any more: it does not vote until the host lets it, seed ${seed}`, async () => {
      const { world, devices, tableId } = await friendsTable(seed, 3);
      const [ada, , cy] = devices as [WorldDevice, WorldDevice, WorldDevice];
      await toAFlop(world, devices);
      cy.kill();
      const fs = cy.disk.fileSystem();
      const path = `/data/tables/${tableId}/quorum.json`;
      await fs.overwrite(path, Buffer.from('#'));
      await comeBack(world, cy, tableId);
      const hand = handOf(ada);
      await world.playUntil(() => handOf(ada) > hand + 1 && isSame(devices));
      expect(await fs.size(`${path}.damaged-1`)).not.toBeNull();
      expect(person(ada, 'Cy')?.isVoter).toBe(true);
      expect(cy.people?.savedOn).toBe(3);
      expect(stops(cy)).toEqual([]);
    });

    test(`a data folder is copied and both copies run: that is told in words, and the table lives, seed ${seed}`, async () => {
      const { world, devices } = await friendsTable(seed, 3);
      const [ada, bo, cy] = devices as [WorldDevice, WorldDevice, WorldDevice];
      const hand = await toAFlop(world, devices);
      const copy = await world.copyOf(cy);
      await world.playUntil(() => [ada, bo].some(({ messages }) => messages.includes(copyWords('Cy'))));
      await world.playUntil(() => handOf(ada) > hand + 1 && isSame([ada, bo]));
      for (const device of [ada, bo]) {
        expect(chipsOf(device.view as TableView)).toBe(300);
        expect(stops(device)).toEqual([]);
        expect(device.messages.filter((words) => words === copyWords('Cy')).length).toBeLessThanOrEqual(1);
      }
      // One of the two is closed: the other is as it was.
      copy.kill();
      await world.playUntil(() => handOf(ada) > hand + 4 && isSame(devices));
      expect(chipsOf(cy.view as TableView)).toBe(300);
    });
  }
});
