import { loadGroup } from '../../../../shared/deck/group.ts';
import { boardIndex } from '../../../../shared/deck/indexMap.ts';
import { readPublicDeck } from '../../../../shared/deck/publicDeck.ts';
import type { Body } from '../../../../shared/process/effects.ts';
import { toHex } from '../../../../shared/process/hash.ts';
import { readInput } from '../../../../shared/process/input.ts';
import { sameBytes, toBytes } from '../../../../shared/process/plain.ts';
import { DealerHere } from '../../../host/dealer/dealer.ts';
import type { DeckEntry, DeckWork } from '../../../host/dealer/deckWork.ts';
import { DATA_KEY, type WorldDevice } from '../../../host/testing/world.ts';
import { Broken, brokenBy } from './broken.ts';
import { handsOnDisk } from './handsOnDisk.ts';
import { handOf, hostAmong, playFor, type ThreeFriends, threeFriends } from './threeFriends.ts';

const CARDS = 52;
const PATIENCE_MS = 60_000;

/** The host's device says another face than the card has, and believes itself. */
async function wrongFace(table: ThreeFriends): Promise<void> {
  const { world, devices, tableId } = table;
  await world.until(() => hostAmong(devices) !== undefined);
  const host = hostAmong(devices) as WorldDevice;
  const lies: Uint8Array[] = [];
  const lie = (body: Body): Body => {
    if (body.kind !== 'FACES') return body;
    const [first, ...rest] = body.cards as { readonly card: number }[];
    const said = { ...body, cards: [{ ...first, card: ((first?.card ?? 0) + 1) % CARDS }, ...rest] } as Body;
    lies.push(toBytes(said));
    return said;
  };
  host.watch = { believesAll: true, says: (said) => ({ ...said, body: lie(said.body) }) };
  await world.playUntil(() => lies.length > 0);
  await playFor(table, 1_000);
  for (const device of devices) {
    if (device === host) continue;
    const entries = (await handsOnDisk(device, tableId)).flatMap((hand) => hand.entries);
    const bodies = entries.map(({ entry }) => toBytes(readInput(entry.input, () => true).body));
    if (bodies.some((body) => lies.some((one) => sameBytes(one, body))))
      throw new Broken(`${device.name} plays on with a face that the card does not have`);
  }
}

/** A device does not acknowledge decks any more: what it found in one is its own affair. */
async function noAcknowledgement({ world, devices }: ThreeFriends): Promise<void> {
  const [one, other] = devices as [WorldDevice, WorldDevice];
  const kept = new Set<string>();
  const played = new Set<string>();
  one.watch = {
    says: (said) => {
      if (said.body.kind !== 'DECK_ACK') return said;
      kept.add(toHex(said.body.handId as Uint8Array));
      return null;
    },
  };
  other.watch = {
    asked: ({ playing }) => {
      const deck = playing && readPublicDeck(playing.deck);
      if (deck) played.add(toHex(deck.handId));
    },
  };
  const hand = handOf(other);
  const untilMs = world.clock.steadyMs() + PATIENCE_MS;
  world.clock.after(PATIENCE_MS, () => {});
  const isPlayed = () => [...played].some((deck) => kept.has(deck));
  await world.playUntil(
    () => isPlayed() || handOf(other) > hand + 2 || world.clock.steadyMs() > untilMs,
    'folds',
  );
  if (isPlayed()) throw new Broken(`a deck is played with that ${one.name}'s device did not acknowledge`);
}

/** A dealer is asked for the turn while the flop is bet on, as if its program had gone wrong. */
async function askedTooEarly({ world, devices }: ThreeFriends): Promise<void> {
  const [one] = devices as [WorldDevice];
  let entries: DeckEntry[] = [];
  let last: DeckWork | null = null;
  one.watch = {
    asked: (work) => {
      entries = work.isAnew ? [...work.entries] : [...entries, ...work.entries];
      last = work;
    },
  };
  const hand = handOf(one);
  await world.playUntil(
    () => handOf(one) > hand && one.view?.boards[0]?.length === 3 && one.view.actor !== null,
  );
  const work = last as unknown as DeckWork;
  const places = [boardIndex(3, 0, devices.length)];
  const asking: DeckEntry = {
    ...{ device: '', message: null, dealt: [], unsealed: places },
    state: new Uint8Array(32),
  };
  const dealer = new DealerHere({
    fs: one.disk.copy().fileSystem(),
    dataKey: DATA_KEY,
    directory: (tableId) => `/data/tables/${tableId}/dealer`,
    randomBytes: (sizeBytes) => new Uint8Array(sizeBytes),
  });
  const { say } = await dealer.work({
    ...work,
    isAnew: true,
    making: null,
    playing: work.playing && { ...work.playing, taken: [{ kind: 'BOARD', places, from: [] }] },
    entries: [...entries, asking],
  });
  if (say.length > 0)
    throw new Broken(`${one.name}'s device helps to open the turn while the flop is bet on`);
}

const CHEATS = [wrongFace, noAcknowledgement, askedTooEarly];

/** Three friends with cards that their devices make together, and one thing about cards that must come to nothing. */
export function cardsDrill(seed: number): Promise<string | null> {
  return brokenBy(async () => {
    await loadGroup();
    const table = await threeFriends(seed, { cards: 'devices' });
    await CHEATS[seed % CHEATS.length]?.(table);
  });
}
