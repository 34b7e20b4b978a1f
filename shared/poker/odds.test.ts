import { expect, test } from 'vitest';
import { type Card, parseCards } from './cards.ts';
import { estimateOdds } from './odds.ts';

/** A linear congruential generator. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const odds = (hole: string, board: string, opponents: number, samples = 20_000) =>
  estimateOdds({
    hole: parseCards(hole) as [Card, Card],
    board: parseCards(board) as Card[],
    opponents,
    samples,
    random: seeded(7),
  });

test.each([
  ['AsAh', '', 1, 0.852],
  ['AsAh', '', 5, 0.492],
  ['7s2h', '', 1, 0.346],
  ['AsKs', '', 1, 0.67],
  // Nine outs of 990 rival hands more or less: the flush draw with two overcards on the flop.
  ['AsKs', 'Qs7s2d', 1, 0.732],
])('%s on %s against %i has the known equity', (hole, board, opponents, equity) => {
  expect(odds(hole, board, opponents).equity).toBeCloseTo(equity, 1);
});

test('a hand that cannot lose wins always', () => {
  expect(odds('AsKs', 'QsJsTs2d3c', 9, 500)).toEqual({ win: 1, tie: 0, equity: 1 });
});

test('a board that plays for all splits the pot', () => {
  expect(odds('2c3d', 'AsKsQsJsTs', 3, 200)).toEqual({ win: 0, tie: 1, equity: 0.25 });
});

test('the same random numbers give the same estimate', () => {
  expect(odds('9s8s', '7d6c2h', 2, 500)).toEqual(odds('9s8s', '7d6c2h', 2, 500));
});
