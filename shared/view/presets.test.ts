import fc from 'fast-check';
import { expect, test } from 'vitest';
import { legalActions, openPreflop, openRound, type Round } from '../poker/index.ts';
import { raisePresets } from './presets.ts';

const seats = (...stacks: number[]) => stacks.map((stack, seat) => ({ seat, stack }));
const blinds = (bigBlind: number) => [
  { seat: 0, kind: 'small-blind' as const, amount: bigBlind / 2, owed: bigBlind / 2 },
  { seat: 1, kind: 'big-blind' as const, amount: bigBlind, owed: bigBlind },
];
const preflop = (bigBlind = 10, ...stacks: number[]) =>
  openPreflop({ bigBlind, seats: seats(...stacks), posts: blinds(bigBlind) });
const flop = (...stacks: number[]) =>
  openRound(
    10,
    seats(...stacks).map((seat) => ({ ...seat, folded: false })),
  );
const named = (round: Round, pot: number) =>
  raisePresets(round, legalActions(round), pot).map(({ label, raiseTo }) => `${label} ${raiseTo}`);

test('before the flop, nobody has raised: multiples of the big blind', () => {
  expect(named(preflop(10, 1_000, 1_000, 1_000), 15)).toEqual([
    '2.5 BB 25',
    '3 BB 30',
    'pot 35',
    '4 BB 40',
    'all-in 1000',
  ]);
});

test('before the flop, somebody has raised: parts of the pot', () => {
  const round = { ...preflop(10, 1_000, 1_000, 1_000), level: 30, fullRaise: 20, aggressor: 1 };
  // To call 30 into 45: a pot after the call of 75.
  expect(named(round, 45)).toEqual(['1/3 pot 55', '1/2 pot 68', '2/3 pot 80', 'pot 105', 'all-in 1000']);
});

test('after the flop: parts of the pot', () => {
  expect(named(flop(1_000, 1_000), 60)).toEqual([
    '1/3 pot 20',
    '1/2 pot 30',
    '2/3 pot 40',
    'pot 60',
    'all-in 1000',
  ]);
});

test('what is below the least raise, or all-in anyway, has no name of its own', () => {
  expect(named(flop(35, 1_000), 60)).toEqual(['1/3 pot 20', '1/2 pot 30', 'all-in 35']);
  expect(named(flop(1_000, 1_000), 12)).toEqual(['pot 12', 'all-in 1000']);
  expect(named(flop(4, 1_000), 60), 'less than a bet').toEqual(['all-in 4']);
});

test('of two that come to the same the larger gives the name', () => {
  expect(named(preflop(2, 100, 100, 100), 3)).toEqual([
    '2.5 BB 5',
    '3 BB 6',
    'pot 7',
    '4 BB 8',
    'all-in 100',
  ]);
  const smallest = { ...preflop(2, 100, 100, 100), bigBlind: 1, level: 1, fullRaise: 1 };
  expect(named(smallest, 2)).toEqual(['3 BB 3', 'pot 4', 'all-in 100']);
});

test('no raise, no presets', () => {
  expect(named({ ...flop(1_000, 1_000), actor: null }, 60)).toEqual([]);
});

test('always whole chips within the limits, rising, and all-in last', () => {
  const chips = fc.integer({ min: 1, max: 2 ** 40 });
  const cases = fc.record({
    stack: chips,
    other: chips,
    bigBlind: fc.integer({ min: 1, max: 1_000_000 }),
    level: fc.integer({ min: 0, max: 1_000_000 }),
    pot: fc.integer({ min: 0, max: 2 ** 43 }),
    isRaised: fc.boolean(),
  });
  fc.assert(
    fc.property(cases, ({ stack, other, bigBlind, level, pot, isRaised }) => {
      const opened = openRound(
        bigBlind,
        seats(stack, other).map((seat) => ({ ...seat, folded: false })),
      );
      const round = { ...opened, level, aggressor: isRaised ? 1 : null };
      const legal = legalActions(round);
      const raises = raisePresets(round, legal, pot).map(({ raiseTo }) => raiseTo);
      if (legal.minRaiseTo === null) expect(raises).toEqual([]);
      else {
        expect(raises).toEqual([...new Set(raises)].sort((a, b) => a - b));
        expect(raises.every((raiseTo) => Number.isSafeInteger(raiseTo))).toBe(true);
        expect(raises[0]).toBeGreaterThanOrEqual(legal.minRaiseTo);
        expect(raises.at(-1)).toBe(legal.maxRaiseTo);
      }
    }),
  );
});
