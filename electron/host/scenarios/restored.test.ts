import { describe, expect, test } from 'vitest';
import type { TableView } from '../../ipc.ts';
import { copyWords } from '../networkWarnings.ts';
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
