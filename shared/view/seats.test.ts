import { describe, expect, test } from 'vitest';
import { parseCards } from '../poker/index.ts';
import { tableOf, type WatchedTable } from './testing/watchedTable.ts';

const ACES_AGAINST_KINGS = parseCards('Ks As Kh Ah 2c 3d 4h 6s 7c') ?? [];
const lastActions = (table: WatchedTable) => table.viewOf(0).seats.map(({ lastAction }) => lastAction);

test('every place of the table is there, empty ones without a name', () => {
  const { seats } = tableOf(2).viewOf(1);
  expect(seats.map(({ seat, name, isMe }) => [seat, name, isMe])).toEqual([
    [0, 'P0', false],
    [1, 'P1', true],
    [2, null, false],
    [3, null, false],
    [4, null, false],
    [5, null, false],
  ]);
  expect(seats[3]).toMatchObject({ stack: 0, cards: [], inHand: false, waitingFor: null });
});

test('a player keeps a place that the table no longer has', () => {
  const table = tableOf(3, { maxSeats: 6 });
  table.sit(5);
  const seen = table.seen();
  const desk = { ...table.look('desk'), settings: { ...table.desk.settings, maxSeats: 4 } };
  const looks = new Map([...seen.looks, ['desk', desk]]);
  expect(table.viewOf(0, {}, { looks }).seats).toHaveLength(6);
});

test('what a seat did last on this street, in words', () => {
  const table = tableOf(4);
  table.serve();
  expect(lastActions(table).slice(0, 4)).toEqual([null, 'small blind', 'big blind', null]);
  table.move('raise', 6);
  table.move('fold');
  table.move('call');
  table.move('raise', 100);
  expect(lastActions(table).slice(0, 4)).toEqual(['folds', 'calls {5}', 'all-in for {100}', 'raises to {6}']);
  table.move('call');
  table.move('fold');
  expect(lastActions(table)[3]).toBe('calls {94}, all-in');
});

test('a new street begins without words, but for who is all-in', () => {
  const table = tableOf(3);
  table.sit(3, 40);
  table.move('fold');
  table.move('fold');
  table.serve();
  table.nextHand();
  table.serve();
  while (table.viewOf(0).phase === 'preflop') {
    const { ask } = table;
    if (ask.for !== 'move') table.serve();
    else if (ask.seat === 3 && ask.round.level < 40) table.move('raise', 40);
    else table.move('call');
    table.serve();
  }
  expect(table.viewOf(0)).toMatchObject({ phase: 'flop' });
  expect(lastActions(table).slice(0, 4)).toEqual([null, null, null, 'all-in']);
  expect(table.viewOf(0).seats[3]).toMatchObject({ allIn: true, stack: 0, bet: 0 });
});

test('an ante gives way to the blind in front of the seat', () => {
  const table = tableOf(3, { anteRule: 'each', ante: 1 });
  table.serve();
  expect(lastActions(table).slice(0, 3)).toEqual(['ante', 'small blind', 'big blind']);
});

describe('cards', () => {
  test('others’ lie face down until they fold', () => {
    const table = tableOf(3);
    table.serve();
    expect(
      table
        .viewOf(0)
        .seats.slice(0, 3)
        .map(({ cards }) => cards),
    ).toEqual([
      ['2h', '3d'],
      [null, null],
      [null, null],
    ]);
    table.move('fold');
    table.move('fold');
    const { seats } = table.viewOf(0);
    expect(seats[0]?.cards, 'the own stay in sight').toEqual(['2h', '3d']);
    expect(seats[1]?.cards).toEqual([]);
  });

  test('mucked cards are gone', () => {
    const table = tableOf(2);
    for (const act of ['call', 'check', 'check', 'check', 'check', 'check', 'check', 'check'] as const)
      table.move(act);
    table.serve((ask) => ask.for === 'show' && !ask.mustShow);
    table.say('device0', 'MUCK');
    expect(table.viewOf(1).seats[0]).toMatchObject({ cards: [], lastAction: 'mucks', handWords: null });
    expect(table.viewOf(0).seats[1]).toMatchObject({ lastAction: 'shows' });
  });

  test('a hand has a name where its cards are open', () => {
    const table = tableOf(2, {}, ACES_AGAINST_KINGS);
    table.serve();
    expect(table.viewOf(0)).toMatchObject({ myHandWords: 'pocket aces' });
    expect(
      table
        .viewOf(0)
        .seats.map(({ handWords }) => handWords)
        .slice(0, 2),
    ).toEqual(['pocket aces', null]);
    table.move('raise', 100);
    table.move('call');
    table.serve((ask) => ask.for === 'result');
    expect(
      table
        .viewOfNobody()
        .seats.map(({ handWords }) => handWords)
        .slice(0, 2),
    ).toEqual(['pair of aces, seven-six-four kickers', 'pair of kings, seven-six-four kickers']);
    expect(table.viewOf(0).seats[0]?.won).toBe(200);
  });

  test('on two boards it has two names', () => {
    const table = tableOf(2, { runItTwice: true }, ACES_AGAINST_KINGS);
    table.move('raise', 100);
    table.move('call');
    table.serve((ask) => ask.for === 'run twice');
    for (const seat of [0, 1]) table.say(`device${seat}`, 'RUN_TWICE', { agree: true });
    const words = () => table.viewOfNobody().seats[0]?.handWords;
    table.timeout();
    table.say('host', 'FACES', { cards: table.opened([4, 5, 6]) });
    expect(words(), 'one board lies open, the other does not').toBe('pair of aces / pocket aces');
    table.serve((ask) => ask.for === 'result');
    expect(words()).toBe('pair of aces / full house, deuces over aces');
    expect(table.viewOfNobody().boards.map((board) => board.length)).toEqual([5, 5]);
  });

  test('who has folded has no hand', () => {
    const table = tableOf(3);
    table.move('fold');
    expect(table.viewOf(0).myHandWords).toBeNull();
  });
});

describe('who is in no hand says why', () => {
  const why = (table: WatchedTable, seat: number) => table.viewOf(0).seats[seat]?.waitingFor;

  test.each([
    ['post', 'owes the big blind'],
    ['wait', 'waits for the big blind'],
  ] as const)('a newcomer where newcomers %s', (newcomers, words) => {
    const table = tableOf(3, { newcomers });
    table.move('fold');
    table.move('fold');
    table.serve();
    table.nextHand();
    table.sit(4);
    expect(why(table, 4)).toBe(words);
    expect(why(table, 0)).toBeNull();
  });

  test('who comes back while a hand is played, and owes nothing, waits for the next', () => {
    const table = tableOf(5);
    table.say('device4', 'SIT_OUT', { sitOut: true });
    for (let folds = 0; folds < 4; folds++) table.move('fold');
    table.serve();
    table.nextHand();
    table.say('device4', 'SIT_OUT', { sitOut: false });
    expect(why(table, 4)).toBe('waits for the next hand');
  });

  test('who sits out, and who is leaving, is marked', () => {
    const table = tableOf(3);
    table.serve();
    table.say('device1', 'SIT_OUT', { sitOut: true });
    table.say('device2', 'LEAVE');
    table.say('device0', 'STRADDLE', { straddle: true });
    const { seats } = table.viewOf(0);
    expect(seats.map(({ sittingOut }) => sittingOut).slice(0, 3)).toEqual([false, true, false]);
    expect(seats.map(({ leaving }) => leaving).slice(0, 3)).toEqual([false, false, true]);
    expect(seats.map(({ straddles }) => straddles).slice(0, 3)).toEqual([true, false, false]);
  });
});
