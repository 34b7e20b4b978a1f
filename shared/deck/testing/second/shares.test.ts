import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { toHex } from '../../../process/hash.ts';
import { deckContext } from '../../contexts.ts';
import { add, BASE, IDENTITY, loadGroup, mul } from '../../group.ts';
import type { PublicDeck, Shares } from '../../messages.ts';
import { isShown, openForAll, openOwn, quorumOf } from '../../openCard.ts';
import type { ReadySecrets } from '../../ready.ts';
import { areRightShares, readSealedCards, type SealedCards, type ShareRequest } from '../../sealedCards.ts';
import { areSharesRight, proveShares } from '../../shareProof.ts';
import { makeShares } from '../../shares.ts';
import { isBlind, opens, shareBase, shareContext } from './cards.ts';
import { isSame, plainBytes, spoilt } from './damage.ts';
import { committedShare } from './deal.ts';
import { joined, numberOf, ORDER, pieces } from './group.ts';
import { areEqualLogarithms } from './proofs.ts';
import { acknowledged } from './shuffle.ts';
import { publicDeckOf, type SharedKey, sharedKey } from './world.ts';

/*
 * Shares and the cards that they open before both verifiers (DECK.md, steps 6 to 12), as they should be, forged, and damaged at
 * random.
 */

const HOLDERS = 5;
let shared: SharedKey;
let deck: PublicDeck;
let sealed: SealedCards;

beforeAll(async () => {
  await loadGroup();
  shared = sharedKey(HOLDERS, 'shares');
  deck = publicDeckOf(shared);
  sealed = readSealedCards(deck) as SealedCards;
});

/** What both say, if they say the same. */
function agreed<T>(first: T, second: T): T {
  expect(second).toEqual(first);
  return first;
}

const at = <T>(list: readonly T[], place: number) => list[place] as T;

describe('DECK_ACK', () => {
  test('is of the same bytes to both', () => {
    expect(acknowledged(deck.deals, deck.cards)).toEqual(deckContext(deck.deals, deck.cards));
  });
});

describe('HOLE, BOARD and OPEN', () => {
  const STATE = new Uint8Array(32).fill(9);
  const HOLE: ShareRequest = { kind: 'HOLE', state: STATE, cards: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] };
  const FLOP: ShareRequest = { kind: 'BOARD', state: STATE, cards: [10, 11, 12] };
  const TURN: ShareRequest = { kind: 'BOARD', state: STATE, cards: [13] };
  const OPEN: ShareRequest = { kind: 'OPEN', state: STATE, cards: [0, 5] };
  const ALL = [HOLE, FLOP, TURN, OPEN];

  const sharesOf = (request: ShareRequest, holder: number) =>
    makeShares(sealed, request, holder, at(shared.shares, holder), shared.random) as Shares;
  const blindAt = (place: number) =>
    pieces(at(deck.blinds, place % HOLDERS), 32)[Math.floor(place / HOLDERS)] as Uint8Array;
  const secretBlindAt = (place: number) =>
    at((at(shared.secrets, place % HOLDERS) as ReadySecrets).blinds, Math.floor(place / HOLDERS));

  const known = new Map<ShareRequest, Uint8Array[]>();
  const basesOf = (request: ShareRequest) => {
    const bases =
      known.get(request) ??
      request.cards.map(
        (place) =>
          shareBase(deck.cards, place, request.kind === 'HOLE' ? blindAt(place) : null) as Uint8Array,
      );
    known.set(request, bases);
    return bases;
  };

  /** Whether a message holds right shares of what was asked for. */
  const right = (message: Shares, request: ShareRequest, holder: number) => {
    const bases = basesOf(request);
    const isAbout =
      message.kind === request.kind &&
      toHex(message.handId) === toHex(deck.handId) &&
      toHex(message.state) === toHex(request.state) &&
      message.cards.join() === request.cards.join() &&
      message.shares.length === 32 * bases.length;
    const second =
      isAbout &&
      areEqualLogarithms(
        {
          context: shareContext(
            acknowledged(deck.deals, deck.cards),
            request.kind,
            request.state,
            request.cards,
          ),
          holder,
          key: committedShare(deck.commitments, holder)?.toBytes() as Uint8Array,
          bases,
          shares: pieces(message.shares, 32),
        },
        message.proof,
      );
    return agreed(areRightShares(sealed, request, holder, message), second);
  };

  test('of every holder are right to both', () => {
    for (const request of ALL) {
      for (let holder = 0; holder < HOLDERS; holder++) {
        expect(right(sharesOf(request, holder), request, holder)).toBe(true);
      }
    }
  });

  test('case 19: of another holder, card, kind or state are not', () => {
    const flop = sharesOf(FLOP, 0);
    expect(right(flop, FLOP, 1)).toBe(false);
    const others = { ...FLOP, cards: [12, 11, 10] };
    expect(right({ ...flop, cards: others.cards }, others, 0)).toBe(false);
    const open: ShareRequest = { ...FLOP, kind: 'OPEN' };
    expect(right({ ...flop, kind: 'OPEN' }, open, 0)).toBe(false);
    const later = { ...FLOP, state: new Uint8Array(32) };
    expect(right({ ...flop, state: later.state }, later, 0)).toBe(false);
    expect(right(flop, later, 0)).toBe(false);
  });

  test('case 20: +D on one share and -D on another are not', () => {
    const message = sharesOf(FLOP, 0);
    const [a, b, c] = pieces(message.shares, 32) as [Uint8Array, Uint8Array, Uint8Array];
    const moved = { ...message, shares: joined(add(a, BASE), add(b, mul(plainBytes(ORDER - 1n), BASE)), c) };
    expect(right(moved, FLOP, 0)).toBe(false);
    expect(right({ ...message, shares: joined(b, a, c) }, FLOP, 0)).toBe(false);
  });

  test('case 21: an empty batch is not', () => {
    const nothing: ShareRequest = { ...FLOP, cards: [] };
    const empty = sharesOf(nothing, 0);
    expect(right(empty, nothing, 0)).toBe(false);
  });

  test('case 18: of a secret that is zero are not: the identity is no share', () => {
    const bases = basesOf(FLOP);
    const about = { context: STATE, holder: 0, key: IDENTITY, bases };
    const { shares, proof } = proveShares(new Uint8Array(32), about, shared.random);
    expect(
      agreed(areSharesRight(about, shares, proof), areEqualLogarithms({ ...about, shares }, proof)),
    ).toBe(false);
  });

  test('case 22: a share that steers to another card is not', () => {
    const message = sharesOf(TURN, 0);
    expect(right({ ...message, shares: add(message.shares, BASE) }, TURN, 0)).toBe(false);
  });

  test('damaged in any way are judged alike', () => {
    for (const request of [TURN, OPEN]) {
      const message = sharesOf(request, 2);
      fc.assert(
        fc.property(spoilt(message, ['handId', 'state', 'shares', 'proof']), (damaged) => {
          expect(right(damaged, request, 2)).toBe(isSame(damaged, message));
        }),
        { seed: 55, numRuns: 120 },
      );
    }
  });

  const quorum = (request: ShareRequest, holders: readonly number[]) => {
    const sent = holders.map((holder) => ({
      device: at(deck.roster, holder),
      message: sharesOf(request, holder),
    }));
    return quorumOf(sealed, request, sent);
  };
  const cardShares = (request: ShareRequest, holders: readonly number[], place: number) =>
    holders.map((holder) => ({
      holder,
      share: pieces(sharesOf(request, holder).shares, 32)[request.cards.indexOf(place)] as Uint8Array,
    }));

  test('case 40: any three of five open the same card, to its owner and to all; two of them open none', () => {
    const threes = [
      [0, 1, 2],
      [4, 2, 0],
      [1, 3, 4],
    ];
    for (const place of OPEN.cards) {
      const own = { blind: secretBlindAt(place), key: sealed.key };
      const faces = threes.flatMap((holders) => {
        const [hole, open] = [quorum(HOLE, holders), quorum(OPEN, holders)];
        if (hole === null || open === null) throw new Error('three right shares open a card');
        const ofOwner = openOwn(sealed, HOLE, [{ index: place, blind: own.blind }], hole)[0] as number;
        const ofAll = openForAll(sealed, OPEN.cards, open)[OPEN.cards.indexOf(place)] as number;
        return [
          agreed(ofOwner, opens(deck.cards, place, cardShares(HOLE, holders, place), own) as number),
          agreed(ofAll, opens(deck.cards, place, cardShares(OPEN, holders, place), null) as number),
        ];
      });
      expect(new Set(faces).size).toBe(1);
      expect(quorum(OPEN, [0, 1])).toBeNull();
      expect(quorum(OPEN, [0, 1, 1, 0])).toBeNull();
      expect(opens(deck.cards, place, cardShares(OPEN, [0, 1], place), null)).toBeNull();
      expect(opens(deck.cards, place, cardShares(HOLE, [0, 1, 2], place), null)).toBeNull();
    }
  });

  test('all fifty-two places hold fifty-two faces to both', () => {
    const faces = Array.from({ length: 52 }, (_, place) => {
      const request: ShareRequest = { kind: 'OPEN', state: STATE, cards: [place] };
      const first = openForAll(sealed, [place], quorum(request, [1, 2, 4]) ?? new Map())[0] as number;
      return agreed(first, opens(deck.cards, place, cardShares(request, [1, 2, 4], place), null) as number);
    });
    expect(new Set(faces).size).toBe(52);
  });

  test('case 31: SHOW with the owner’s blind shows the card, with another nothing', () => {
    const shares = quorum(HOLE, [0, 2, 3]) ?? new Map();
    for (const place of [0, 9]) {
      const blind = secretBlindAt(place);
      const card = openOwn(sealed, HOLE, [{ index: place, blind }], shares)[0] as number;
      const shown = (face: number, with_: Uint8Array) => {
        const own = { blind: with_, key: sealed.key };
        const second =
          isBlind(with_, blindAt(place)) &&
          opens(deck.cards, place, cardShares(HOLE, [0, 2, 3], place), own) === face;
        return agreed(isShown(sealed, HOLE, { index: place, card: face, blind: with_ }, shares), second);
      };
      expect(shown(card, blind)).toBe(true);
      expect(shown((card + 1) % 52, blind)).toBe(false);
      expect(shown(card, secretBlindAt(3))).toBe(false);
      expect(shown(card, plainBytes(numberOf(blind) + ORDER))).toBe(false);
      expect(shown(card, new Uint8Array(32))).toBe(false);
      expect(shown(card, new Uint8Array(31))).toBe(false);
    }
  });
});
