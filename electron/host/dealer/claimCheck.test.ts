import { beforeAll, describe, expect, test } from 'vitest';
import { loadGroup } from '../../../shared/deck/group.ts';
import { holeIndex } from '../../../shared/deck/indexMap.ts';
import { type Shares, thresholdOf } from '../../../shared/deck/messages.ts';
import { openForAll, openOwn, type Quorum, quorumOf } from '../../../shared/deck/openCard.ts';
import { publicDeckBytes } from '../../../shared/deck/publicDeck.ts';
import type { ShareRequest } from '../../../shared/deck/sealedCards.ts';
import { dealHonestHand, type HonestHand, sharesOf } from '../../../shared/deck/testing/honestHand.ts';
import { isClaimRight } from './claimCheck.ts';
import type { FaceClaim, WrongSharesClaim } from './deckWork.ts';

const N = 3;
const T = thresholdOf(N);
const FLOP = [6, 7, 8];
const state = new Uint8Array(32).fill(2);

let hand: HonestHand;
let flop: FaceClaim;
let shown: FaceClaim;

function sent(request: ShareRequest) {
  return Array.from({ length: T }, (_, holder) => ({
    device: hand.sealed.deck.roster[holder] as string,
    message: sharesOf(hand, request, holder),
  }));
}

beforeAll(async () => {
  await loadGroup();
  hand = dealHonestHand(N, 'faces');
  const deck = publicDeckBytes(hand.sealed.deck);
  const board: ShareRequest = { kind: 'BOARD', state, cards: FLOP };
  const hole: ShareRequest = { kind: 'HOLE', state, cards: [0, 1, 2, 3, 4, 5] };
  const [ofBoard, ofHole] = [sent(board), sent(hole)];
  const faces = openForAll(hand.sealed, FLOP, quorumOf(hand.sealed, board, ofBoard) as Quorum);
  const mine = [0, 1].map((round) => ({
    index: holeIndex(round, 1, N),
    blind: hand.blinds[1]?.[round] as Uint8Array,
  }));
  const own = openOwn(hand.sealed, hole, mine, quorumOf(hand.sealed, hole, ofHole) as Quorum);
  const proof = new Uint8Array(0);
  flop = {
    ...{ deck, by: 'shares', kind: 'BOARD', state, places: FLOP, sent: ofBoard },
    cards: FLOP.map((index, at) => ({ index, card: faces[at] as number, proof })),
  };
  shown = {
    ...{ deck, by: 'owner', kind: 'HOLE', state, places: hole.cards, sent: ofHole },
    cards: mine.map(({ index, blind }, at) => ({ index, card: own[at] as number, proof: blind })),
  };
});

const changed = (claim: FaceClaim, at: number, change: object): FaceClaim => ({
  ...claim,
  cards: claim.cards.map((card, place) => (place === at ? { ...card, ...change } : card)),
});

// K5.
describe('faces that the shares give', () => {
  test('are right', () => {
    expect(isClaimRight(flop)).toBe(true);
  });

  test('are wrong if one is another card, or two are exchanged', () => {
    const [a, b] = flop.cards.map(({ card }) => card) as [number, number];
    expect(isClaimRight(changed(flop, 2, { card: (flop.cards[2]?.card as number) ^ 1 }))).toBe(false);
    expect(isClaimRight(changed(changed(flop, 0, { card: b }), 1, { card: a }))).toBe(false);
    expect(isClaimRight(changed(flop, 0, { index: 9 }))).toBe(false);
  });

  test('are none with fewer than t shares, one twice, or one that is wrong', () => {
    const [first, second] = flop.sent as [FaceClaim['sent'][0], FaceClaim['sent'][0]];
    expect(isClaimRight({ ...flop, sent: [first] })).toBe(false);
    expect(isClaimRight({ ...flop, sent: [first, first] })).toBe(false);
    expect(isClaimRight({ ...flop, sent: [first, { ...second, message: first.message }] })).toBe(false);
  });

  test('case 30: are none of shares given for another state', () => {
    expect(isClaimRight({ ...flop, state: new Uint8Array(32).fill(3) })).toBe(false);
  });

  test('case 47: bytes that are no deck are refused, and nothing is thrown', () => {
    for (const length of [0, 1, 32, flop.deck.length]) {
      expect(isClaimRight({ ...flop, deck: new Uint8Array(length).fill(7) })).toBe(false);
    }
  });
});

describe('cards that their owner shows', () => {
  test('are right with its blinds', () => {
    expect(isClaimRight(shown)).toBe(true);
  });

  test('case 31: are not with another blind, or as another card', () => {
    const other = hand.blinds[0]?.[0] as Uint8Array;
    expect(isClaimRight(changed(shown, 0, { proof: other }))).toBe(false);
    expect(isClaimRight(changed(shown, 0, { proof: shown.cards[1]?.proof }))).toBe(false);
    expect(isClaimRight(changed(shown, 0, { proof: new Uint8Array(32) }))).toBe(false);
    expect(isClaimRight(changed(shown, 0, { proof: new Uint8Array(32).fill(0xff) }))).toBe(false);
    expect(isClaimRight(changed(shown, 1, { card: (shown.cards[1]?.card as number) ^ 1 }))).toBe(false);
  });

  test('are not those of another player', () => {
    expect(isClaimRight(changed(shown, 0, { index: 0 }))).toBe(false);
    expect(isClaimRight(changed(shown, 0, { index: 6 }))).toBe(false);
  });
});

describe('shares that are said to be wrong', () => {
  const claim = (change: Partial<WrongSharesClaim>): WrongSharesClaim => {
    const { deck, kind, state, places, sent } = flop;
    const device = sent[0]?.device as string;
    return { deck, kind, state, places, by: 'wrong shares', device, sent: sent.slice(0, 1), ...change };
  };
  const withMessage = (change: object): FaceClaim['sent'] => {
    const [{ device, message }] = flop.sent as [FaceClaim['sent'][0]];
    return [{ device, message: { ...message, ...change } as typeof message }];
  };
  const sharesWith = (at: number) => {
    const [{ message }] = flop.sent as [FaceClaim['sent'][0]];
    return (message as Shares).shares.map((byte, place) => (place === at ? byte ^ 1 : byte));
  };

  test('case 19: are, if they are none of that holder or none for this state', () => {
    const [, second] = flop.sent as [FaceClaim['sent'][0], FaceClaim['sent'][0]];
    const device = flop.sent[0]?.device as string;
    expect(isClaimRight(claim({ sent: [{ device, message: second.message }] }))).toBe(true);
    expect(isClaimRight(claim({ sent: withMessage({ state: new Uint8Array(32) }) }))).toBe(true);
  });

  test('case 20: are, if one of several is changed, or the proof is', () => {
    expect(isClaimRight(claim({ sent: withMessage({ shares: sharesWith(0) }) }))).toBe(true);
    expect(isClaimRight(claim({ sent: withMessage({ shares: sharesWith(33) }) }))).toBe(true);
    expect(isClaimRight(claim({ sent: withMessage({ proof: new Uint8Array(64) }) }))).toBe(true);
  });

  // Guards that nobody is shut out by a lie.
  test('are not, if they are right, of other cards, were not sent, or are of no holder', () => {
    expect(isClaimRight(claim({}))).toBe(false);
    expect(isClaimRight(claim({ sent: withMessage({ cards: [6, 7] }) }))).toBe(false);
    expect(isClaimRight(claim({ sent: [] }))).toBe(false);
    expect(isClaimRight(claim({ device: 'ff'.repeat(32) }))).toBe(false);
  });
});
