import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOST } from '../table/testing/practice.ts';
import type { LegalView } from './tableView.ts';
import { PLAY_TIMEOUT_MS, playRandomly } from './testing/randomTable.ts';
import { tableOf, type WatchedTable } from './testing/watchedTable.ts';

/** Why the table would refuse a move of the player to act; null: it would take it. */
function moveRefusal(table: WatchedTable, action: string, amount: number): string | null {
  const { ask, hand } = table;
  if (ask.for !== 'move') throw new Error(ask.for);
  return table.refusal(ask.seat, 'MOVE', { hand, turn: ask.turn, action, amount });
}

function checkOffered(table: WatchedTable, { canFold, canCheck, callAmount, ...raise }: LegalView): void {
  const isTaken = (action: string, amount: number) => moveRefusal(table, action, amount) === null;
  expect(canFold).toBe(true);
  expect(isTaken('fold', 0)).toBe(true);
  expect(isTaken('check', 0)).toBe(canCheck);
  expect(isTaken('call', callAmount)).toBe(callAmount > 0);
  expect(isTaken('call', callAmount + 1)).toBe(false);
  const { minRaiseTo, maxRaiseTo, presets } = raise;
  for (const { raiseTo } of presets) expect(isTaken('raise', raiseTo)).toBe(true);
  if (minRaiseTo === null || maxRaiseTo === null) {
    expect(presets).toEqual([]);
    return;
  }
  expect(isTaken('raise', minRaiseTo)).toBe(true);
  expect(isTaken('raise', minRaiseTo - 1)).toBe(false);
  expect(isTaken('raise', maxRaiseTo)).toBe(true);
  expect(isTaken('raise', maxRaiseTo + 1)).toBe(false);
}

test(
  'what is offered is what the table takes, and to nobody but the player to act',
  () => {
    let turns = 0;
    fc.assert(
      fc.property(fc.nat(), (seed) =>
        playRandomly({ seed }, (table) => {
          const { ask } = table;
          for (const { seat } of table.desk.seats) {
            const { legal, actor, preActionsOffered } = table.viewOf(seat);
            const isTurn = ask.for === 'move' && ask.seat === seat;
            expect(legal !== null).toBe(isTurn);
            expect(actor?.seat ?? null).toBe(ask.for === 'move' ? ask.seat : null);
            if (!legal) continue;
            checkOffered(table, legal);
            expect(preActionsOffered).toEqual([]);
            turns += 1;
          }
        }),
      ),
      { numRuns: 8 },
    );
    expect(turns).toBeGreaterThan(50);
  },
  PLAY_TIMEOUT_MS,
);

describe('the clock', () => {
  const clocked = (settings = {}) => {
    const table = tableOf(2, { actionClockMs: 20_000, timeBankMs: 30_000, ...settings });
    table.serve();
    return table;
  };

  test('runs down, then the time bank does', () => {
    const table = clocked();
    const startMs = table.timeMs;
    const at = (timeMs: number) => table.viewOf(0, {}, { timeMs: startMs + timeMs }).actor;
    expect(at(0)).toEqual({ seat: 0, turn: 1, remainingMs: 20_000, totalMs: 20_000, timeBankMs: 30_000 });
    expect(at(5_000)).toMatchObject({ remainingMs: 15_000, timeBankMs: 30_000 });
    expect(at(25_000)).toMatchObject({ remainingMs: 0, timeBankMs: 25_000 });
    expect(at(60_000)).toMatchObject({ remainingMs: 0, timeBankMs: 0 });
  });

  test('everybody sees the same one', () => {
    const table = clocked();
    expect(table.viewOf(1).actor).toEqual(table.viewOf(0).actor);
  });

  test('after an interruption it has the ten seconds that the table grants', () => {
    const table = clocked({ timeBankMs: 0 });
    table.timeMs += 19_000;
    table.say(HOST, 'TERM_START');
    expect(table.viewOf(0).actor).toMatchObject({ remainingMs: 10_000, totalMs: 20_000, timeBankMs: 0 });
  });

  test('without one there is nothing to draw; while paused neither', () => {
    const nothing = { remainingMs: null, totalMs: null };
    expect(clocked({ actionClockMs: null }).viewOf(0).actor).toMatchObject(nothing);
    const paused = clocked();
    paused.say(HOST, 'PAUSE');
    expect(paused.viewOf(0).actor).toMatchObject(nothing);
  });
});

describe('pre-actions', () => {
  const labels = (table: WatchedTable, seat: number) =>
    table.viewOf(seat).preActionsOffered.map(({ label }) => label);

  test('facing a bet: fold, call exactly this, call anything', () => {
    const table = tableOf(3);
    table.move('raise', 10);
    expect(table.viewOf(2).preActionsOffered).toEqual([
      { label: 'Fold', preAction: { type: 'fold' } },
      { label: 'Call {8}', preAction: { type: 'call', amount: 8 } },
      { label: 'Call any', preAction: { type: 'call-any' } },
    ]);
  });

  test('facing none: check or fold, check, call anything', () => {
    const table = tableOf(3);
    table.serve();
    expect(labels(table, 2)).toEqual(['Check / fold', 'Check', 'Call any']);
  });

  test('a call of more than the stack is a call of the stack', () => {
    const table = tableOf(3);
    table.sit(3, 40);
    table.move('fold');
    table.move('fold');
    table.serve();
    table.nextHand();
    table.move('raise', 90);
    expect(table.viewOf(3).preActionsOffered[1]).toMatchObject({ preAction: { type: 'call' } });
    expect(labels(table, 3)[1]).toBe('Call {38}');
  });

  test('none in turn, after folding, all-in, while the cards are shuffled, or without a hand', () => {
    const table = tableOf(3);
    expect(labels(table, 1), 'the shuffle').toEqual([]);
    table.serve();
    expect(labels(table, 0), 'in turn').toEqual([]);
    table.move('fold');
    expect(labels(table, 0), 'folded').toEqual([]);
    table.move('raise', 100);
    expect(labels(table, 1), 'all-in').toEqual([]);
    expect(table.viewOfNobody().preActionsOffered, 'looking on').toEqual([]);
  });

  test('the chosen one is shown to who chose it', () => {
    const table = tableOf(2);
    expect(table.viewOf(1, { preAction: { type: 'check' } }).preAction).toEqual({ type: 'check' });
    expect(table.viewOf(1).preAction).toBeNull();
  });
});
