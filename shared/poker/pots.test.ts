import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  awardPots,
  buildPots,
  type Contribution,
  type Pot,
  splitEvenly,
  totalAwarded,
  uncalledBet,
} from './pots.ts';
import type { Seat } from './seats.ts';

/** Seats 0, 1, 2... by what each has bet, then by what else is special about it. */
const table = (bets: number[], changes: { [seat: Seat]: Partial<Contribution> } = {}): Contribution[] =>
  bets.map((bet, seat) => ({
    seat,
    bet,
    ante: 0,
    anteShort: false,
    dead: 0,
    folded: false,
    allIn: false,
    ...changes[seat],
  }));

const folded = { folded: true };
const allIn = { allIn: true };
const pots = (bets: number[], changes?: { [seat: Seat]: Partial<Contribution> }) =>
  buildPots(table(bets, changes)).map(({ amount, eligible }) => [amount, eligible]);
const bets = (...amounts: number[]) => amounts.map((bet, seat) => ({ seat, bet }));
const strengths = (...values: (number | null)[]) =>
  new Map(values.flatMap((value, seat): [Seat, number][] => (value === null ? [] : [[seat, value]])));
const won = (from: Pot[], boards: ReadonlyMap<Seat, number>[], clockwise: Seat[]) => [
  ...totalAwarded(awardPots(from, boards, clockwise)),
];

test('uncalled bet: what nobody matched is returned to its owner', () => {
  expect(uncalledBet(bets(100, 500, 300))).toEqual({ seat: 1, amount: 200 });
  expect(uncalledBet(bets(0, 250, 0))).toEqual({ seat: 1, amount: 250 });
});

test('uncalled bet: folded to, the big blind gets back what the small blind did not match', () => {
  expect(uncalledBet(bets(50, 100, 0))).toEqual({ seat: 1, amount: 50 });
});

test('uncalled bet: a bet that was called is not returned, nor is no bet', () => {
  expect(uncalledBet(bets(100, 300, 300))).toBeNull();
  expect(uncalledBet(bets(0, 0))).toBeNull();
  expect(uncalledBet([])).toBeNull();
});

test('uncalled bet: returned even if the hand is dead', () => {
  // Seat 1 posted the big blind and folded to an all-in of 60; nobody matched its last 40.
  const round = [
    { seat: 0, bet: 60, folded: false },
    { seat: 1, bet: 100, folded: true },
  ];
  expect(uncalledBet(round)).toEqual({ seat: 1, amount: 40 });
});

test('side pots: nobody all-in makes one pot', () => {
  expect(pots([300, 300, 300])).toEqual([[900, [0, 1, 2]]]);
});

test('side pots: while a street is still being bet there is one pot for all who are not all-in', () => {
  expect(pots([50, 100, 300, 0])).toEqual([[450, [0, 1, 2, 3]]]);
});

test('side pots: one per level of live all-in', () => {
  expect(pots([100, 250, 600, 600], { 0: allIn, 1: allIn })).toEqual([
    [400, [0, 1, 2, 3]],
    [450, [1, 2, 3]],
    [700, [2, 3]],
  ]);
});

test('side pots: all-in for the same amount makes one level', () => {
  expect(pots([100, 100, 400, 400], { 0: allIn, 1: allIn })).toEqual([
    [400, [0, 1, 2, 3]],
    [600, [2, 3]],
  ]);
});

test('side pots: an all-in that everybody matched makes no level of its own', () => {
  expect(pots([400, 400, 400], { 0: allIn, 1: allIn, 2: allIn })).toEqual([[1200, [0, 1, 2]]]);
});

test('side pots: the deepest all-in that others only called makes no empty pot', () => {
  expect(pots([400, 900, 900], { 0: allIn, 1: allIn })).toEqual([
    [1200, [0, 1, 2]],
    [1000, [1, 2]],
  ]);
});

test('side pots: an all-in stack that is still to be answered does not shut out who has yet to act', () => {
  expect(pots([300, 500, 0], { 0: allIn, 1: allIn })).toEqual([
    [600, [0, 1, 2]],
    [200, [1, 2]],
  ]);
});

test('side pots: folded chips stay where they were matched', () => {
  expect(pots([100, 250, 600, 600], { 0: allIn, 1: folded })).toEqual([
    [400, [0, 2, 3]],
    [1150, [2, 3]],
  ]);
});

test('side pots: a folded all-in amount makes no level', () => {
  expect(pots([70, 300, 300], { 0: folded })).toEqual([[670, [1, 2]]]);
});

test('side pots: chips that folded between two levels are split between the pots they reached', () => {
  expect(pots([100, 180, 300, 300], { 0: allIn, 1: folded, 2: allIn })).toEqual([
    [400, [0, 2, 3]],
    [480, [2, 3]],
  ]);
});

test('side pots: a level with only folded money on top goes to the last contestable pot', () => {
  expect(pots([100, 250, 250], { 0: allIn, 1: folded, 2: folded })).toEqual([[600, [0]]]);
  expect(pots([100, 180, 300, 300], { 0: allIn, 1: allIn, 2: folded, 3: folded })).toEqual([
    [400, [0, 1]],
    [480, [1]],
  ]);
});

test('side pots: five players, three levels, two folds', () => {
  const changes = { 0: allIn, 1: folded, 2: allIn, 3: folded };
  expect(pots([25, 150, 80, 400, 400], changes)).toEqual([
    [125, [0, 2, 4]],
    [220, [2, 4]],
    [710, [4]],
  ]);
});

test('antes: always in the pot, and in the main one', () => {
  const ante = { ante: 10 };
  expect(pots([40, 200, 200], { 0: { ...ante, ...allIn }, 1: ante, 2: ante })).toEqual([
    [150, [0, 1, 2]],
    [320, [1, 2]],
  ]);
});

test('antes: who folds leaves the ante behind', () => {
  expect(pots([100, 100, 0], { 0: { ante: 10 }, 1: { ante: 10 }, 2: { ante: 10, folded: true } })).toEqual([
    [230, [0, 1]],
  ]);
});

test('antes: an ante that empties a stack wins as much of every other ante and nothing of the bets', () => {
  const changes = {
    0: { ante: 6, anteShort: true, allIn: true },
    1: { ante: 10 },
    2: { ante: 10, folded: true },
    3: { ante: 10 },
  };
  expect(pots([0, 100, 50, 100], changes)).toEqual([
    [24, [0, 1, 3]],
    [262, [1, 3]],
  ]);
});

test('antes: a stack that the ante empties exactly is not short: it plays for all antes', () => {
  const changes = { 0: { ante: 10, allIn: true }, 1: { ante: 10 }, 2: { ante: 10 } };
  expect(pots([0, 100, 100], changes)).toEqual([
    [30, [0, 1, 2]],
    [200, [1, 2]],
  ]);
});

test('big-blind ante: an all-in for less than the blind still plays for the whole ante', () => {
  expect(pots([60, 100, 100], { 0: allIn, 1: { ante: 100 } })).toEqual([
    [280, [0, 1, 2]],
    [80, [1, 2]],
  ]);
});

test('big-blind ante, short stack: blind in full and part of the ante make one pot', () => {
  expect(pots([100, 100, 100], { 1: { ante: 30, anteShort: true, allIn: true } })).toEqual([
    [330, [0, 1, 2]],
  ]);
});

test('missed blinds: a dead small blind lies in the main pot', () => {
  expect(pots([20, 100, 100], { 0: allIn, 2: { dead: 50 } })).toEqual([
    [110, [0, 1, 2]],
    [160, [1, 2]],
  ]);
});

test('short blind all-in: a side pot forms', () => {
  expect(pots([100, 60, 100], { 1: allIn })).toEqual([
    [180, [0, 1, 2]],
    [80, [0, 2]],
  ]);
});

test('nothing put in makes no pot', () => {
  expect(pots([0, 0, 0])).toEqual([]);
});

test('the best hand takes the pot, in each pot among those who can win it', () => {
  const from = [
    { amount: 300, eligible: [0, 1, 2] },
    { amount: 200, eligible: [1, 2] },
  ];
  expect(won(from, [strengths(900, 300, 500)], [0, 1, 2])).toEqual([
    [0, 300],
    [2, 200],
  ]);
});

test('won by folds: the only eligible seat needs no cards', () => {
  expect(awardPots([{ amount: 150, eligible: [2] }], [], [0, 1, 2])).toEqual([
    { pot: 0, board: null, amount: 150, winners: [{ seat: 2, amount: 150 }] },
  ]);
});

test('later losers may muck: who did not show wins nothing', () => {
  expect(won([{ amount: 300, eligible: [0, 1, 2] }], [strengths(null, 300, 200)], [0, 1, 2])).toEqual([
    [1, 300],
  ]);
});

test('odd chips: equal splits stay equal', () => {
  expect(won([{ amount: 300, eligible: [0, 1, 2] }], [strengths(700, 700, 700)], [2, 0, 1])).toEqual([
    [2, 100],
    [0, 100],
    [1, 100],
  ]);
});

test('odd chips: one each clockwise from the first winner left of the button', () => {
  const from = [{ amount: 302, eligible: [0, 1, 2, 3] }];
  expect(won(from, [strengths(700, 700, 100, 700)], [2, 3, 0, 1])).toEqual([
    [3, 101],
    [0, 101],
    [1, 100],
  ]);
});

test('odd chips: each pot separately', () => {
  const from = [
    { amount: 101, eligible: [0, 1, 2] },
    { amount: 51, eligible: [1, 2] },
  ];
  expect(won(from, [strengths(100, 700, 700)], [1, 2, 0])).toEqual([
    [1, 77],
    [2, 75],
  ]);
});

test('run it twice: each run for half, odd chip to the first board', () => {
  const from = [{ amount: 101, eligible: [0, 1] }];
  expect(awardPots(from, [strengths(500, 400), strengths(100, 900)], [0, 1])).toEqual([
    { pot: 0, board: 0, amount: 51, winners: [{ seat: 0, amount: 51 }] },
    { pot: 0, board: 1, amount: 50, winners: [{ seat: 1, amount: 50 }] },
  ]);
});

test('run it twice: every side pot is halved by itself, and odd chips of a half go by the button again', () => {
  const from = [
    { amount: 303, eligible: [0, 1, 2] },
    { amount: 99, eligible: [1, 2] },
  ];
  const boards = [strengths(700, 700, 700), strengths(100, 700, 700)];
  // Main pot 152 + 151, side pot 50 + 49; seat 2 is first left of the button.
  expect(won(from, boards, [2, 0, 1])).toEqual([
    [2, 51 + 76 + 25 + 25],
    [0, 51],
    [1, 50 + 75 + 25 + 24],
  ]);
});

test('run it twice: a pot that only one seat can win is not halved', () => {
  const boards = [strengths(1, 2), strengths(2, 1)];
  expect(awardPots([{ amount: 75, eligible: [1] }], boards, [0, 1])).toEqual([
    { pot: 0, board: null, amount: 75, winners: [{ seat: 1, amount: 75 }] },
  ]);
});

test('a contested pot in which nobody showed cannot be awarded', () => {
  expect(() => awardPots([{ amount: 100, eligible: [0, 1] }], [new Map()], [0, 1])).toThrow(RangeError);
  expect(() => awardPots([{ amount: 100, eligible: [0, 1] }], [], [0, 1])).toThrow(RangeError);
});

test('parts of 2^40 chips are exact', () => {
  expect(splitEvenly(2 ** 40 + 1, 3)).toEqual([366_503_875_926, 366_503_875_926, 366_503_875_925]);
});

/** Finished betting: all live seats that are not all-in have put in the same, and nobody less than they have left. */
const finishedBetting = fc
  .record({
    level: fc.integer({ min: 1, max: 40 }),
    seats: fc.array(
      fc.record({
        state: fc.constantFrom('in', 'all-in', 'folded', 'folded'),
        bet: fc.integer({ min: 0, max: 40 }),
        short: fc.boolean(),
        shortAnte: fc.integer({ min: 1, max: 4 }),
        dead: fc.constantFrom(0, 0, 0, 3),
      }),
      { minLength: 2, maxLength: 10 },
    ),
    ante: fc.constantFrom(0, 5),
  })
  .map(({ level, seats, ante }) =>
    seats.map(({ state, bet, short, shortAnte, dead }, seat): Contribution => {
      const anteShort = ante > 0 && short && state === 'all-in';
      return {
        seat,
        bet: state === 'in' ? level : anteShort ? 0 : Math.min(bet, level),
        ante: anteShort ? shortAnte : ante,
        anteShort,
        dead: anteShort ? 0 : dead,
        folded: state === 'folded',
        allIn: state === 'all-in',
      };
    }),
  )
  .filter((entries) => entries.some((entry) => !entry.folded));

/** Chip by chip: who else put in that chip of the stack, or, if all those folded, who could win the chip before. */
function slowPots(entries: Contribution[]): Map<string, number> {
  const live = entries.filter((entry) => !entry.folded);
  const byEligible = new Map<string, number>();
  let last = live.map((entry) => entry.seat).join();
  const lay = (chips: number, able: Contribution[]) => {
    if (chips === 0) return;
    if (able.length > 0) last = able.map((entry) => entry.seat).join();
    byEligible.set(last, (byEligible.get(last) ?? 0) + chips);
  };
  lay(
    entries.reduce((sum, entry) => sum + entry.dead, 0),
    live,
  );
  for (let chip = 1; chip <= 5; chip++) {
    const able = live.filter((entry) => !entry.anteShort || entry.ante >= chip);
    lay(entries.filter((entry) => entry.ante >= chip).length, able);
  }
  for (let chip = 1; chip <= 40; chip++) {
    const able = live.filter((entry) => entry.bet >= chip);
    lay(entries.filter((entry) => entry.bet >= chip).length, able);
  }
  return byEligible;
}

test('side pots agree with laying out every single chip', () => {
  fc.assert(
    fc.property(finishedBetting, (entries) => {
      const found = new Map(buildPots(entries).map((pot) => [pot.eligible.join(), pot.amount]));
      expect(found).toEqual(slowPots(entries));
    }),
    { numRuns: 1_500 },
  );
}, 60_000);

test('chips never vanish: pots hold what was put in, and all of it is awarded', () => {
  const sum = (amounts: Iterable<number>) => [...amounts].reduce((total, amount) => total + amount, 0);
  fc.assert(
    fc.property(
      finishedBetting,
      fc.array(fc.integer({ min: 1, max: 3 })),
      fc.boolean(),
      (entries, ranks, twice) => {
        const found = buildPots(entries);
        expect(sum(found.map((pot) => pot.amount))).toBe(
          sum(entries.map((entry) => entry.bet + entry.ante + entry.dead)),
        );
        const hands = new Map(entries.map((entry) => [entry.seat, ranks[entry.seat] ?? 1]));
        const awards = awardPots(found, twice ? [hands, new Map(hands).set(0, 3)] : [hands], [
          ...hands.keys(),
        ]);
        expect(sum(totalAwarded(awards).values())).toBe(sum(found.map((pot) => pot.amount)));
        for (const award of awards) {
          const shares = award.winners.map((winner) => winner.amount);
          expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
          for (const { seat } of award.winners) expect(found[award.pot]?.eligible).toContain(seat);
        }
      },
    ),
  );
});
