import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCards } from '../poker/index.ts';
import { PLAY_TIMEOUT_MS, playRandomly } from './testing/randomTable.ts';
import { tableOf, type WatchedTable } from './testing/watchedTable.ts';

const ACES_AGAINST_KINGS = parseCards('Ks As Kh Ah 2c 3d 4h 6s 7c') ?? [];

const toResult = (table: WatchedTable) => table.serve(({ for: what }) => what === 'result');

test(
  'what is offered is what the table takes',
  () => {
    let shows = 0;
    fc.assert(
      fc.property(fc.nat(), (seed) =>
        playRandomly({ seed }, (table) => {
          const { ask } = table;
          for (const { seat } of table.desk.seats) {
            const { canShow, canRunTwice, canRabbitHunt, rebuy, topUpMax } = table.viewOf(seat);
            const places = table.handLook?.holeCards.find(([owner]) => owner === seat)?.[1] ?? [];
            const isTaken = (kind: string, rest = {}) => table.refusal(seat, kind, rest) === null;
            expect(isTaken('SHOW', { cards: table.opened(places) })).toBe(canShow);
            if (ask.for === 'run twice') expect(isTaken('RUN_TWICE', { agree: true })).toBe(canRunTwice);
            else expect(canRunTwice).toBe(false);
            expect(isTaken('RABBIT')).toBe(canRabbitHunt);
            if (rebuy) expect(isTaken('TOP_UP', { amount: rebuy.max })).toBe(true);
            if (topUpMax > 0) expect(isTaken('TOP_UP', { amount: topUpMax })).toBe(true);
            shows += Number(canShow);
          }
          expect(table.viewOfNobody()).toMatchObject({
            canShow: false,
            canRunTwice: false,
            canRabbitHunt: false,
            canSkip: false,
            rebuy: null,
            topUpMax: 0,
          });
        }),
      ),
      { numRuns: 12 },
    );
    expect(shows).toBeGreaterThan(0);
  },
  PLAY_TIMEOUT_MS,
);

test('a hand won by folds may be shown, once', () => {
  const table = tableOf(2);
  table.move('fold');
  toResult(table);
  expect([table.viewOf(0).canShow, table.viewOf(1).canShow]).toEqual([true, true]);
  table.say('device1', 'SHOW', { cards: table.opened(table.handLook?.holeCards[0]?.[1] ?? []) });
  expect([table.viewOf(0).canShow, table.viewOf(1).canShow]).toEqual([true, false]);
  expect(table.viewOf(0).seats[1]?.cards).not.toContain(null);
});

test('who is all-in is asked for a second board, once', () => {
  const table = tableOf(3, { runItTwice: true });
  table.move('fold');
  table.move('raise', 100);
  table.move('call');
  table.serve(({ for: what }) => what === 'run twice');
  const asked = () => [0, 1, 2].map((seat) => table.viewOf(seat).canRunTwice);
  expect(asked()).toEqual([false, true, true]);
  table.say('device1', 'RUN_TWICE', { agree: true });
  expect(asked()).toEqual([false, false, true]);
});

test('a rabbit may be hunted once, by who was in the hand', () => {
  const table = tableOf(3, { rabbitHunt: true });
  table.serve();
  table.sit(4);
  table.move('fold');
  table.move('fold');
  toResult(table);
  expect([0, 1, 2, 4].map((seat) => table.viewOf(seat).canRabbitHunt)).toEqual([true, true, true, false]);
  table.say('device0', 'RABBIT');
  toResult(table);
  expect(table.viewOf(1)).toMatchObject({ canRabbitHunt: false, rabbit: ['3h', '3s', '4c', '4d', '4h'] });
});

test('a rest may be skipped by who has not done so', () => {
  const table = tableOf(2);
  table.move('fold');
  expect(table.viewOf(0).canSkip).toBe(true);
  table.say('device0', 'SKIP');
  expect(table.viewOf(0).canSkip).toBe(false);
  expect(table.viewOf(1).canSkip).toBe(true);
});

test('among bots a hand may be skipped by who is not in it any more', () => {
  const table = tableOf(3);
  table.serve();
  expect(table.viewOf(0).canSkip).toBe(false);
  table.move('fold');
  expect(table.viewOf(0).canSkip, 'folded').toBe(true);
  expect(table.viewOf(0, {}, { practice: false }).canSkip, 'people wait for each other').toBe(false);
  expect(table.viewOf(1).canSkip, 'in turn').toBe(false);
  table.sit(4);
  expect(table.viewOf(4).canSkip, 'looking on').toBe(true);
});

test('who has lost everything may buy in again, not before the pot is pushed, and not twice', () => {
  const table = tableOf(2, {}, ACES_AGAINST_KINGS);
  table.move('raise', 100);
  table.move('call');
  expect(table.viewOf(1).rebuy, 'all-in').toBeNull();
  toResult(table);
  expect(table.viewOf(0).rebuy, 'the winner').toBeNull();
  expect(table.viewOf(1).rebuy).toEqual({ min: 40, max: 200 });
  table.say('device1', 'TOP_UP', { amount: 50 });
  expect(table.viewOf(1).rebuy, 'asked for').toBeNull();
});

test('who is out of chips between hands may buy in again', () => {
  const table = tableOf(2, {}, ACES_AGAINST_KINGS);
  table.move('raise', 100);
  table.move('call');
  table.serve();
  table.nextHand();
  expect(table.viewOf(1)).toMatchObject({ phase: 'waiting', rebuy: { min: 40, max: 200 }, topUpMax: 200 });
});

test('a stack may be filled up to the most the table allows', () => {
  const table = tableOf(2);
  table.serve();
  expect(table.viewOf(0).topUpMax).toBe(100);
  table.move('raise', 60);
  expect(table.viewOf(0).topUpMax, 'a bet is still the player’s').toBe(100);
  table.say('device0', 'LEAVE');
  expect(table.viewOf(0).topUpMax, 'leaving').toBe(0);
});
