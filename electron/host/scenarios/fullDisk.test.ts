import { describe, expect, test } from 'vitest';
import type { TableView } from '../../ipc.ts';
import {
  chipsOf,
  friendsTable,
  handOf,
  hostOf,
  isSame,
  seedsOf,
  tellSeedOfFailure,
} from '../testing/friendsTable.ts';
import type { WorldDevice } from '../testing/world.ts';

tellSeedOfFailure();

const isToldFull = ({ messages }: WorldDevice) =>
  messages.some((words) => words.includes('The disk is full'));

describe('a disk fills up while a hand is played', () => {
  for (const seed of seedsOf(1)) {
    for (const whose of ['the host', 'a follower'] as const) {
      test(`${whose}'s: its table stops and says so, the others play the hand to its end, it agrees once there is room, seed ${seed}`, async () => {
        const { world, devices, tableId } = await friendsTable(seed, 3);
        const [first] = devices as [WorldDevice];
        const from = handOf(first);
        await world.playUntil(() => handOf(first) > from && first.view?.boards[0]?.length === 3);
        await world.until(() => isSame(devices));
        const host = hostOf(devices) as WorldDevice;
        const full = whose === 'the host' ? host : (devices.find((device) => device !== host) as WorldDevice);
        const rest = devices.filter((device) => device !== full);
        const [one] = rest as [WorldDevice];
        const before = one.view as TableView;

        full.isFull = true;
        await world.playUntil(() => isToldFull(full));
        await world.playUntil(() => handOf(one) > before.handNumber && isSame(rest));
        expect(one.messages.filter((words) => words.startsWith('The table stopped'))).toEqual([]);
        expect(chipsOf(one.view as TableView)).toBe(300);

        full.isFull = false;
        await full.send({ type: 'openTable', tableId });
        await world.playUntil(() => handOf(one) > before.handNumber + 2 && isSame(devices));
        expect(chipsOf(full.view as TableView)).toBe(300);
        expect(full.people?.proofs).toEqual([]);
      });
    }
  }
});
