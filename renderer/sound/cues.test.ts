import { expect, test } from 'vitest';
import { botTurnFlop, myTurnPreflop } from '../fixtures/tables.ts';
import { cuesBetween } from './cues.ts';

const mine = myTurnPreflop();
const waiting = { ...mine, legal: null, actor: mine.actor && { ...mine.actor, seat: 1, turn: 1 } };

test('my turn is heard once', () => {
  expect(cuesBetween(waiting, mine)).toEqual(['turn']);
  expect(cuesBetween(mine, { ...mine, seq: mine.seq + 1 })).toEqual([]);
});

test('my turn is heard again when the table goes on after a pause', () => {
  const paused = { ...mine, paused: 'Paused.' };
  expect(cuesBetween(waiting, paused)).toEqual([]);
  expect(cuesBetween(paused, mine)).toEqual(['turn']);
});

test('a new board card and a bet are heard', () => {
  const flop = botTurnFlop();
  const before = { ...flop, boards: [[]] };
  expect(cuesBetween(before, flop)).toEqual(['card']);
  const seats = flop.seats.map((seat) => (seat.seat === 1 ? { ...seat, bet: seat.bet + 50 } : seat));
  expect(cuesBetween(flop, { ...flop, seats })).toEqual(['chip']);
});

test('only my own win is a win', () => {
  const flop = botTurnFlop();
  const won = (seat: number) => ({
    ...flop,
    winners: [{ seat, amount: 10, pot: 'pot', why: 'everyone else folded', cards: [] }],
  });
  expect(cuesBetween(flop, won(flop.mySeat ?? 0))).toEqual(['win']);
  expect(cuesBetween(flop, won(1))).toEqual(['chip']);
});

test('opening a table is silent', () => {
  expect(cuesBetween(null, mine)).toEqual([]);
});
