import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../host/bots/testing/seededRandom.ts';
import { GOOD_LINE, type Line } from './badLine.ts';
import { lineName, linesOf, nextBlow, USUAL_LIMITS } from './faults.ts';

const BLOWS = 2_000;

function blows(seed: number) {
  const random = seededRandom(seed);
  return Array.from({ length: BLOWS }, () => nextBlow(4, 2, random, USUAL_LIMITS));
}

describe('blows', () => {
  test('are the same for the same seed', () => {
    expect(blows(3)).toEqual(blows(3));
    expect(blows(3)).not.toEqual(blows(4));
  });

  test('each kills, mostly one, often the host, now and then all', () => {
    const all = blows(1);
    const killing = (count: number) => all.filter(({ kill }) => kill.length === count).length;
    expect(killing(0)).toBe(0);
    expect(killing(1)).toBeGreaterThan(BLOWS * 0.7);
    expect(killing(2)).toBeGreaterThan(BLOWS * 0.05);
    expect(killing(4)).toBeGreaterThan(BLOWS * 0.01);
    expect(all.filter(({ kill }) => kill.some(({ at }) => at === 2)).length).toBeGreaterThan(BLOWS * 0.4);
  });

  test('stop devices and make every kind of bad line', () => {
    const all = blows(2);
    expect(all.filter(({ pause }) => pause.length > 0).length).toBeGreaterThan(BLOWS * 0.05);
    const lines = all.flatMap((blow) => (blow.lines ? [...blow.lines.of.values()] : []));
    for (const how of ['cut', 'held'] as const)
      expect(lines.some(({ incoming }) => incoming === how)).toBe(true);
    expect(lines.some(({ delayMs }) => delayMs > 0)).toBe(true);
    expect(lines.some(({ incoming, outgoing }) => incoming !== outgoing)).toBe(true);
  });
});

test('a device is told the lines to others by their keys, as far as they are known', () => {
  const held: Line = { ...GOOD_LINE, outgoing: 'held' };
  const lines = new Map([
    [lineName(0, 1), held],
    [lineName(0, 2), held],
    [lineName(1, 0), GOOD_LINE],
  ]);
  expect(linesOf(0, lines, ['a', 'b', null])).toEqual({ b: held });
});
