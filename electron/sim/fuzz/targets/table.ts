/** What is said at a table, and about its cards, by whoever may say it: bodies of signed inputs of any shape. */
import { type Holders, isDealSound, makeDeal, shareIn } from '../../../../shared/deck/deal.ts';
import { loadGroup } from '../../../../shared/deck/group.ts';
import type { Deal, Ready, Shares } from '../../../../shared/deck/messages.ts';
import { publicDeckBytes, readPublicDeck } from '../../../../shared/deck/publicDeck.ts';
import { isReadySound, makeReady } from '../../../../shared/deck/ready.ts';
import { areRightShares, readSealedCards } from '../../../../shared/deck/sealedCards.ts';
import { dealHonestHand, sharesOf } from '../../../../shared/deck/testing/honestHand.ts';
import type { Arrival, Body } from '../../../../shared/process/effects.ts';
import { fromHex } from '../../../../shared/process/hash.ts';
import { fromBytes, isRecord, type Plain, toBytes } from '../../../../shared/process/plain.ts';
import { deckInputSchemas } from '../../../../shared/table/deckInputs.ts';
import { chipsOn } from '../../../../shared/table/testing/chipsOn.ts';
import { DealtTable, deviceOf } from '../../../../shared/table/testing/dealtTable.ts';
import { ADA, BO, CY, Friends } from '../../../../shared/table/testing/friends.ts';
import { HOST, type Practice } from '../../../../shared/table/testing/practice.ts';
import { type FuzzTarget, must } from '../fuzzTarget.ts';

const MEGABYTE = 1024 * 1024;
const COMMON = { sizeMaxBytes: 16_384, timeMaxMs: 1_000, memoryMaxBytes: 64 * MEGABYTE };

const BODIES: readonly Plain[] = [
  { kind: 'MOVE', hand: 1, turn: 1, action: 'call', amount: 1 },
  { kind: 'MOVE', hand: 1, turn: 1, action: 'raise', amount: 8 },
  { kind: 'SIT', seat: 2, name: 'Cy', buyIn: 100, bot: false },
  { kind: 'TOP_UP', amount: 50 },
  { kind: 'SIT_OUT', sitOut: true },
  { kind: 'LEAVE' },
  { kind: 'PAUSE' },
  { kind: 'RESUME' },
  { kind: 'INVITE', key: 'cd'.repeat(32), admission: 'auto' },
  {
    kind: 'JOIN',
    name: 'Di',
    avatar: 2,
    role: 'player',
    invite: new Uint8Array(32),
    proof: new Uint8Array(64),
  },
  { kind: 'ADMIT', device: CY, admit: true },
  { kind: 'KICK', device: BO },
  { kind: 'VOTERS', remove: BO },
  { kind: 'VOUCH', seat: 1, device: CY },
  { kind: 'RENAME', name: 'Ann', avatar: 3 },
  { kind: 'SETTINGS', settings: { smallBlind: 2, bigBlind: 4 } },
  { kind: 'SHOW', cards: [{ index: 0, card: 5, proof: new Uint8Array(16) }] },
  { kind: 'FACES', cards: [{ index: 4, card: 9, proof: new Uint8Array(16) }] },
  { kind: 'TIMEOUT', consents: [] },
  { kind: 'RESTART', number: 1, attempt: 1, convicted: [BO], consents: [] },
  { kind: 'CONVICT', device: BO },
  { kind: 'RUN_TWICE', agree: true },
  { kind: 'RABBIT' },
  { kind: 'VOID' },
  { kind: 'MUCK' },
  { kind: 'STRADDLE', straddle: true },
];

/** A body said at a table by each who might: the program takes it or refuses it, and no chip comes or goes. */
function saidAt(
  name: string,
  speakers: readonly string[],
  make: () => Practice,
  more: readonly Plain[] = [],
): FuzzTarget {
  let table: Practice | null = null;
  return {
    name,
    shape: 'cbor',
    samples: () => [...BODIES, ...more].map(toBytes),
    read(bytes) {
      const body = fromBytes(bytes);
      // As readInput lets it through.
      if (!isRecord(body) || typeof body.kind !== 'string') return 'no body';
      table ??= make();
      const outcomes = speakers.map((device) => {
        const arrival: Arrival = { device, host: HOST, timeMs: 1_001, body: body as Body };
        const offer = (table as Practice).process.offer(arrival);
        if ('refuse' in offer) return `${offer.refuse}`;
        const other = make();
        other.process.take(arrival);
        const { there, owed } = chipsOn(other);
        must(other.process.result !== null || there === owed, 'chips came or went');
        return `${body.kind} taken`;
      });
      return outcomes.join(' | ');
    },
    refusals: ['NotCanonical'],
    ...COMMON,
    cost: 4,
  };
}

function inDeal(): DealtTable {
  const table = new DealtTable(3);
  table.resume();
  return table;
}

function deckBodies(): Plain[] {
  const table = inDeal();
  return [0, 1, 2].flatMap((seat) => table.message(deviceOf(seat)) ?? []);
}

const random = (sizeBytes: number) => new Uint8Array(sizeBytes).map((_, at) => (at * 37 + sizeBytes) % 256);
const roster = ['ab'.repeat(32), 'cd'.repeat(32), 'ef'.repeat(32)];
const tryOf = new Uint8Array(32).fill(6);

/** READY, DEAL and shares: shapes as the program checks them, then the arithmetic as a dealer does it. */
const arithmetic: FuzzTarget = {
  name: 'messages about the deck, reckoned',
  shape: 'cbor',
  samples: async () => {
    await loadGroup();
    const { readies, deal, shares } = honest();
    return [readies[0]?.message, deal, shares].map((body) => toBytes(body as unknown as Plain));
  },
  read(bytes) {
    const body = fromBytes(bytes);
    if (!isRecord(body)) return 'no body';
    const kind = body.kind as keyof typeof deckInputSchemas;
    if (!Object.hasOwn(deckInputSchemas, kind) || !deckInputSchemas[kind].safeParse(body).success)
      return 'no shape';
    const { holders, sealed } = honest();
    if (kind === 'READY')
      return `READY ${isReadySound(body as unknown as Ready, tryOf, roster[0] as string)}`;
    if (kind === 'DEAL') {
      const deal = body as unknown as Deal;
      const share = shareIn(deal, holders.handId, 0, 1, new Uint8Array(32).fill(3));
      return `DEAL ${isDealSound(deal, holders, 0)} ${share === null}`;
    }
    if (kind === 'HOLE' || kind === 'BOARD' || kind === 'OPEN') {
      const message = body as unknown as Shares;
      const request = { kind, state: message.state, cards: message.cards };
      return `${kind} ${areRightShares(sealed, request, 0, message)}`;
    }
    return kind;
  },
  refusals: ['NotCanonical'],
  ...COMMON,
  cost: 8,
};

const finishedDeck: FuzzTarget = {
  name: 'finished deck',
  shape: 'cbor',
  samples: async () => {
    await loadGroup();
    return [publicDeckBytes(honest().sealed.deck)];
  },
  read(bytes) {
    const deck = readPublicDeck(bytes);
    return deck === null ? 'no deck' : `${readSealedCards(deck) === null}`;
  },
  refusals: [],
  ...COMMON,
  sizeMaxBytes: 65_536,
  cost: 8,
};

let made: ReturnType<typeof makeHonest> | null = null;

function honest(): ReturnType<typeof makeHonest> {
  made ??= makeHonest();
  return made;
}

function makeHonest() {
  const hand = dealHonestHand(3, 'fuzz');
  const readies = roster.map((device) =>
    makeReady({ number: 1, attempt: 1, tryOf, sender: fromHex(device) }, random),
  );
  const holders: Holders = {
    handId: new Uint8Array(32).fill(8),
    roster,
    sealKeys: readies.map(({ message }) => message.sealKey),
  };
  const deal = makeDeal(holders, 0, random).message;
  const request = { kind: 'BOARD' as const, state: new Uint8Array(32), cards: [6, 7, 8] };
  return { sealed: hand.sealed, readies, holders, deal, shares: sharesOf(hand, request, 0) };
}

export const TABLE_TARGETS: readonly FuzzTarget[] = [
  saidAt('input at a resting table', [ADA, CY, HOST], () => Friends.seated([ADA, BO])),
  saidAt('input in a hand', [ADA, BO, HOST], () => Friends.playing([ADA, BO])),
  saidAt('input while a deck is made', [deviceOf(0), deviceOf(1), HOST], inDeal, deckBodies()),
  arithmetic,
  finishedDeck,
];
