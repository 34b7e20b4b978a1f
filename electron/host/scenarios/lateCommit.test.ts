import { describe, expect, test } from 'vitest';
import {
  comeBack,
  friendsTable,
  handOf,
  isSame,
  seedsOf,
  tellSeedOfFailure,
} from '../testing/friendsTable.ts';
import type { WorldDevice } from '../testing/world.ts';

tellSeedOfFailure();

/** Far less than a turn lasts: nothing is committed meanwhile. */
const SOON_MS = 3_000;

describe('a device that comes back while nobody acts', () => {
  for (const seed of seedsOf(1, 21, 22)) {
    // Guards: `#syncAll` after missed hands were taken over, and `#askForCommit` (agreement.ts).
    test(`shows what the others show at once, seed ${seed}`, async () => {
      const { world, devices, tableId } = await friendsTable(seed, 3);
      const [ada, bo, cy] = devices as [WorldDevice, WorldDevice, WorldDevice];
      await bo.send({ type: 'sitOut', tableId, sitOut: true });
      await world.playUntil(() => ada.view?.seats[1]?.sittingOut === true && !ada.view.seats[1].inHand);
      bo.kill();
      const hand = handOf(ada);
      await world.playUntil(() => handOf(ada) > hand + 2);
      await world.until(() => ada.view?.legal !== null || cy.view?.legal !== null);
      await comeBack(world, bo, tableId);
      await world.pass(SOON_MS);
      expect(isSame(devices)).toBe(true);
    });
  }
});
