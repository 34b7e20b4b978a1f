import { beforeAll, describe, expect, test } from 'vitest';
import { BASE, loadGroup } from '../../../shared/deck/group.ts';
import { BOX_BYTES } from '../../../shared/deck/messages.ts';
import type { Body } from '../../../shared/process/effects.ts';
import type { TableView } from '../../ipc.ts';
import { chipsOf, handOf, isSame } from '../testing/friendsTable.ts';
import { spoilt } from '../testing/watchedDealer.ts';
import { World, type WorldDevice } from '../testing/world.ts';

beforeAll(loadGroup);

/** Three friends who have played a hand; then Cy's dealer says something else than it should, whenever it can. */
async function withCheat(seed: number, cheat: (body: Body) => Body) {
  const world = new World(seed, { cards: 'devices' });
  const devices = [await world.device('Ada'), await world.device('Bo'), await world.device('Cy')];
  const [ada, bo, cy] = devices as [WorldDevice, WorldDevice, WorldDevice];
  await world.table(devices);
  await world.playUntil(() => devices.every((device) => handOf(device) >= 2));
  const convicted = new Set<string>();
  ada.watch = { asked: ({ making }) => making?.faulty.forEach((device) => void convicted.add(device)) };
  cy.watch = { says: (said) => ({ ...said, body: cheat(said.body) }) };
  return { world, ada, bo, cy, convicted };
}

const swapCards = (body: Body): Body => {
  const deck = Uint8Array.from(body.deck as Uint8Array);
  const first = deck.slice(0, 64);
  deck.copyWithin(0, 64, 128);
  deck.set(first, 64);
  return { ...body, deck };
};

const WRONGS: readonly { readonly what: string; readonly cheat: (body: Body) => Body }[] = [
  {
    what: 'a READY that proves nothing',
    cheat: (body) => (body.kind === 'READY' ? spoilt(body, 'proofs') : body),
  },
  {
    what: 'a DEAL that proves nothing',
    cheat: (body) => (body.kind === 'DEAL' ? spoilt(body, 'ephemeralProof') : body),
  },
  {
    // Case 32, 37: the first box is Ada's, who complains.
    what: 'a share that cannot be opened',
    cheat: (body) => {
      if (body.kind !== 'DEAL') return body;
      expect((body.boxes as Uint8Array).length).toBe(2 * BOX_BYTES);
      return spoilt(body, 'boxes');
    },
  },
  {
    // Case 33.
    what: 'a complaint of a good share',
    cheat: (body) =>
      body.kind === 'ACK'
        ? {
            kind: 'COMPLAIN',
            handId: body.handId as Uint8Array,
            accused: 0,
            key: BASE,
            proof: new Uint8Array(64),
          }
        : body,
  },
  {
    // Case 13.
    what: 'a wrong shuffle: cards that changed places after the proof',
    cheat: (body) => (body.kind === 'SHUFFLE' ? swapCards(body) : body),
  },
];

// K3; guards that each proof is checked before anybody acknowledges the deck, and who is blamed.
describe('a device that cheats while the deck is made', () => {
  for (const { what, cheat } of WRONGS) {
    test(`${what}: it is convicted, and the table goes on without it`, async () => {
      const { world, ada, bo, cy, convicted } = await withCheat(51, cheat);
      await world.playUntil(() => convicted.size > 0);
      expect([...convicted]).toEqual([cy.device]);
      const hand = handOf(ada);
      await world.playUntil(() => handOf(ada) > hand + 1 && isSame([ada, bo]));
      const dealtIn = ada.view?.seats.filter(({ inHand }) => inHand).map(({ name }) => name);
      expect(dealtIn).toEqual(['Ada', 'Bo']);
      expect([...convicted]).toEqual([cy.device]);
      expect(chipsOf(ada.view as TableView)).toBe(300);
    }, 240_000);
  }
});

describe('a device that cheats while the deck is played with', () => {
  for (const kind of ['HOLE', 'BOARD']) {
    // Cases 19, 20, 22; guards `areRight` in `quorumOf`, and `judgeShares`.
    test(`wrong ${kind} shares open nothing and hold up nothing; who sent them is convicted`, async () => {
      const { world, ada, bo, cy, convicted } = await withCheat(52, (body) =>
        body.kind === kind ? spoilt(body, 'shares') : body,
      );
      const hand = handOf(ada);
      await world.playUntil(() => handOf(ada) > hand + 2 && isSame([ada, bo, cy]));
      expect([...convicted]).toEqual([cy.device]);
      await world.playUntil(() => ada.view?.boards[0]?.length === 5 && isSame([ada, bo, cy]));
      const dealtIn = ada.view?.seats.filter(({ inHand }) => inHand).map(({ name }) => name);
      expect(dealtIn).toEqual(['Ada', 'Bo']);
      const faces = [ada, bo].flatMap(({ view }) => view?.seats[view.mySeat ?? -1]?.cards ?? []);
      expect(new Set([...faces, ...(ada.view?.boards[0] ?? [])]).size).toBe(4 + 5);
      expect(chipsOf(ada.view as TableView)).toBe(300);
    }, 240_000);
  }

  // Guards the check of a claim before its entry is played (`isWrongClaim`): else any host could shut out whom it likes.
  test('a host that convicts an honest device is not believed, and hosts no more', async () => {
    const { world, ada, bo, cy, convicted } = await withCheat(53, (body) => body);
    const lie = (body: Body): Body =>
      body.kind === 'BOARD'
        ? { kind: 'CONVICT', device: bo.device as string, of: 'HOLE', cards: [0, 1, 2, 3, 4, 5] }
        : body;
    ada.watch = { says: (said) => ({ ...said, body: lie(said.body) }), believesAll: true };
    bo.watch = { asked: ({ making }) => making?.faulty.forEach((device) => void convicted.add(device)) };
    const hostOf = () => bo.people?.people.find(({ isHost }) => isHost)?.name;
    await world.playUntil(() => hostOf() === 'Bo' || hostOf() === 'Cy');
    const hand = handOf(bo);
    await world.playUntil(() => handOf(bo) > hand + 1 && isSame([bo, cy]));
    expect(bo.view?.seats[1]?.inHand).toBe(true);
    expect([...convicted]).toEqual([]);
    expect(chipsOf(bo.view as TableView)).toBe(300);
  }, 240_000);
});
