import { expect, test } from 'vitest';
import type { Pot } from './pots.ts';
import { canStillWin, type ShowdownInput, showOrder } from './showdown.ts';

const pot = (...eligible: number[]): Pot => ({ amount: 100, eligible });

const order = (input: Partial<ShowdownInput>) =>
  showOrder({ pots: [], clockwise: [0, 1, 2, 3], riverAggressor: null, allTabled: false, ...input }).map(
    ({ seat, mustShow }) => (mustShow ? `${seat}!` : `${seat}`),
  );

test('showdown order: the last aggressor on the river first, then clockwise', () => {
  expect(order({ pots: [pot(0, 1, 2, 3)], riverAggressor: 2 })).toEqual(['2!', '3', '0', '1']);
});

test('showdown order: without one the first live seat left of the button', () => {
  expect(order({ pots: [pot(1, 2, 3)] })).toEqual(['1!', '2', '3']);
  expect(order({ pots: [pot(0, 1, 2)], clockwise: [2, 3, 0, 1] })).toEqual(['2!', '0', '1']);
});

test('showdown order: side pots before the main pot', () => {
  const pots = [pot(0, 1, 2, 3), pot(1, 2, 3), pot(1, 3)];
  expect(order({ pots, riverAggressor: 3 })).toEqual(['3!', '1', '2', '0']);
  expect(order({ pots })).toEqual(['1!', '3', '2', '0']);
});

test('showdown order: an aggressor who cannot win a pot does not lead in it', () => {
  expect(order({ pots: [pot(0, 1, 2), pot(1, 2)], riverAggressor: 0 })).toEqual(['1!', '2', '0']);
});

test('showdown order: a pot that only one seat can win shows no hand by itself', () => {
  expect(order({ pots: [pot(0, 1, 2), pot(2)] })).toEqual(['0!', '1', '2']);
});

test('showdown order: later losers may muck, the first to show may not', () => {
  const turns = showOrder({ pots: [pot(0, 1)], clockwise: [0, 1], riverAggressor: null, allTabled: false });
  expect(turns.map((turn) => turn.mustShow)).toEqual([true, false]);
});

test('everyone all-in: all live hands are tabled', () => {
  expect(order({ pots: [pot(0, 2, 3), pot(2, 3)], allTabled: true })).toEqual(['2!', '3!', '0!']);
});

test("won by folds: nobody's cards are shown", () => {
  expect(order({ pots: [pot(2)] })).toEqual([]);
  expect(order({ pots: [pot(2)], allTabled: true })).toEqual([]);
});

test('a hand can still win while no shown hand beats it in some pot that it plays for', () => {
  const pots = [pot(0, 1, 2), pot(1, 2)];
  expect(canStillWin(1, [500], pots, [new Map([[0, 400]])])).toBe(true);
  expect(canStillWin(1, [500], pots, [new Map([[0, 600]])])).toBe(true);
  expect(canStillWin(0, [500], pots, [new Map([[1, 600]])])).toBe(false);
  expect(canStillWin(1, [500], pots, [new Map([[2, 600]])])).toBe(false);
});

test('a hand that ties can still win', () => {
  expect(canStillWin(0, [500], [pot(0, 1)], [new Map([[1, 500]])])).toBe(true);
});

test('run it twice: a hand that is beaten on one board can still win on the other', () => {
  const shown = [new Map([[1, 600]]), new Map([[1, 300]])];
  expect(canStillWin(0, [500, 400], [pot(0, 1)], shown)).toBe(true);
  expect(canStillWin(0, [500, 200], [pot(0, 1)], shown)).toBe(false);
});
