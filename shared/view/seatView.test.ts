import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCards } from '../poker/index.ts';
import { HOST } from '../table/testing/practice.ts';
import type { HandPhase, TableView } from './tableView.ts';
import { PLAY_TIMEOUT_MS, playRandomly } from './testing/randomTable.ts';
import { tableOf, type WatchedTable } from './testing/watchedTable.ts';

/** Dealing order with two players: seat 1, then seat 0 with the button. Kings against aces, and a board that changes nothing. */
const KINGS_AGAINST_ACES = parseCards('Ks As Kh Ah 2c 3d 4h 6s 7c') ?? [];

function chipsIn({ seats, pots }: TableView): number {
  const stacks = seats.reduce((sum, { stack, bet }) => sum + stack + bet, 0);
  return pots.reduce((sum, { amount }) => sum + amount, stacks);
}

function chipsBought(table: WatchedTable): number {
  const accounts = table.look('desk')?.accounts as { boughtIn: number; cashedOut: number }[];
  return accounts.reduce((sum, { boughtIn, cashedOut }) => sum + boughtIn - cashedOut, 0);
}

test(
  'stacks, bets and pots are all the chips on the table, at every moment',
  () => {
    fc.assert(
      fc.property(fc.nat(), (seed) =>
        playRandomly({ seed }, (table) => {
          const view = table.viewOfNobody();
          expect(chipsIn(view)).toBe(chipsBought(table));
          const bets = view.seats.reduce((sum, { bet }) => sum + bet, 0);
          const pots = view.pots.reduce((sum, { amount }) => sum + amount, 0);
          const won = view.seats.reduce((sum, seat) => sum + seat.won, 0);
          expect(view.totalPot).toBe(won > 0 ? won : bets + pots);
          expect(view.winners.reduce((sum, { amount }) => sum + amount, 0)).toBe(won);
        }),
      ),
      { numRuns: 8 },
    );
  },
  PLAY_TIMEOUT_MS,
);

test('antes lie in the pot, blinds before their seats', () => {
  const table = tableOf(3, { anteRule: 'each', ante: 1 });
  table.serve();
  const view = table.viewOf(0);
  expect(view.pots).toEqual([{ amount: 3, eligible: [1, 2, 0] }]);
  expect(view.totalPot).toBe(6);
  expect(view.seats.slice(0, 3).map(({ stack, bet }) => [stack, bet])).toEqual([
    [99, 0],
    [98, 1],
    [97, 2],
  ]);
});

test('who has folded on this street can win no pot any more', () => {
  const table = tableOf(3, { anteRule: 'each', ante: 1 });
  table.move('fold');
  expect(table.viewOf(1).pots).toEqual([{ amount: 3, eligible: [1, 2] }]);
});

test('a hand goes through its phases', () => {
  const table = tableOf(2, {}, KINGS_AGAINST_ACES);
  const phases: HandPhase[] = [table.viewOf(0).phase];
  const note = () => {
    const { phase } = table.viewOf(0);
    if (phase !== phases.at(-1)) phases.push(phase);
  };
  table.watch = note;
  for (const act of ['call', 'check', 'check', 'check', 'check', 'check', 'check', 'check'] as const)
    table.move(act);
  table.serve();
  expect(phases).toEqual(['dealing', 'preflop', 'flop', 'turn', 'river', 'showdown', 'result']);
});

test('an all-in runs out with cards open, then the result stands', () => {
  const table = tableOf(2, {}, KINGS_AGAINST_ACES);
  const phases = new Set<HandPhase>();
  table.watch = () => phases.add(table.viewOf(0).phase);
  table.move('raise', 100);
  table.move('call');
  table.serve(({ for: what }) => what === 'rest');
  expect(table.viewOf(0).seats[1]?.cards).toEqual(['Ks', 'Kh']);
  table.serve();
  expect([...phases]).toEqual(['preflop', 'runout', 'result']);
});

test('between hands nothing lies on the felt', () => {
  const table = tableOf(1);
  expect(table.viewOf(0)).toMatchObject({
    phase: 'waiting',
    button: null,
    smallBlindSeat: null,
    bigBlindSeat: null,
    boards: [[]],
    rabbit: [],
    pots: [],
    totalPot: 0,
    actor: null,
    legal: null,
    winners: [],
  });
});

test('the table names itself, its hand and its place in the journal', () => {
  const table = tableOf(2);
  const { tableId, seq, stateHash, dealingLine } = table.seen();
  expect(table.viewOf(0)).toMatchObject({ tableId, seq, stateHash, dealingLine, handNumber: 1, mySeat: 0 });
  expect(table.viewOfNobody().mySeat).toBeNull();
});

test('blinds and button are where they were posted', () => {
  const table = tableOf(3);
  expect(table.viewOf(0)).toMatchObject({ button: 0, smallBlindSeat: 1, bigBlindSeat: 2 });
});

test('settings for the next hand stand beside those in force', () => {
  const table = tableOf(2);
  const { settings } = table.viewOf(0);
  expect(table.viewOf(0).nextSettings).toBeNull();
  table.say(HOST, 'SETTINGS', { settings: { ...settings, bigBlind: 4 } });
  expect(table.viewOf(0).settings.bigBlind).toBe(2);
  expect(table.viewOf(0).nextSettings?.bigBlind).toBe(4);
});

test('a hand whose program has ended shows the table between two hands', () => {
  const table = tableOf(2);
  table.move('fold');
  table.serve();
  expect(table.process.result).not.toBeNull();
  const view = table.viewOf(0);
  expect(view).toMatchObject({ phase: 'waiting', totalPot: 0, actor: null, legal: null });
  expect(view.seats.slice(0, 2).map(({ stack }) => stack)).toEqual([99, 101]);
});

test('no looks are no table', () => {
  const table = tableOf(2);
  expect(() => table.viewOf(0, {}, { looks: new Map() })).toThrow(RangeError);
});

describe('winners', () => {
  const result = (table: WatchedTable) => {
    table.serve(({ for: what }) => what === 'result');
    return table.viewOf(0).winners;
  };

  test('the best hand wins, with its five cards and why', () => {
    const table = tableOf(2, {}, KINGS_AGAINST_ACES);
    table.move('raise', 100);
    table.move('call');
    expect(result(table)).toEqual([
      {
        seat: 0,
        amount: 200,
        pot: 'pot',
        why: 'pair of aces, seven-six-four kickers',
        cards: ['As', 'Ah', '4h', '6s', '7c'],
      },
    ]);
  });

  test('everyone else folded: no cards', () => {
    const table = tableOf(3);
    table.move('raise', 20);
    table.move('fold');
    table.move('fold');
    expect(result(table)).toEqual([
      { seat: 0, amount: 5, pot: 'pot', why: 'everyone else folded', cards: [] },
    ]);
    const [, hidden] = table.viewOf(1).seats;
    expect(hidden?.folded).toBe(true);
  });
});
