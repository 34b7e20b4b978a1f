import { beforeAll, describe, expect, test } from 'vitest';
import { loadGroup } from '../../../shared/deck/group.ts';
import { boardIndex, holeIndex } from '../../../shared/deck/indexMap.ts';
import { handOf } from '../testing/friendsTable.ts';
import { DATA_KEY, World, type WorldDevice } from '../testing/world.ts';
import { DealerHere } from './dealer.ts';
import type { DeckEntry, DeckWork } from './deckWork.ts';

beforeAll(loadGroup);

const PLAYERS = 3;

/** Ada's dealer at the flop: all that it was told of the hand, and a dealer over the same disk to be told something else. */
async function atTheFlop(seed: number) {
  const world = new World(seed, { cards: 'devices' });
  const devices = [await world.device('Ada'), await world.device('Bo'), await world.device('Cy')];
  const [ada] = devices as [WorldDevice];
  let entries: DeckEntry[] = [];
  let last: DeckWork | null = null;
  ada.watch = {
    asked: (work) => {
      entries = work.isAnew ? [...work.entries] : [...entries, ...work.entries];
      last = work;
    },
  };
  await world.table(devices);
  await world.playUntil(
    () => handOf(ada) >= 2 && ada.view?.boards[0]?.length === 3 && ada.view.actor !== null,
  );
  const work = { ...(last as unknown as DeckWork), entries, isAnew: true };
  const dealer = new DealerHere({
    fs: ada.disk.copy().fileSystem(),
    dataKey: DATA_KEY,
    directory: (tableId) => `/data/tables/${tableId}/dealer`,
    randomBytes: (sizeBytes) => new Uint8Array(sizeBytes),
  });
  return { work, dealer };
}

/** The same work, if a program had gone wrong, and asked for these cards. */
function asking(work: DeckWork, kind: 'BOARD' | 'OPEN', places: readonly number[]): DeckWork {
  const wrong: DeckEntry = {
    device: '',
    message: null,
    dealt: [],
    unsealed: [...places],
    state: new Uint8Array(32),
  };
  const playing = work.playing && { ...work.playing, taken: [{ kind, places, from: [] }] };
  return { ...work, making: null, playing, entries: [...work.entries, wrong] };
}

// K2, case 27; guards the question to `mayOpen` in `ownShares`.
describe('no share leaves a device for a card that may not be opened, whatever asks for it', () => {
  test('the turn while the flop is bet on, a second run that nobody plays, the cards of a live player', async () => {
    const { work, dealer } = await atTheFlop(61);
    const turn = [boardIndex(3, 0, PLAYERS)];
    const flopAgain = [0, 1, 2].map((place) => boardIndex(place, 1, PLAYERS));
    const live = [0, 1].map((round) => holeIndex(round, 1, PLAYERS));
    const says = async (asked: DeckWork) => (await dealer.work(asked)).say.map(({ body }) => body.kind);
    expect(await says(asking(work, 'BOARD', turn))).toEqual([]);
    expect(await says(asking(work, 'BOARD', flopAgain))).toEqual([]);
    expect(await says(asking(work, 'OPEN', live))).toEqual([]);
    expect(await says(asking({ ...work, facts: null }, 'BOARD', turn))).toEqual([]);
    // Were it so that the betting is over, it would send its share of the turn, and of it alone.
    const facts = work.facts && { ...work.facts, isBetting: false };
    expect(await says(asking({ ...work, facts }, 'BOARD', turn))).toEqual(['BOARD']);
    expect(await says(asking({ ...work, facts }, 'BOARD', [...turn, (turn[0] as number) + 1]))).toEqual([]);
    // And not before an entry allows it.
    const early = { ...asking({ ...work, facts }, 'BOARD', turn), entries: work.entries };
    expect(await says(early)).toEqual([]);
  }, 240_000);
});
