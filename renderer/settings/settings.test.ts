import { describe, expect, test } from 'vitest';
import {
  defaultSettings,
  freshTableName,
  friendsSettings,
  usualBuyIn,
  withBlinds,
  withSeatsFor,
} from './settingsDefaults.ts';
import { newTableProblems, settingsProblems } from './settingsProblems.ts';

test('a new table starts without problems', () => {
  const settings = defaultSettings();
  expect(newTableProblems(settings, 3, usualBuyIn(settings))).toEqual({});
  const friends = friendsSettings();
  expect(newTableProblems(friends, 0, usualBuyIn(friends))).toEqual({});
});

test('every amount keeps its size in big blinds when the blinds change', () => {
  const settings = withBlinds(defaultSettings(), 50, 100);
  expect([settings.minBuyIn, settings.maxBuyIn, settings.bombPotAnte]).toEqual([2_000, 20_000, 200]);
  expect(usualBuyIn(settings)).toBe(10_000);
  const own = { ...defaultSettings(), anteRule: 'each' as const, ante: 2, minBuyIn: 500 };
  expect(withBlinds(own, 10, 20)).toMatchObject({ ante: 4, minBuyIn: 1_000, smallBlind: 10, bigBlind: 20 });
});

test('seats follow the players, from two to ten', () => {
  expect([1, 4, 12].map((players) => withSeatsFor(defaultSettings(), players).maxSeats)).toEqual([2, 4, 10]);
});

test('a new table gets a name of its own', () => {
  expect(freshTableName([])).toBe('Practice');
  expect(freshTableName(['Practice', 'Practice 3'])).toBe('Practice 2');
  expect(freshTableName(["Ada's table"], "Ada's table")).toBe("Ada's table 2");
});

describe('each wrong field is named', () => {
  const settings = defaultSettings();
  test.each([
    ['bigBlind', { smallBlind: 20 }],
    ['ante', { anteRule: 'each', ante: 0 }],
    ['minBuyIn', { minBuyIn: 5 }],
    ['maxBuyIn', { maxBuyIn: 100 }],
    ['bombPotAnte', { bombPotEvery: 10, bombPotAnte: 0 }],
  ] as const)('%s', (field, change) => {
    expect(Object.keys(settingsProblems({ ...settings, ...change }))).toEqual([field]);
  });

  test('buyIn and maxSeats of a new table', () => {
    expect(Object.keys(newTableProblems(settings, 5, 10))).toEqual(['buyIn', 'maxSeats']);
  });
});
