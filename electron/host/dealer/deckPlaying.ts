import { hashOf, u32 } from '../../../shared/deck/contexts.ts';
import { ownerOf, samePlaces } from '../../../shared/deck/indexMap.ts';
import { mayOpen } from '../../../shared/deck/mayOpen.ts';
import { thresholdOf } from '../../../shared/deck/messages.ts';
import { openForAll, type Quorum, quorumOf } from '../../../shared/deck/openCard.ts';
import { wholeDeckHash } from '../../../shared/deck/publicDeck.ts';
import type { SealedCards, ShareRequest } from '../../../shared/deck/sealedCards.ts';
import { makeShares } from '../../../shared/deck/shares.ts';
import type { RandomBytes } from '../../../shared/deck/transcript.ts';
import type { Body } from '../../../shared/process/effects.ts';
import { sameBytes, toBytes } from '../../../shared/process/plain.ts';
import type { DeckSecrets } from './deckSecrets.ts';
import type { DeckTable } from './deckTable.ts';
import type { DeckDone, DeckWork, PlayedDeck } from './deckWork.ts';

type Taken = PlayedDeck['taken'][number];

/** What the devices here have to do for the deck that is played with (DECK.md, steps 8 to 12). */
export function playDeck(
  work: DeckWork & { readonly playing: PlayedDeck },
  table: DeckTable,
  secrets: DeckSecrets,
): DeckDone {
  const sealed = table.sealedCards(work.playing.deck);
  const requests = work.playing.taken.flatMap((taken) => {
    const state = table.stateOf(taken.kind, taken.places);
    return state ? [{ taken, request: { kind: taken.kind, state, cards: taken.places } }] : [];
  });
  const say = requests.flatMap(({ taken, request }) => ownShares(work, sealed, taken, request, secrets));
  const own = requests.flatMap(({ request }) =>
    request.kind === 'HOLE' ? ownCards(work, sealed, request, table, secrets) : [],
  );
  const faces = requests.flatMap(({ request }) => openFaces(work, sealed, request, table));
  const { wrong, isMore } = judgeShares(sealed, requests, table);
  const { host } = work;
  // With the proof in the journal the host needs nobody's consent; a host that cheats is left by the others.
  const convictions = host === null ? [] : wrong.map((one) => conviction(host, one));
  return {
    say: [...say, ...faces, ...convictions],
    own,
    faulty: host === null ? wrong.map(({ device }) => device) : [],
    isMore,
  };
}

interface WrongShares {
  readonly device: string;
  readonly of: Taken['kind'];
  readonly cards: readonly number[];
}

/** All shares are checked in the end, also those that no card needs: who sent wrong ones is to blame (cases 19, 20, 22). */
function judgeShares(
  sealed: SealedCards,
  requests: readonly { readonly taken: Taken; readonly request: ShareRequest }[],
  table: DeckTable,
): { readonly wrong: readonly WrongShares[]; readonly isMore: boolean } {
  const wrong: WrongShares[] = [];
  let judged = 0;
  for (const { taken, request } of requests) {
    for (const { device, message } of table.shares(request.kind)) {
      if (!taken.from.includes(device) || !samePlaces(message.cards, request.cards)) continue;
      const holder = sealed.deck.roster.indexOf(device);
      // One check is as much as anything else may have to wait for.
      if (!table.isJudged(sealed, request, holder, message) && judged++ > 0) return { wrong, isMore: true };
      if (table.areRight(sealed, request, holder, message)) continue;
      wrong.push({ device, of: request.kind, cards: request.cards });
    }
  }
  return { wrong, isMore: false };
}

function conviction(host: string, { device, of, cards }: WrongShares): DeckDone['say'][number] {
  return { device: host, body: { kind: 'CONVICT', device, of, cards: [...cards] } };
}

/** The shares of the devices here, as many as are wanted: with all holders in one process t are enough. */
function ownShares(
  { devices, facts }: DeckWork,
  sealed: SealedCards,
  { from }: Taken,
  request: ShareRequest,
  secrets: DeckSecrets,
): DeckDone['say'] {
  // Whatever the program asks for: a share once said cannot be taken back.
  if (!facts || !request.cards.every((card) => mayOpen(request.kind, card, facts))) return [];
  const { roster } = sealed.deck;
  const whole = wholeDeckHash(sealed.deck);
  const isHere = (device: string) => devices.includes(device);
  let fromHere = from.filter(isHere).length;
  const say: { device: string; body: Body }[] = [];
  for (const [holder, device] of roster.entries()) {
    if (fromHere >= thresholdOf(roster.length)) break;
    const known = isHere(device) && !from.includes(device) ? secrets.of(device) : null;
    // No share of a deck but of the one that this device has acknowledged.
    const isMine = known?.acknowledged && sameBytes(known.acknowledged, whole);
    if (!known?.keyShare || !isMine) continue;
    // The same bytes every time, before and after a crash (case 44).
    const random = repeatable(known.shareSeed, request);
    const message = makeShares(sealed, request, holder, known.keyShare, random);
    if (!message) continue;
    say.push({ device, body: message as unknown as Body });
    fromHere += 1;
  }
  return say;
}

function ownCards(
  { devices }: DeckWork,
  sealed: SealedCards,
  request: ShareRequest,
  table: DeckTable,
  secrets: DeckSecrets,
): DeckDone['own'] {
  const { roster } = sealed.deck;
  const mine = request.cards.flatMap((index) => {
    const owner = ownerOf(index, roster.length);
    const device = owner && roster[owner.holder];
    const blind = owner && device && devices.includes(device) && secrets.of(device)?.blinds[owner.round];
    return device && blind ? [{ device, index, blind }] : [];
  });
  const quorum = mine.length > 0 ? quorumFor(sealed, request, table) : null;
  if (!quorum) return [];
  const faces = table.ownFaces(sealed, request, mine, quorum);
  return mine.map(({ device, index }, at) => ({ device, index, card: faces[at] as number }));
}

/** The host says what the shares have opened. */
function openFaces(
  { host, asked }: DeckWork,
  sealed: SealedCards,
  request: ShareRequest,
  table: DeckTable,
): DeckDone['say'] {
  const isAsked = asked !== null && request.kind !== 'HOLE' && String(asked) === String(request.cards);
  const quorum = host !== null && isAsked ? quorumFor(sealed, request, table) : null;
  if (!quorum || host === null) return [];
  const faces = openForAll(sealed, request.cards, quorum);
  const cards = request.cards.map((index, at) => ({
    index,
    card: faces[at] as number,
    proof: new Uint8Array(0),
  }));
  return [{ device: host, body: { kind: 'FACES', cards } }];
}

function quorumFor(sealed: SealedCards, request: ShareRequest, table: DeckTable): Quorum | null {
  return quorumOf(sealed, request, table.shares(request.kind), table.areRight);
}

/** Random bytes that follow from a secret of this hand and what is proven. */
function repeatable(seed: Uint8Array, { kind, state, cards }: ShareRequest): RandomBytes {
  let drawn = 0;
  return (sizeBytes) => {
    drawn += 1;
    return hashOf('fresh', seed, toBytes(kind), state, toBytes([...cards]), u32(drawn)).subarray(
      0,
      sizeBytes,
    );
  };
}
