import { describe, expect, test } from 'vitest';
import type { TableView } from '../../ipc.ts';
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

    // Guards the look at the hand in dueVoterChange.
    test(`nobody loses the vote by going to bed, and who stays away while the others play on does, seed ${seed}`, async () => {
      const { world, devices, tableId } = await friendsTable(seed, 3);
      const [ada, bo, cy] = devices as [WorldDevice, WorldDevice, WorldDevice];
      const isVoter = () => ada.people?.people.find(({ name }) => name === 'Cy')?.isVoter;
      await ada.send({ type: 'pause', tableId });
      await world.playUntil(() => devices.every(({ view }) => view?.paused != null) && isSame(devices));
      cy.kill();
      await world.pass(LONG_MS);
      const { seq } = ada.view as TableView;
      expect(isVoter()).toBe(true);

      await ada.send({ type: 'resume', tableId });
      await world.playUntil(() => isVoter() === false && isSame([ada, bo]), 'folds');
      expect(ada.view?.seq).toBeGreaterThan(seq);
      await comeBack(world, cy, tableId);
      await cy.send({ type: 'sitOut', tableId, sitOut: false });
      await world.playUntil(() => isVoter() === true && isSame(devices), 'folds');
      expect(chipsOf(cy.view as TableView)).toBe(300);
    });

    test(`its host is lost while it rests: nobody stands until somebody says something, then it goes on, seed ${seed}`, async () => {
      const { world, devices, tableId } = await friendsTable(seed, 3);
      const [ada, bo] = devices as [WorldDevice, WorldDevice];
      if (hostOf(devices) === ada) {
        await ada.send({ type: 'handHosting', tableId, device: bo.device ?? '' });
        await world.until(() => hostOf(devices) === bo && ada.people?.isHost === false);
      }
      await ada.send({ type: 'pause', tableId });
      await world.playUntil(() => devices.every(({ view }) => view?.paused != null) && isSame(devices));
      const hand = handOf(ada);
      const host = hostOf(devices) as WorldDevice;
      const rest = devices.filter((device) => device !== host);
      host.kill();
      await world.pass(60_000);
      expect(hostOf(rest)).toBeUndefined();
      await ada.send({ type: 'resume', tableId });
      await world.playUntil(() => rest.every((device) => handOf(device) > hand) && isSame(rest));
      expect(chipsOf(ada.view as TableView)).toBe(300);
    });
  }
});
