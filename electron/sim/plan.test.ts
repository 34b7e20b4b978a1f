import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CLAIMS, damagedMax, isDamaging } from './claims.ts';
import { FAULT_NAMES, FAULTS } from './faults.ts';
import { PEERS_MAX, PEERS_MIN, planOf } from './plan.ts';

const plans = fc.integer({ min: 0, max: 2 ** 31 }).map((seed) => {
  return planOf(seed, { faults: FAULT_NAMES, peers: null, cards: 'stand-in' });
});

test('every fault is claimed to be survived, under one head or the other', () => {
  expect([...CLAIMS.passing, ...CLAIMS.damaging].toSorted()).toEqual([...FAULT_NAMES].toSorted());
});

test('a plan stays within what the design claims to survive', () => {
  fc.assert(
    fc.property(plans, ({ peers, steps }) => {
      const damaged = new Set(steps.filter(({ fault }) => isDamaging(fault)).map(({ who }) => who));
      const quitters = steps.flatMap(({ fault, who }) =>
        fault === 'quits' && !damaged.has(who) ? [who] : [],
      );
      const voters = damaged.size > 0 ? peers - new Set(quitters).size : peers;
      expect(damaged.size).toBeLessThanOrEqual(damagedMax(voters));
      expect(peers).toBeGreaterThanOrEqual(PEERS_MIN);
      expect(peers).toBeLessThanOrEqual(PEERS_MAX);
      for (const { who, other } of steps) {
        expect(who).toBeLessThan(peers);
        expect(other).toBeLessThan(peers);
        expect(other).not.toBe(who);
      }
    }),
  );
});

test('a plan with faults has a crash or a partition', () => {
  fc.assert(
    fc.property(plans, ({ steps }) => {
      expect(steps.some(({ fault }) => FAULTS[fault].counts !== 'other')).toBe(true);
    }),
  );
});

test('a number of devices that no table has is refused', () => {
  expect(() => planOf(1, { faults: [], peers: 11, cards: 'stand-in' })).toThrow(RangeError);
});
