import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCards } from '../poker/index.ts';
import { fromBytes, toBytes } from '../process/plain.ts';
import { boardsOf, type HandRecord, handRecord, parseHandRecord } from './handRecord.ts';
import { PLAY_TIMEOUT_MS, playRandomly } from './testing/randomTable.ts';
import { tableOf } from './testing/watchedTable.ts';

function recordedHand(): HandRecord {
  const table = tableOf(2, { rabbitHunt: true });
  table.move('raise', 6);
  table.move('call');
  table.move('raise', 10);
  table.move('fold');
  table.serve(({ for: what }) => what === 'result');
  table.say('device0', 'RABBIT');
  table.serve(({ for: what }) => what === 'result');
  table.say('device1', 'SHOW', { cards: table.opened(table.handLook?.holeCards[0]?.[1] ?? []) });
  table.serve();
  return handRecord(table.handEvents, { seat: 0, cards: [1, 3] }) as HandRecord;
}

test('a finished hand is kept whole: who, posts, actions, boards, shows, wins, stacks', () => {
  expect(recordedHand()).toEqual({
    version: 1,
    hand: 1,
    timeMs: 1_000,
    button: 0,
    smallBlind: 1,
    bigBlind: 2,
    bombPot: false,
    players: [
      { seat: 1, name: 'P1', stack: 100 },
      { seat: 0, name: 'P0', stack: 100 },
    ],
    own: { seat: 0, cards: [1, 3] },
    posts: [
      { seat: 0, kind: 'small-blind', amount: 1 },
      { seat: 1, kind: 'big-blind', amount: 2 },
    ],
    steps: [
      { what: 'acts', seat: 0, action: 'raise', added: 5, to: 6, allIn: false, timedOut: false },
      { what: 'acts', seat: 1, action: 'call', added: 4, to: 6, allIn: false, timedOut: false },
      { what: 'street', street: 'flop', cards: [4, 5, 6], run: 0 },
      { what: 'acts', seat: 1, action: 'bet', added: 10, to: 10, allIn: false, timedOut: false },
      { what: 'acts', seat: 0, action: 'fold', added: 0, to: 0, allIn: false, timedOut: false },
      { what: 'uncalled', seat: 1, amount: 10 },
    ],
    wins: [{ seat: 1, amount: 12, pot: 0, pots: 1, board: null, boards: 1 }],
    finishing: [
      { seat: 1, stack: 106 },
      { seat: 0, stack: 94 },
    ],
    shownLater: [{ seat: 1, cards: [0, 2] }],
    rabbit: [7, 8],
  });
});

test('a hand that is not over, or was never dealt, has no record', () => {
  const table = tableOf(2);
  expect(handRecord([])).toBeNull();
  expect(handRecord(tableOf(1).handEvents)).toBeNull();
  table.serve();
  expect(handRecord(table.handEvents)).toBeNull();
});

test('both boards of a hand that was run twice', () => {
  const table = tableOf(2, { runItTwice: true }, parseCards('Ks As Kh Ah 2c 3d 4h 6s 7c') ?? []);
  table.move('raise', 100);
  table.move('call');
  table.serve((ask) => ask.for === 'run twice');
  for (const seat of [0, 1]) table.say(`device${seat}`, 'RUN_TWICE', { agree: true });
  table.serve();
  expect(boardsOf(handRecord(table.handEvents) as HandRecord)).toEqual([
    parseCards('2c3d4h6s7c'),
    parseCards('2d2h2s3c3h'),
  ]);
});

test(
  'every finished hand is read back from its canonical bytes',
  () => {
    let hands = 0;
    fc.assert(
      fc.property(fc.nat(), (seed) =>
        playRandomly(
          { seed },
          () => {},
          (table) => {
            const record = handRecord(table.handEvents);
            expect(parseHandRecord(fromBytes(toBytes(record)))).toEqual(record);
            hands += 1;
          },
        ),
      ),
      { numRuns: 20 },
    );
    expect(hands).toBeGreaterThan(0);
  },
  PLAY_TIMEOUT_MS,
);

describe('what is no record is refused', () => {
  const record = recordedHand();
  test.each([
    ['null', null],
    ['another version', { ...record, version: 2 }],
    ['a field too many', { ...record, secret: 1 }],
    ['a card that does not exist', { ...record, rabbit: [52] }],
    ['half a chip', { ...record, finishing: [{ seat: 0, stack: 0.5 }] }],
    ['an unknown step', { ...record, steps: [{ what: 'cheats', seat: 0 }] }],
    ['a seat that no table has', { ...record, button: 10 }],
    ['one hole card', { ...record, own: { seat: 0, cards: [1] } }],
  ])('%s', (_, value) => {
    expect(() => parseHandRecord(value)).toThrow();
  });

  // Found by the fuzz: a peer's record of 130,000 empty players took seconds, and an error of 390,000 parts.
  test.each(['players', 'posts', 'steps', 'wins', 'finishing', 'shownLater', 'rabbit'])(
    'a list of %s that no hand has is refused for its length, not looked through',
    (field) => {
      const value = { ...record, [field]: Array.from({ length: 130_000 }, () => ({})) };
      expect(handRecordProblems(value)).toEqual(['too_big']);
    },
  );
});

function handRecordProblems(value: unknown): string[] {
  try {
    parseHandRecord(value);
  } catch (error) {
    return (error as { issues: { code: string }[] }).issues.map(({ code }) => code);
  }
  return [];
}
