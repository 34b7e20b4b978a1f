import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { raiseByPot, raiseNear } from './sizing.ts';
import { type Spot, spotOf } from './spot.ts';
import { type TurnSpec, turnWith } from './testing/views.ts';

const spot = (turn: Omit<TurnSpec, 'hole'>) => spotOf(turnWith({ hole: 'AsAd', ...turn })) as Spot;

describe('a raise near a target', () => {
  test('is a round number: small blinds while small, big blinds once large', () => {
    expect(raiseNear(6.6, false, spot({ bets: [0, 1, 2] }))).toBe(7);
    expect(raiseNear(40.9, false, spot({ bets: [0, 1, 2] }))).toBe(40);
  });
  test('is never below the minimum', () => {
    expect(raiseNear(1, false, spot({ bets: [0, 1, 20] }))).toBe(38);
  });
  test('is no more than anybody can answer', () => {
    const short = spot({ bets: [0, 0], board: '2c7dKs', gathered: 100, stacks: [200, 30] });
    expect(raiseNear(100, true, short)).toBe(30);
  });
  test('keeps to the minimum even where nobody can answer it', () => {
    const short = spot({ bets: [0, 20, 20], stacks: [200, 5, 5] });
    expect(raiseNear(100, true, short)).toBe(38);
  });
  test('is all-in when little would be left, or is not made', () => {
    const deep = spot({ bets: [0, 0], board: '2c7dKs', gathered: 150 });
    expect(raiseNear(150, true, deep)).toBe(200);
    expect(raiseNear(150, false, deep)).toBeNull();
    expect(raiseNear(100, false, deep)).toBe(100);
  });
  test('is within the limits, whatever is wished for', () => {
    const chips = fc.integer({ min: 0, max: 300 });
    const rivals = fc.array(fc.record({ bet: chips, stack: chips }), { minLength: 1, maxLength: 5 });
    const target = fc.double({ min: 0, max: 1_000, noNaN: true });
    fc.assert(
      fc.property(chips, chips, rivals, target, fc.boolean(), (bet, stack, others, wished, commits) => {
        const bets = [bet, ...others.map((other) => other.bet)];
        const stacks = [stack + 1, ...others.map((other) => other.stack)];
        const drawn = spot({ bets, stacks });
        const to = raiseNear(wished, commits, drawn);
        if (to === null) return;
        expect(Number.isInteger(to)).toBe(true);
        expect(to).toBeGreaterThanOrEqual(drawn.legal.minRaiseTo ?? Number.POSITIVE_INFINITY);
        expect(to).toBeLessThanOrEqual(drawn.legal.maxRaiseTo ?? 0);
      }),
      { numRuns: 300 },
    );
  });
  test('is not made where none is offered', () => {
    expect(raiseNear(100, true, spot({ bets: [0, 200], stacks: [200, 0] }))).toBeNull();
  });
});

describe('a raise by the pot', () => {
  test('is a bet of that part of the pot', () => {
    expect(raiseByPot(0.5, spot({ bets: [0, 0], board: '2c7dKs', gathered: 40 }))).toBe(20);
  });
  test('counts the call first', () => {
    // 40 in the pot, a bet of 20: after a call the pot is 80.
    expect(raiseByPot(1, spot({ bets: [0, 20], board: '2c7dKs', gathered: 40 }))).toBe(100);
  });
});
