import { describe, expect, test } from 'vitest';
import type { Temperament } from '../../ipc.ts';
import type { BotDecision } from './decide.ts';
import { THINKING_MAX_MS, THINKING_MIN_MS, thinkingTimeMs } from './delay.ts';
import { TRAITS } from './temperament.ts';
import { seededRandom } from './testing/seededRandom.ts';
import { turnWith, viewWith } from './testing/views.ts';

type Action = Extract<BotDecision, { type: 'act' }>['action'];

const move = (action: Action): BotDecision => ({ type: 'act', hand: 7, turn: 3, action });
const CHECK = move({ type: 'check' });
const SMALL_CALL = { view: turnWith({ hole: 'AsAd', bets: [0, 2] }), decision: move({ type: 'call' }) };
const BIG_CALL = {
  view: turnWith({ hole: 'AsAd', bets: [0, 200], stacks: [200, 0] }),
  decision: move({ type: 'call' }),
};
const FREE = turnWith({ hole: 'AsAd', board: '2c7dKs', bets: [0, 0], gathered: 20 });

function times(view = FREE, decision = CHECK, temperament: Temperament = 'sly', speed = 1): number[] {
  const random = seededRandom(5);
  return Array.from({ length: 300 }, () => thinkingTimeMs(view, decision, temperament, random, speed));
}
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('thinking time', () => {
  test.each(Object.keys(TRAITS) as Temperament[])('of a %s bot is human, in whole ms', (temperament) => {
    const decisions = [
      CHECK,
      move({ type: 'fold' }),
      move({ type: 'call' }),
      move({ type: 'raise', to: 190 }),
    ];
    for (const decision of decisions) {
      for (const timeMs of times(BIG_CALL.view, decision, temperament)) {
        expect(Number.isInteger(timeMs)).toBe(true);
        expect(timeMs).toBeGreaterThanOrEqual(THINKING_MIN_MS);
        expect(timeMs).toBeLessThanOrEqual(THINKING_MAX_MS);
      }
    }
  });
  test('is not always the same', () => {
    expect(new Set(times()).size).toBeGreaterThan(100);
  });
  test('is short for a check and long for a whole stack', () => {
    const checks = mean(times());
    const smallCalls = mean(times(SMALL_CALL.view, SMALL_CALL.decision));
    const bigCalls = mean(times(BIG_CALL.view, BIG_CALL.decision));
    expect(checks).toBeLessThan(1_200);
    expect(smallCalls).toBeGreaterThan(checks);
    expect(bigCalls).toBeGreaterThan(smallCalls + 1_000);
  });
  test('is longest with a calm bot and shortest with a wild one', () => {
    const [wild, sly, calm] = (['wild', 'sly', 'calm'] as const).map((temperament) =>
      mean(times(SMALL_CALL.view, SMALL_CALL.decision, temperament)),
    );
    expect(wild).toBeLessThan(sly as number);
    expect(sly).toBeLessThan(calm as number);
  });
  test('is a quarter at speed 4, and none at all at infinite speed', () => {
    const [usual, fast] = [times(), times(FREE, CHECK, 'sly', 4)];
    for (const [at, timeMs] of usual.entries()) expect(fast[at]).toBeCloseTo(timeMs / 4, -1);
    expect(new Set(times(FREE, CHECK, 'sly', Number.POSITIVE_INFINITY))).toEqual(new Set([0]));
  });
  test('uses at most half of what the clock leaves', () => {
    const late = turnWith({ hole: 'AsAd', bets: [0, 200], stacks: [200, 0], remainingMs: 500 });
    for (const timeMs of times(late, BIG_CALL.decision)) expect(timeMs).toBeLessThanOrEqual(250);
    const over = turnWith({ hole: 'AsAd', bets: [0, 2], remainingMs: -20 });
    for (const timeMs of times(over, SMALL_CALL.decision)) expect(timeMs).toBe(0);
  });
  test('leaves time to show while the result of folds stands', () => {
    for (const timeMs of times(viewWith(), { type: 'show' }, 'calm')) expect(timeMs).toBeLessThan(1_800);
  });
});
