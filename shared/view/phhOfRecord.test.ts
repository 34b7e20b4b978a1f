import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCards } from '../poker/index.ts';
import { formatPhh, parsePhh } from '../poker/phh.ts';
import { replayPhh } from '../table/phh/replay.ts';
import { boardsOf, type HandRecord, handRecord } from './handRecord.ts';
import { toPhh } from './phhOfRecord.ts';
import { PLAY_TIMEOUT_MS, playRandomly } from './testing/randomTable.ts';
import { tableOf, type WatchedTable } from './testing/watchedTable.ts';

const ACES_AGAINST_KINGS = parseCards('Ks As Kh Ah 2c 3d 4h 6s 7c') ?? [];

const recordOf = (table: WatchedTable) => {
  table.serve();
  return handRecord(table.handEvents) as HandRecord;
};

/**
 * Whether a reader can tell the blinds by their places: the first players left of the button pay them. Two rare hands are
 * written like all others and cannot be read back:
 *  - a table with a dead button starts level again, and a player sits between button and blinds;
 *  - nobody pays the small blind, and the player after the big blind posts as much to come in.
 */
function hasReadableBlinds({ posts, players, bombPot }: HandRecord): boolean {
  const placeOf = (kind: string) => {
    const poster = posts.find((post) => post.kind === kind)?.seat;
    return players.findIndex(({ seat }) => seat === poster);
  };
  const [small, big] = [placeOf('small-blind'), placeOf('big-blind')];
  if (bombPot || players.length === 2) return true;
  return small === 0 ? big === 1 : small < 0 && big === 0 && placeOf('missed-big-blind') !== 1;
}

/** Writes a record, reads it and plays it again. */
function expectRoundTrip(record: HandRecord): void {
  const phh = toPhh(record);
  const read = parsePhh(formatPhh(phh));
  expect(read).toEqual(phh);
  expect(read.finishingStacks).toEqual(record.finishing.map(({ stack }) => stack));
  expect(replayPhh(read)).toMatchObject({
    outcome: 'played',
    stacks: read.finishingStacks,
    bySiteRule: false,
  });
}

test(
  'a recorded hand, written and read again, is replayed to its finishing stacks',
  () => {
    const seen = { contested: 0, antes: 0, bombPots: 0, sidePots: 0 };
    fc.assert(
      fc.property(fc.nat(), (seed) =>
        playRandomly(
          { seed, whims: 300 },
          () => {},
          (table) => {
            const record = handRecord(table.handEvents);
            if (!record || boardsOf(record).length > 1 || !hasReadableBlinds(record)) return;
            expectRoundTrip(record);
            seen.contested += Number(record.steps.some(({ what }) => what === 'shows'));
            seen.antes += Number(record.posts.some(({ kind }) => kind.includes('ante')));
            seen.bombPots += Number(record.bombPot);
            seen.sidePots += Number(record.wins.some(({ pots }) => pots > 1));
          },
        ),
      ),
      { numRuns: 25 },
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0);
  },
  PLAY_TIMEOUT_MS,
);

/** Everybody calls or checks, and all hands are shown. */
function callDown(table: WatchedTable): HandRecord {
  table.serve();
  while (table.ask.for === 'move') {
    table.move(table.viewOf(table.ask.seat).legal?.canCheck ? 'check' : 'call');
    table.serve();
  }
  return handRecord(table.handEvents) as HandRecord;
}

function nextRecord(table: WatchedTable): HandRecord {
  table.nextHand();
  return callDown(table);
}

const kindsOf = ({ posts }: HandRecord) => posts.map(({ kind }) => kind);

test('a straddle', () => {
  const table = tableOf(3, { straddle: true });
  for (const seat of [0, 1, 2]) table.say(`device${seat}`, 'STRADDLE', { straddle: true });
  callDown(table);
  const record = nextRecord(table);
  expect(kindsOf(record)).toEqual(['small-blind', 'big-blind', 'straddle']);
  expect(toPhh(record).blindsOrStraddles).toEqual([1, 2, 4]);
  expectRoundTrip(record);
});

test('blinds that were missed: the big one live, the small one dead', () => {
  const table = tableOf(4);
  table.serve();
  table.say('device3', 'SIT_OUT', { sitOut: true });
  callDown(table);
  // Two hands later both blinds have passed the seat; it comes back before the big one reaches it again.
  nextRecord(table);
  table.nextHand();
  table.serve();
  expect(table.desk.seats.find(({ seat }) => seat === 3)?.standing).toBe('missed-both');
  table.say('device3', 'SIT_OUT', { sitOut: false });
  callDown(table);
  const record = nextRecord(table);
  expect(kindsOf(record)).toEqual(['small-blind', 'big-blind', 'missed-big-blind', 'missed-small-blind']);
  expect(toPhh(record).antes.filter((ante) => ante > 0)).toEqual([1]);
  expect(toPhh(record).blindsOrStraddles.toSorted()).toEqual([0, 1, 2, 2]);
  expectRoundTrip(record);
});

test('a small blind that nobody pays', () => {
  const table = tableOf(4, { buttonRule: 'dead' });
  table.serve();
  table.say('device2', 'LEAVE');
  callDown(table);
  const record = nextRecord(table);
  expect(kindsOf(record)).toEqual(['big-blind']);
  expect(toPhh(record).blindsOrStraddles).toEqual([2, 0, 0]);
  expectRoundTrip(record);
});

test('a hand as the format has it', () => {
  const table = tableOf(
    3,
    { anteRule: 'big-blind', ante: 2 },
    parseCards('Ks Qs As Kh Qh Ah 2c 3d 4h 6s 7c') ?? [],
  );
  table.move('raise', 6);
  table.move('fold');
  table.move('call');
  for (const act of ['check', 'check', 'check', 'check'] as const) table.move(act);
  table.move('raise', 20);
  table.move('call');
  const record = recordOf(table);
  expect(formatPhh(toPhh({ ...record, own: { seat: 1, cards: parseCards('KsKh') ?? [] } }))).toBe(
    [
      "variant = 'NT'",
      'ante_trimming_status = false',
      'antes = [0, 2, 0]',
      'blinds_or_straddles = [1, 2, 0]',
      'min_bet = 2',
      'starting_stacks = [100, 100, 100]',
      'actions = [',
      "  'd dh p1 KsKh',",
      "  'd dh p2 QsQh',",
      "  'd dh p3 AsAh',",
      "  'p3 cbr 6',",
      "  'p1 f',",
      "  'p2 cc',",
      "  'd db 2c3d4h',",
      "  'p2 cc',",
      "  'p3 cc',",
      "  'd db 6s',",
      "  'p2 cc',",
      "  'p3 cc',",
      "  'd db 7c',",
      "  'p2 cbr 20',",
      "  'p3 cc',",
      "  'p2 sm QsQh',",
      "  'p3 sm AsAh',",
      ']',
      'finishing_stacks = [99, 72, 129]',
      'hand = 1',
      'seats = [ 2, 3, 1 ]',
      'players = [ "P1", "P2", "P0" ]',
      '',
    ].join('\n'),
  );
});

test('cards that nobody saw are unknown', () => {
  const table = tableOf(2);
  table.move('fold');
  const holes = toPhh(recordOf(table)).actions.filter(({ type }) => type === 'deal-hole');
  expect(holes).toMatchObject([{ cards: [null, null] }, { cards: [null, null] }]);
});

test('cards shown when the hand was over are known, and claim nothing', () => {
  const table = tableOf(2);
  table.move('fold');
  table.say('device1', 'SHOW', { cards: table.opened(table.handLook?.holeCards[0]?.[1] ?? []) });
  const { actions } = toPhh(recordOf(table));
  expect(actions[0]).toMatchObject({ type: 'deal-hole', cards: parseCards('2c2h') });
  expect(actions.some(({ type }) => type === 'show')).toBe(false);
});

test('run twice: the first board is in the actions, the rest in fields of our own, and nothing is left to check', () => {
  const table = tableOf(2, { runItTwice: true }, ACES_AGAINST_KINGS);
  table.move('raise', 100);
  table.move('call');
  table.serve((ask) => ask.for === 'run twice');
  for (const seat of [0, 1]) table.say(`device${seat}`, 'RUN_TWICE', { agree: true });
  const phh = parsePhh(formatPhh(toPhh(recordOf(table))));
  expect(phh.finishingStacks).toBeNull();
  expect(phh.other).toMatchObject({ _second_board: '2d2h2s3c3h', _finishing_stacks: [0, 200] });
  const boards = phh.actions.filter((action) => action.type === 'deal-board');
  expect(boards.flatMap(({ cards }) => cards)).toEqual(parseCards('2c3d4h6s7c'));
  expect(replayPhh(phh)).toMatchObject({ outcome: 'played' });
});
