import { expect, test } from 'vitest';
import { numberOptions } from './options.ts';

const LIMITS = { peers: { least: 3, most: 6, otherwise: 3 }, seed: { least: 0, most: 100, otherwise: 1 } };

test('options are read, and those not given are as they are otherwise', () => {
  expect(numberOptions(['--peers', '5'], LIMITS)).toEqual({ peers: 5, seed: 1 });
  expect(numberOptions(['--seed=0'], LIMITS)).toEqual({ peers: 3, seed: 0 });
});

test.each([['7'], ['2'], ['x'], ['3.5'], ['']])('--peers %j is refused in words', (value) => {
  expect(() => numberOptions([`--peers=${value}`], LIMITS)).toThrow(/^--peers is a whole number from 3 to 6/);
});

test('an unknown option is refused', () => {
  expect(() => numberOptions(['--players', '3'], LIMITS)).toThrow(/players/);
});
