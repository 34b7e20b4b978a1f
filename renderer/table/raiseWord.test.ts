import { expect, test } from 'vitest';
import { freeCheckTurn, myTurnPreflop } from '../fixtures/tables.ts';
import { raiseWord } from './raiseWord.ts';

const limits = { minRaiseTo: 10, maxRaiseTo: 1_240 };

test('over a bet it is a raise, without one a bet', () => {
  expect(raiseWord(myTurnPreflop(), { raiseTo: 90, limits })).toBe('Raise to');
  expect(raiseWord(freeCheckTurn(), { raiseTo: 40, limits })).toBe('Bet');
});

test('where none is allowed it is just a raise', () => {
  expect(raiseWord(myTurnPreflop(), { raiseTo: 0, limits: null })).toBe('Raise');
});

test('the whole stack is all-in', () => {
  expect(raiseWord(myTurnPreflop(), { raiseTo: 1_240, limits })).toBe('All-in');
});
