import { beforeAll, describe, expect, test } from 'vitest';
import { loadGroup } from './group.ts';
import { holeIndex, ownerOf } from './indexMap.ts';
import { HOLDERS_MAX, HOLDERS_MIN, type Shares, thresholdOf } from './messages.ts';
import { NoCard, openForAll, openOwn, type Quorum, quorumOf } from './openCard.ts';
import { DECK_CARDS } from './openedCard.ts';
import type { ShareRequest } from './sealedCards.ts';
import { dealHonestHand, type HonestHand, sharesOf } from './testing/honestHand.ts';

beforeAll(loadGroup);

const STATE = new Uint8Array(32).fill(4);
const ALL = Array.from({ length: DECK_CARDS }, (_, card) => card);

/** All that these holders send about some cards. */
function sent(hand: HonestHand, request: ShareRequest, holders: readonly number[]) {
  const { roster } = hand.sealed.deck;
  return holders.map((holder) => ({
    device: roster[holder] as string,
    message: sharesOf(hand, request, holder),
  }));
}

function quorum(hand: HonestHand, request: ShareRequest, holders: readonly number[]): Quorum | null {
  return quorumOf(hand.sealed, request, sent(hand, request, holders));
}

const firstOf = (count: number) => Array.from({ length: count }, (_, holder) => holder);

describe('an honest hand', () => {
  for (let n = HOLDERS_MIN; n <= HOLDERS_MAX; n++) {
    test(`of ${n} gives 52 different cards, and everybody its own`, () => {
      const hand = dealHonestHand(n, `honest ${n}`);
      const t = thresholdOf(n);
      // The last t open all cards.
      const whole: ShareRequest = { kind: 'BOARD', state: STATE, cards: ALL };
      const opened = openForAll(hand.sealed, ALL, quorum(hand, whole, firstOf(n).slice(n - t)) as Quorum);
      expect(opened.toSorted((a, b) => a - b)).toEqual(ALL);

      // The first t open to each owner the same cards, by other shares.
      const hole: ShareRequest = { kind: 'HOLE', state: STATE, cards: firstOf(2 * n) };
      const own = quorum(hand, hole, firstOf(t)) as Quorum;
      for (const q of firstOf(n)) {
        const mine = [0, 1].map((round) => ({
          index: holeIndex(round, q, n),
          blind: hand.blinds[q]?.[round] as Uint8Array,
        }));
        expect(openOwn(hand.sealed, hole, mine, own)).toEqual(mine.map(({ index }) => opened[index]));
      }
    });
  }
});

describe('the threshold', () => {
  const N = 5;
  const T = thresholdOf(N);
  let hand: HonestHand;
  beforeAll(() => {
    hand = dealHonestHand(N, 'threshold');
  });

  const subsets = (size: number) =>
    Array.from({ length: 2 ** N }, (_, bits) => firstOf(N).filter((holder) => (bits >> holder) & 1)).filter(
      ({ length }) => length === size,
    );
  const card: ShareRequest = { kind: 'BOARD', state: STATE, cards: [2 * N] };

  test('case 40: any t holders open the same card; fewer make no quorum, nor does one that sends twice', () => {
    const faces = subsets(T).map((holders) =>
      openForAll(hand.sealed, card.cards, quorum(hand, card, holders) as Quorum),
    );
    expect(new Set(faces.flat()).size).toBe(1);
    for (const holders of subsets(T - 1)) {
      expect(quorum(hand, card, holders)).toBeNull();
      expect(quorum(hand, card, [...holders, ...holders])).toBeNull();
    }
  });

  test('case 35: the shares of t-1 holders, put together, are no card', () => {
    for (const holders of subsets(T - 1)) {
      const few = new Map(holders.map((holder) => [holder, sharesOf(hand, card, holder)]));
      expect(() => openForAll(hand.sealed, card.cards, few)).toThrow(NoCard);
    }
  });

  test('case 39: shares of who holds none count nothing', () => {
    const honest = sent(hand, card, firstOf(T - 1));
    const stranger = { device: 'ff'.repeat(32), message: sharesOf(hand, card, T - 1) };
    expect(quorumOf(hand.sealed, card, [...honest, stranger])).toBeNull();
  });

  test('cases 19, 30: shares given for another state, other cards, another kind or another hand are not put together', () => {
    const honest = sent(hand, card, firstOf(T - 1));
    const device = hand.sealed.deck.roster[T - 1] as string;
    const other = dealHonestHand(N, 'another');
    const wrong: readonly Shares[] = [
      sharesOf(hand, { ...card, state: new Uint8Array(32).fill(5) }, T - 1),
      { ...sharesOf(hand, { ...card, state: new Uint8Array(32).fill(5) }, T - 1), state: STATE },
      sharesOf(hand, { ...card, cards: [2 * N + 1] }, T - 1),
      { ...sharesOf(hand, { ...card, cards: [2 * N + 1] }, T - 1), cards: card.cards },
      { ...sharesOf(hand, { ...card, kind: 'OPEN' }, T - 1), kind: 'BOARD' },
      sharesOf(other, card, T - 1),
      { ...sharesOf(other, card, T - 1), handId: hand.sealed.deck.handId },
      sharesOf(hand, card, 0),
    ];
    for (const message of wrong) {
      expect(quorumOf(hand.sealed, card, [...honest, { device, message }])).toBeNull();
    }
    const right = { device, message: sharesOf(hand, card, T - 1) };
    expect(quorumOf(hand.sealed, card, [...honest, right])).not.toBeNull();
  });

  test('hole cards stay hidden from all holders together, without their owner', () => {
    const hole: ShareRequest = { kind: 'HOLE', state: STATE, cards: firstOf(2 * N) };
    const all = quorum(hand, hole, firstOf(T)) as Quorum;
    expect(() => openForAll(hand.sealed, hole.cards, all)).toThrow(NoCard);
    for (const index of hole.cards) {
      const owner = ownerOf(index, N)?.holder as number;
      const another = hand.blinds[(owner + 1) % N]?.[0] as Uint8Array;
      expect(() => openOwn(hand.sealed, hole, [{ index, blind: another }], all)).toThrow(NoCard);
    }
  });
});
