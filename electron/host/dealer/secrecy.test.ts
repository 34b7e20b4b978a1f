import { beforeAll, describe, expect, test } from 'vitest';
import { loadGroup } from '../../../shared/deck/group.ts';
import { boardIndex, holeIndex } from '../../../shared/deck/indexMap.ts';
import { type DeckMessage, thresholdOf } from '../../../shared/deck/messages.ts';
import { readPublicDeck } from '../../../shared/deck/publicDeck.ts';
import { readSealedCards, type SealedCards } from '../../../shared/deck/sealedCards.ts';
import { formatCards } from '../../../shared/poker/index.ts';
import { facesFound, filesOf, rawSecrets, secretFiles, secretsOf } from '../testing/deckReader.ts';
import { handOf, isSame } from '../testing/friendsTable.ts';
import { World, type WorldDevice } from '../testing/world.ts';

beforeAll(loadGroup);

type Heard = { readonly device: string; readonly message: DeckMessage };

/** Friends in a hand whose flop lies open; all that anybody has said about cards was heard. */
async function atTheFlop(seed: number, count: number) {
  const world = new World(seed, { cards: 'devices' });
  const heard: Heard[] = [];
  let deck: Uint8Array | null = null;
  const devices: WorldDevice[] = [];
  for (const name of ['Ada', 'Bo', 'Cy', 'Di'].slice(0, count)) {
    const device = await world.device(name);
    device.watch = {
      asked: ({ entries, playing }) => {
        deck = playing?.deck ?? deck;
        heard.push(...entries.flatMap(({ device, message }) => (message ? [{ device, message }] : [])));
      },
      says: (said) => {
        heard.push({ device: said.device, message: said.body as unknown as DeckMessage });
        return said;
      },
    };
    devices.push(device);
  }
  const tableId = await world.table(devices);
  await world.playUntil(
    () =>
      handOf(devices[0] as WorldDevice) >= 2 &&
      devices.every(
        ({ view }) =>
          view?.boards[0]?.length === 3 && view.seats.filter(({ inHand }) => inHand).length === count,
      ),
  );
  const sealed = readSealedCards(readPublicDeck(deck as unknown as Uint8Array) as never) as SealedCards;
  return { world, devices, tableId, heard, sealed };
}

describe('a reader of all that is said, who holds the secrets of t-1 devices', () => {
  for (const count of [3, 4]) {
    test(`finds its own cards and the open ones, and no other, with ${count} players`, async () => {
      const { devices, tableId, heard, sealed } = await atTheFlop(41, count);
      const { roster } = sealed.deck;
      const threshold = thresholdOf(count);
      const cheats = devices.slice(count - (threshold - 1));
      const known = new Map();
      for (const cheat of cheats) {
        const secrets = await secretsOf(cheat, tableId, sealed.deck);
        expect(secrets?.keyShare).not.toBeNull();
        known.set(roster.indexOf(cheat.device ?? ''), secrets);
      }
      const words = (places: readonly number[], t = threshold) =>
        places.flatMap((place) =>
          facesFound(sealed, heard, known, place, t).map((card) => formatCards([card])),
        );
      // The search itself finds what may be found.
      for (const cheat of cheats) {
        const q = roster.indexOf(cheat.device ?? '');
        const own = [0, 1].map((round) => holeIndex(round, q, count));
        expect(words(own)).toEqual(cheat.view?.seats[cheat.view.mySeat ?? -1]?.cards);
      }
      const board = [0, 1, 2, 3, 4].map((place) => boardIndex(place, 0, count));
      expect(words(board.slice(0, 3))).toEqual(cheats[0]?.view?.boards[0]);

      const others = roster.map((_, q) => q).filter((q) => !known.has(q));
      const hidden = [
        ...others.flatMap((q) => [0, 1].map((round) => holeIndex(round, q, count))),
        ...board.slice(3),
        ...[0, 1, 2, 3, 4].map((place) => boardIndex(place, 1, count)),
      ];
      for (let size = 1; size <= threshold; size++) expect(words(hidden, size)).toEqual([]);
    }, 240_000);
  }
});

// Case 45; guards `#erase` of sealedDealer.ts and `eraseOtherDecks`.
test('after the hand no secret of it is on a disk, and while it is played none is readable there', async () => {
  const { world, devices, tableId, sealed } = await atTheFlop(42, 3);
  const { number, attempt } = sealed.deck;
  const secrets: Buffer[] = [];
  const neverSaid: Buffer[] = [];
  for (const device of devices) {
    const own = await secretsOf(device, tableId, sealed.deck);
    expect(own?.keyShare).not.toBeNull();
    // What made the key has had its time.
    expect(own?.sealSecret).toBeNull();
    expect(own?.deal?.ownShare).toBeNull();
    const ownBytes = own ? rawSecrets(own) : [];
    secrets.push(...ownBytes);
    // The blinds of cards that are shown become everybody's.
    neverSaid.push(...ownBytes.filter((bytes) => !own?.blinds.some((blind) => bytes.equals(blind))));
  }
  expect(secrets.length).toBe(devices.length * 4);
  const holding = async (device: WorldDevice, which: readonly Buffer[]) => {
    const files = [...(await filesOf(device))];
    return files.flatMap(([path, bytes]) => (which.some((secret) => bytes.includes(secret)) ? [path] : []));
  };
  for (const device of devices) expect(await holding(device, secrets)).toEqual([]);

  const hand = handOf(devices[0] as WorldDevice);
  await world.playUntil(() => devices.every((device) => handOf(device) > hand) && isSame(devices));
  await world.pass(1_000);
  for (const device of devices) {
    expect(await holding(device, neverSaid)).toEqual([]);
    expect(await secretFiles(device, tableId)).not.toContain(`deck-${number}-${attempt}.key`);
    expect(await secretFiles(device, tableId)).not.toContain(`deck-${number}-${attempt}.secrets`);
    expect(await secretsOf(device, tableId, sealed.deck)).toBeNull();
  }
}, 240_000);
