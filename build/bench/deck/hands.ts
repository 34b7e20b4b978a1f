import { randomBytes } from 'node:crypto';
import { loadGroup } from '../../../shared/deck/group.ts';
import { boardIndex, holeIndex } from '../../../shared/deck/indexMap.ts';
import { type Shares, thresholdOf } from '../../../shared/deck/messages.ts';
import { isShown, openForAll, openOwn, quorumOf } from '../../../shared/deck/openCard.ts';
import type { ShareRequest } from '../../../shared/deck/sealedCards.ts';
import { makeShares } from '../../../shared/deck/shares.ts';
import { atMost, type BenchRun, type Figure } from '../figure.ts';
import { median } from '../pairs.ts';
import { bytesOf, type MadeDeck, makeDeckTogether, need } from './madeDeck.ts';
import { type Times, timesOf } from './times.ts';

const HOLDERS = [2, 3, 6, 9] as const;
const HANDS = 7;
const SETUP_9_CPU_MS_MAX = 1_600;
const STATE_BYTES = 32;
/** Flop, turn and river, by their places on the board. */
const STREETS = [[0, 1, 2], [3], [4]] as const;

interface HandTimes {
  readonly setup: Times;
  readonly hole: Times;
  readonly flop: Times;
  readonly show: Times;
  readonly sizeBytes: number;
}

const random = (sizeBytes: number) => new Uint8Array(randomBytes(sizeBytes));

/** Whole hands by so many holders, as each of them works at it on a machine of its own. */
export async function measureHands({ quick }: BenchRun): Promise<readonly Figure[]> {
  await loadGroup();
  // The compiler has seen all of it before anything counts.
  for (let warmUp = 0; warmUp < 2; warmUp++) playHand(2);
  return HOLDERS.flatMap((n) => {
    const hands = Array.from({ length: quick ? 1 : HANDS }, () => playHand(n));
    return figuresOf(n, hands);
  });
}

function playHand(n: number): HandTimes {
  const made = makeDeckTogether(n, random);
  const seats = Array.from({ length: n }, (_, seat) => seat);
  const holeCards = [0, 1].flatMap((round) => seats.map((seat) => holeIndex(round, seat, n)));
  const hole = requestOf('HOLE', holeCards);
  const dealt = sendShares(made, hole);
  const mine = [0, 1].map((round) => {
    return { index: holeIndex(round, 0, n), blind: need(made.blinds[0]?.[round] ?? null) };
  });
  const own = timesOf(() => openOwn(made.sealed, hole, mine, need(quorumOf(made.sealed, hole, dealt.sent))));

  const streets = STREETS.map((places) => {
    const cards = places.map((place) => boardIndex(place, 0, n));
    const request = requestOf('BOARD', cards);
    const sent = sendShares(made, request);
    const opened = timesOf(() => {
      return openForAll(made.sealed, cards, need(quorumOf(made.sealed, request, sent.sent)));
    });
    return { sent, opened };
  });
  const flop = streets[0] as (typeof streets)[number];

  const quorum = need(quorumOf(made.sealed, hole, dealt.sent));
  const show = timesOf(() =>
    mine.forEach(({ index, blind }, at) => {
      need(isShown(made.sealed, hole, { index, card: own.result[at] as number, blind }, quorum));
    }),
  );
  const shown = mine.map(({ index, blind }, at) => ({ index, card: own.result[at] as number, proof: blind }));
  const messages = [dealt, ...streets.map(({ sent }) => sent)].flatMap(({ sent }) =>
    sent.map(({ message }) => message),
  );
  return {
    setup: made.path,
    hole: sumOf(dealt.slowest, own),
    flop: sumOf(flop.sent.slowest, flop.opened),
    show,
    sizeBytes: made.sizeBytes + bytesOf([...messages, { kind: 'SHOW', cards: shown }]),
  };
}

function requestOf(kind: ShareRequest['kind'], cards: readonly number[]): ShareRequest {
  return { kind, state: random(STATE_BYTES), cards };
}

/** Every holder sends its shares; the slowest counts. */
function sendShares({ sealed, keyShares }: MadeDeck, request: ShareRequest) {
  const all = keyShares.map((keyShare, holder) =>
    timesOf(() => need(makeShares(sealed, request, holder, keyShare, random))),
  );
  const { roster } = sealed.deck;
  const sent = all.map(({ result }, holder) => {
    return { device: roster[holder] as string, message: result as Shares };
  });
  const slowest = {
    cpuMs: Math.max(...all.map(({ cpuMs }) => cpuMs)),
    wallMs: Math.max(...all.map(({ wallMs }) => wallMs)),
  };
  return { sent, slowest };
}

function sumOf(one: Times, other: Times): Times {
  return { cpuMs: one.cpuMs + other.cpuMs, wallMs: one.wallMs + other.wallMs };
}

const ABOUT = {
  setup: 'a deck from scratch, the longest way through it',
  hole: "shares of all hole cards, t checked and one's own opened",
  flop: 'shares of a flop, t checked and opened',
  show: "one's own hole cards, checked by another",
} as const;

function figuresOf(n: number, hands: readonly HandTimes[]): Figure[] {
  const names = ['setup', 'hole', 'flop', 'show'] as const;
  const holders = `${n} holders, ${thresholdOf(n)} open`;
  const times = names.flatMap((name): Figure[] => {
    const cpuMs = median(hands.map((hand) => hand[name].cpuMs));
    const wallMs = median(hands.map((hand) => hand[name].wallMs));
    const title = `deck${name[0]?.toUpperCase()}${name.slice(1)}${n}`;
    const isGoal = name === 'setup' && n === 9;
    return [
      {
        name: `${title}CpuMs`,
        about: `${ABOUT[name]}; ${holders}: processor time, median`,
        value: cpuMs,
        unit: 'ms',
        ...(isGoal ? { goal: atMost(cpuMs, SETUP_9_CPU_MS_MAX, ' ms') } : {}),
      },
      { name: `${title}WallMs`, about: `the same by the clock; ${holders}`, value: wallMs, unit: 'ms' },
    ];
  });
  const sizeBytes = median(hands.map((hand) => hand.sizeBytes));
  return [
    ...times,
    {
      name: `deckHand${n}KB`,
      about: `all that is said about the cards of a hand; ${holders}`,
      value: sizeBytes / 1_024,
      unit: 'KB',
    },
  ];
}
