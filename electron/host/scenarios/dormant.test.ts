import { describe, expect, test } from 'vitest';
import type { TableView } from '../../ipc.ts';
import {
  chipsOf,
  friendsTable,
  handOf,
  isSame,
  seedsOf,
  tellSeedOfFailure,
} from '../testing/friendsTable.ts';
import type { WorldDevice } from '../testing/world.ts';

tellSeedOfFailure();

const LONG_MS = 1_200_000;

describe('a table that nobody waits for', () => {
  for (const seed of seedsOf(1)) {
    // Guards setAwake(false) in LiveTable and the rest in Quorum.dueMs.
    test(`a paused table says nothing for twenty minutes; whoever resumes it finds it as it was, seed ${seed}`, async () => {
      const { world, devices, tableId } = await friendsTable(seed, 3);
      const [ada, bo] = devices as [WorldDevice, WorldDevice];
      await ada.send({ type: 'pause', tableId });
      await world.playUntil(() => devices.every(({ view }) => view?.paused != null) && isSame(devices));
      await world.pass(10_000);
      const before = ada.view as TableView;
      const term = ada.people?.hostWords;
      const sentBytes = devices.map((device) => device.traffic.sentBytes);
      await world.pass(LONG_MS);
      expect(devices.map((device) => device.traffic.sentBytes)).toEqual(sentBytes);
      expect(ada.people?.hostWords).toBe(term);
      expect(ada.view?.seq).toBe(before.seq);

      await ada.send({ type: 'resume', tableId });
      await world.playUntil(() => handOf(bo) > before.handNumber && isSame(devices));
      expect(chipsOf(bo.view as TableView)).toBe(300);
    });
  }
});
