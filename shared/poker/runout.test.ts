import { expect, test } from 'vitest';
import { agreedToRunTwice, dealsToCome, mayRunTwice, rabbitCards } from './runout.ts';

const ALL_IN = {
  enabled: true,
  bettingClosed: true,
  boardSize: 3,
  live: [
    { seat: 0, stack: 0 },
    { seat: 1, stack: 400 },
  ],
};

test('the board runs out street by street', () => {
  expect(dealsToCome(0)).toEqual([3, 1, 1]);
  expect(dealsToCome(3)).toEqual([1, 1]);
  expect(dealsToCome(4)).toEqual([1]);
  expect(dealsToCome(5)).toEqual([]);
});

test('run it twice: someone all-in and nothing left to act', () => {
  expect(mayRunTwice(ALL_IN)).toBe(true);
});

test.each([
  ['the setting is off', { enabled: false }],
  ['somebody can still act', { bettingClosed: false }],
  ['nobody is all-in', { live: [{ seat: 0, stack: 10 }, ALL_IN.live[1]] }],
  ['only one is left', { live: [{ seat: 0, stack: 0 }] }],
  ['no card is to come', { boardSize: 5 }],
] as [string, Partial<typeof ALL_IN>][])('run it twice: not when %s', (_, change) => {
  expect(mayRunTwice({ ...ALL_IN, ...change })).toBe(false);
});

test('run it twice: all players in the pot agree', () => {
  expect(agreedToRunTwice([1, 4, 6], [6, 1, 4])).toBe(true);
  expect(agreedToRunTwice([1, 4, 6], [1, 4])).toBe(false);
  expect(agreedToRunTwice([1, 4, 6], [1, 4, 5])).toBe(false);
});

test('rabbit hunt: only if enabled, the cards that the board still lacks', () => {
  expect(rabbitCards(true, 0)).toBe(5);
  expect(rabbitCards(true, 4)).toBe(1);
  expect(rabbitCards(true, 5)).toBe(0);
  expect(rabbitCards(false, 3)).toBe(0);
});
