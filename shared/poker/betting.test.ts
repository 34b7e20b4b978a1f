import { expect, test } from 'vitest';
import {
  type Action,
  act,
  isBettingClosed,
  isRefusal,
  legalActions,
  liveSeats,
  openPreflop,
  openRound,
  REFUSAL_SENTENCES,
  type RefusalReason,
  type Round,
  timeoutAction,
} from './betting.ts';
import { bombPotPosts, forcedPosts, type Stakes } from './posts.ts';
import type { Seat } from './seats.ts';

const BIG_BLIND = 100;
const STAKES: Stakes = { smallBlind: 50, bigBlind: BIG_BLIND, anteRule: 'none', ante: 0 };

/** A round after the flop; seats 0, 1, 2... in dealing order. */
const postflop = (...stacks: number[]) =>
  openRound(
    BIG_BLIND,
    stacks.map((stack, seat) => ({ seat, stack, folded: false })),
  );

/** A round before the flop: seat 0 small blind, seat 1 big blind, the last one the button; heads-up seat 0 big blind, seat 1 button. */
const preflop = (stacks: number[], options: Partial<Stakes> & { straddle?: boolean } = {}) => {
  const seats = stacks.map((stack, seat) => ({ seat, stack }));
  const { straddle = false, ...stakes } = options;
  const [smallBlind, bigBlind] = stacks.length === 2 ? [1, 0] : [0, 1];
  const posts = forcedPosts({
    stakes: { ...STAKES, ...stakes },
    seats,
    smallBlind,
    bigBlind,
    owed: [],
    straddle,
  });
  return openPreflop({ bigBlind: BIG_BLIND, seats, posts });
};

type Step = 'fold' | 'check' | 'call' | number;

/** Each step is what the player to act does; a number is a bet or raise to it. */
const play = (round: Round, ...steps: Step[]) =>
  steps.reduce((now, step) => {
    const next = act(now, now.actor as Seat, actionOf(step));
    if (isRefusal(next)) throw new Error(`${step} by ${now.actor}: ${next.refused}`);
    return next;
  }, round);

const actionOf = (step: Step): Action =>
  typeof step === 'number' ? { type: 'raise', to: step } : { type: step };
const raises = (round: Round) => [legalActions(round).minRaiseTo, legalActions(round).maxRaiseTo];
const refusal = (round: Round, step: Step, seat: Seat = round.actor as Seat): RefusalReason | null => {
  const result = act(round, seat, actionOf(step));
  return isRefusal(result) ? result.refused : null;
};

test('minimum bet / raise: a bet is at least the big blind', () => {
  const round = postflop(1000, 1000);
  expect(raises(round)).toEqual([100, 1000]);
  expect(refusal(round, 99)).toBe('raise-below-minimum');
  expect(refusal(round, 100)).toBeNull();
});

test('minimum bet / raise: a raise is at least the largest full bet or raise of this round', () => {
  const round = play(postflop(5000, 5000, 5000), 150, 500);
  expect(raises(round)).toEqual([850, 5000]);
  expect(refusal(round, 849)).toBe('raise-below-minimum');
  expect(raises(play(round, 850))).toEqual([1200, 5000]);
  expect(raises(play(round, 'call'))).toEqual([850, 5000]);
});

test('minimum bet / raise: before the flop the first raise is to two big blinds', () => {
  expect(raises(preflop([1000, 1000, 1000]))).toEqual([200, 1000]);
});

test('short all-in: bet 100, all-in 140, the next raise is to at least 240', () => {
  const round = play(postflop(1000, 140, 1000), 100, 140);
  expect(legalActions(round)).toEqual({
    actor: 2,
    canFold: true,
    canCheck: false,
    callAmount: 140,
    minRaiseTo: 240,
    maxRaiseTo: 1000,
  });
});

test('short all-in: does not reopen the betting for who has acted', () => {
  const round = play(postflop(1000, 140, 1000), 100, 140, 'call');
  expect(legalActions(round)).toMatchObject({ actor: 0, callAmount: 40, minRaiseTo: null, maxRaiseTo: null });
  expect(refusal(round, 240)).toBe('betting-not-reopened');
  expect(refusal(round, 1000)).toBe('betting-not-reopened');
});

test('short all-in: a check counts as having acted', () => {
  const round = play(postflop(1000, 60, 1000), 'check', 60, 'call');
  expect(legalActions(round)).toMatchObject({ actor: 0, callAmount: 60, minRaiseTo: null });
});

test('short all-in: a first bet below the big blind leaves the least raise at the big blind', () => {
  expect(raises(play(postflop(30, 1000, 1000), 30))).toEqual([130, 1000]);
});

test('several short all-ins: they add up to a full raise and reopen the betting', () => {
  const round = play(postflop(1000, 160, 210, 1000), 100, 160, 210, 'call');
  expect(legalActions(round)).toMatchObject({ actor: 0, callAmount: 110, minRaiseTo: 310, maxRaiseTo: 1000 });
});

test('several short all-ins: each player is judged by what that player faces since last acting', () => {
  // Seat 0 bets 100, seat 1 is all-in for 140, seat 2 calls 140, seat 3 is all-in for 200.
  const round = play(postflop(1000, 140, 1000, 200), 100, 140, 'call', 200);
  expect(legalActions(round)).toMatchObject({ actor: 0, callAmount: 100, minRaiseTo: 300 });
  const caller = play(round, 'call');
  expect(legalActions(caller)).toMatchObject({ actor: 2, callAmount: 60, minRaiseTo: null });
});

test('several short all-ins: one chip short of a full raise does not reopen', () => {
  const round = play(postflop(1000, 140, 199, 1000), 100, 140, 199, 'call');
  expect(legalActions(round)).toMatchObject({ actor: 0, callAmount: 99, minRaiseTo: null });
});

test('a full raise after a short all-in reopens the betting for everyone', () => {
  const round = play(postflop(1000, 140, 1000, 1000), 100, 140, 240, 'fold');
  expect(legalActions(round)).toMatchObject({ actor: 0, callAmount: 140, minRaiseTo: 340 });
});

test('stack above the call, below the minimum raise: may go all-in, and nothing between', () => {
  const round = play(postflop(1000, 150), 100);
  expect(raises(round)).toEqual([150, 150]);
  expect(refusal(round, 149)).toBe('raise-below-minimum');
  expect(refusal(round, 151)).toBe('raise-above-stack');
  expect(refusal(round, 150)).toBeNull();
});

test('a stack that does not cover the bet may call all-in and not raise', () => {
  const round = play(postflop(1000, 80, 1000), 100);
  expect(legalActions(round)).toMatchObject({ actor: 1, callAmount: 80, minRaiseTo: null });
  expect(refusal(round, 80)).toBe('call-is-all-in');
  const called = play(round, 'call');
  expect(called.seats[1]).toMatchObject({ bet: 80, stack: 0 });
  expect(called.level).toBe(100);
});

test('opponents all all-in: no raise is offered; call or fold', () => {
  const round = play(postflop(500, 300, 1000), 500, 'call');
  expect(legalActions(round)).toMatchObject({ actor: 2, canFold: true, callAmount: 500, minRaiseTo: null });
  expect(refusal(round, 1000)).toBe('opponents-all-in');
  expect(play(round, 'call').actor).toBeNull();
});

test('short blind all-in: others still owe the full big blind', () => {
  const round = preflop([1000, 60, 1000]);
  expect(round.seats[1]).toMatchObject({ bet: 60, stack: 0 });
  expect(legalActions(round)).toMatchObject({ actor: 2, callAmount: 100, minRaiseTo: 200 });
  expect(legalActions(play(round, 'call'))).toMatchObject({ actor: 0, callAmount: 50, minRaiseTo: 200 });
});

test('short blind all-in: folded to, the small blind still gets to act', () => {
  const round = play(preflop([1000, 60, 1000]), 'fold');
  expect(legalActions(round)).toMatchObject({ actor: 0, canFold: true, callAmount: 50, minRaiseTo: null });
});

test('short blind all-in: heads-up the small blind acts against an all-in big blind above it', () => {
  expect(legalActions(preflop([60, 1000]))).toMatchObject({ actor: 1, callAmount: 50, minRaiseTo: null });
});

test.each([50, 49, 1])(
  'short blind all-in: heads-up an all-in big blind of %i leaves nothing to call',
  (stack) => {
    const round = preflop([stack, 1000]);
    expect(round.actor).toBeNull();
    expect(isBettingClosed(round)).toBe(true);
  },
);

test('short blind all-in: heads-up an all-in small blind leaves the big blind nothing to answer', () => {
  const round = preflop([1000, 20]);
  expect(round.actor).toBeNull();
  expect(isBettingClosed(round)).toBe(true);
});

test('blind or ante that empties a stack: the hand is live, the big blind is owed in full', () => {
  const round = preflop([1000, 5, 1000], { anteRule: 'each', ante: 10 });
  expect(round.seats.map((entry) => entry.stack)).toEqual([940, 0, 990]);
  expect(liveSeats(round)).toEqual([0, 1, 2]);
  expect(legalActions(round)).toMatchObject({ actor: 2, callAmount: 100 });
});

test('antes: dead money, never part of what a caller has matched', () => {
  const round = preflop([1000, 1000, 1000], { anteRule: 'each', ante: 25 });
  expect(round.seats.map((entry) => entry.bet)).toEqual([50, 100, 0]);
  expect(legalActions(round)).toMatchObject({ actor: 2, callAmount: 100, minRaiseTo: 200, maxRaiseTo: 975 });
});

test('heads-up: the button posts the small blind, acts first before the flop and last after', () => {
  const round = preflop([1000, 1000]);
  expect(round.seats.map((entry) => entry.bet)).toEqual([100, 50]);
  expect(round.actor).toBe(1);
  expect(postflop(900, 900).actor).toBe(0);
});

test("big blind's option: limped to, the big blind may still raise", () => {
  const round = play(preflop([1000, 1000, 1000]), 'call', 'call');
  expect(legalActions(round)).toEqual({
    actor: 1,
    canFold: true,
    canCheck: true,
    callAmount: 0,
    minRaiseTo: 200,
    maxRaiseTo: 1000,
  });
  expect(play(round, 'check').actor).toBeNull();
  expect(play(round, 200).actor).toBe(2);
});

test("big blind's option: folded to, the big blind wins", () => {
  const round = play(preflop([1000, 1000, 1000]), 'fold', 'fold');
  expect(round.actor).toBeNull();
  expect(liveSeats(round)).toEqual([1]);
});

test('straddle: acts last before the flop, and the next raise is to at least three big blinds', () => {
  const round = preflop([1000, 1000, 1000, 1000], { straddle: true });
  expect(legalActions(round)).toMatchObject({ actor: 3, callAmount: 200, minRaiseTo: 300 });
  const limped = play(round, 'call', 'call', 'call');
  expect(legalActions(limped)).toMatchObject({ actor: 2, canCheck: true, minRaiseTo: 300, maxRaiseTo: 1000 });
  expect(play(limped, 'check').actor).toBeNull();
});

test('straddle: three-handed the button straddles and the small blind is first', () => {
  const round = preflop([1000, 1000, 1000], { straddle: true });
  expect(legalActions(round)).toMatchObject({ actor: 0, callAmount: 150, minRaiseTo: 300 });
  expect(play(round, 'call', 'call').actor).toBe(2);
});

test('straddle: after the flop the minimum bet is the big blind again', () => {
  expect(raises(postflop(800, 800, 800))).toEqual([100, 800]);
});

test('a live post away from the blinds counts towards the call and keeps its turn', () => {
  const seats = [0, 1, 2, 3].map((seat) => ({ seat, stack: 1000 }));
  const owed = [{ seat: 3, big: true, small: true }];
  const posts = forcedPosts({ stakes: STAKES, seats, smallBlind: 0, bigBlind: 1, owed, straddle: false });
  const round = openPreflop({ bigBlind: BIG_BLIND, seats, posts });
  expect(round.seats[3]).toMatchObject({ bet: 100, stack: 850 });
  expect(legalActions(play(round, 'call'))).toMatchObject({ actor: 3, canCheck: true, minRaiseTo: 200 });
});

test('bomb pot: nobody acts before the flop', () => {
  const seats = [0, 1, 2].map((seat) => ({ seat, stack: 1000 }));
  const round = openPreflop({ bigBlind: BIG_BLIND, seats, posts: bombPotPosts(seats, 300) });
  expect(round.actor).toBeNull();
  expect(isBettingClosed(round)).toBe(false);
  expect(round.seats.map((entry) => [entry.stack, entry.bet])).toEqual([
    [700, 0],
    [700, 0],
    [700, 0],
  ]);
});

test('everyone all-in: nobody acts any more', () => {
  const round = play(postflop(500, 500), 500, 'call');
  expect(round.actor).toBeNull();
  expect(isBettingClosed(round)).toBe(true);
  expect(postflop(0, 0, 0).actor).toBeNull();
});

test('only one left with chips: a bet is still to be answered, then nobody acts any more', () => {
  const round = play(postflop(1000, 300), 'check', 300);
  expect(round.actor).toBe(0);
  const called = play(round, 'call');
  expect(isBettingClosed(called)).toBe(true);
  expect(postflop(700, 0).actor).toBeNull();
});

test('only one left with chips: folds by others end the round without asking the last one', () => {
  const round = play(postflop(1000, 60, 1000), 100, 'call', 'fold');
  expect(round.actor).toBeNull();
  expect(isBettingClosed(round)).toBe(true);
});

test('one player all-in, others not: the others go on acting', () => {
  const round = play(postflop(200, 1000, 1000), 200, 'call', 'call');
  expect(isBettingClosed(round)).toBe(false);
  expect(postflop(0, 800, 800).actor).toBe(1);
});

test('showdown order: the last to bet or raise is remembered, blinds and calls are not', () => {
  expect(preflop([1000, 1000, 1000]).aggressor).toBeNull();
  expect(play(postflop(1000, 1000, 1000), 100, 300, 'call', 'call').aggressor).toBe(1);
  expect(play(postflop(1000, 1000), 'check', 'check').aggressor).toBeNull();
});

test('time runs out: facing a bet it folds, otherwise it checks', () => {
  expect(timeoutAction(legalActions(play(postflop(1000, 1000), 100)))).toEqual({ type: 'fold' });
  expect(timeoutAction(legalActions(postflop(1000, 1000)))).toEqual({ type: 'check' });
});

test('a fold is legal even when a check is', () => {
  const round = postflop(1000, 1000, 1000);
  expect(legalActions(round).canFold).toBe(true);
  expect(liveSeats(play(round, 'fold'))).toEqual([1, 2]);
});

test('who folded is passed over, and a round in which all but one folded is over', () => {
  const round = play(postflop(1000, 1000, 1000), 'fold', 100);
  expect(round.actor).toBe(2);
  const over = play(round, 'fold');
  expect(over.actor).toBeNull();
  expect(legalActions(over)).toEqual({
    actor: null,
    canFold: false,
    canCheck: false,
    callAmount: 0,
    minRaiseTo: null,
    maxRaiseTo: null,
  });
});

test('a refused action says why and changes nothing', () => {
  const round = play(postflop(1000, 500, 1000), 'fold', 100);
  const before = structuredClone(round);
  expect(refusal(round, 'check')).toBe('check-facing-bet');
  expect(refusal(round, 'call', 1)).toBe('not-your-turn');
  expect(refusal(round, 'call', 0)).toBe('not-in-hand');
  expect(refusal(round, 'call', 7)).toBe('not-in-hand');
  expect(refusal(round, 1001)).toBe('raise-above-stack');
  expect(refusal(round, 150.5)).toBe('not-a-chip-amount');
  expect(refusal(round, Number.NaN)).toBe('not-a-chip-amount');
  expect(refusal(round, -100)).toBe('not-a-chip-amount');
  expect(refusal(postflop(1000, 1000), 'call')).toBe('nothing-to-call');
  expect(refusal(play(round, 'fold'), 'check', 2)).toBe('round-over');
  expect(round).toEqual(before);
});

test('an accepted action leaves the old round as it was', () => {
  const round = postflop(1000, 1000);
  const before = structuredClone(round);
  play(round, 400, 'call');
  expect(round).toEqual(before);
});

test('every refusal has a sentence', () => {
  for (const sentence of Object.values(REFUSAL_SENTENCES)) expect(sentence).toMatch(/^[A-Z].*\.$/);
});

test('stacks of 2^40 chips are played exactly', () => {
  const huge = 2 ** 40;
  const round = play(postflop(huge, huge), huge - 1);
  expect(legalActions(round)).toMatchObject({ callAmount: huge - 1, minRaiseTo: huge, maxRaiseTo: huge });
});
