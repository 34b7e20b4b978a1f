import { expect, test } from 'vitest';
import { sidePotsShowdown } from '../fixtures/tables.ts';
import { resultLines, winningCards } from './results.ts';

const view = sidePotsShowdown();
const winner = (seat: number, amount: number, pot: string, why: string) => ({
  seat,
  amount,
  pot,
  why,
  cards: [],
});

test('two pots won by the same hand are one line', () => {
  const winners = [winner(0, 300, 'main pot', 'a flush'), winner(0, 100, 'side pot 1', 'a flush')];
  expect(resultLines({ ...view, winners })).toMatchObject([
    { seat: 0, amount: 400, pots: ['main pot', 'side pot 1'], why: 'a flush' },
  ]);
});

test('different winners keep a line each, in order', () => {
  const winners = [winner(2, 300, 'main pot', 'a straight'), winner(0, 100, 'side pot 1', 'a pair')];
  expect(resultLines({ ...view, winners }).map((line) => line.seat)).toEqual([2, 0]);
});

test('a single pot is not named', () => {
  expect(resultLines({ ...view, winners: [winner(0, 300, 'pot', 'a pair')] })[0]?.pots).toEqual([]);
});

test('winning cards are gathered over all pots', () => {
  const winners = [
    { ...winner(0, 1, 'a', 'x'), cards: ['As', 'Kd'] },
    { ...winner(1, 1, 'b', 'y'), cards: ['As', '2c'] },
  ];
  expect([...winningCards({ ...view, winners })].sort()).toEqual(['2c', 'As', 'Kd']);
});
