import fc from 'fast-check';
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
  type Round,
} from './betting.ts';
import { type AnteRule, forcedPosts, isAnte, type Post } from './posts.ts';
import { awardPots, buildPots, type Contribution, totalAwarded, uncalledBet } from './pots.ts';
import type { Chips, Seat } from './seats.ts';

const SMALL_BLIND = 5;
const BIG_BLIND = 10;

/** A stream of choices in [0, 1) that ends in zeros. */
type Choices = () => number;

const choices = fc
  .array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { maxLength: 120 })
  .map((values) => {
    const left = [...values];
    return (): Choices => {
      let at = 0;
      return () => left[at++] ?? 0;
    };
  });

const startOfHand = fc.record({
  stacks: fc.array(fc.oneof(fc.integer({ min: 1, max: 25 }), fc.integer({ min: 1, max: 400 })), {
    minLength: 2,
    maxLength: 10,
  }),
  anteRule: fc.constantFrom<AnteRule>('none', 'each', 'big-blind'),
  straddle: fc.boolean(),
  owes: fc.boolean(),
});

type StartOfHand = typeof startOfHand extends fc.Arbitrary<infer Value> ? Value : never;

/** One hand in the way in which a table plays it, with every choice random and every boundary probed. */
class RandomHand {
  readonly stacks: Chips[];
  readonly posts: Post[];
  readonly gathered: Chips[];
  readonly folded: boolean[];
  readonly choose: Choices;

  constructor(start: StartOfHand, choose: Choices) {
    const seats = start.stacks.map((stack, seat) => ({ seat, stack }));
    const isHeadsUp = seats.length === 2;
    this.stacks = [...start.stacks];
    this.gathered = seats.map(() => 0);
    this.folded = seats.map(() => false);
    this.choose = choose;
    this.posts = forcedPosts({
      stakes: { smallBlind: SMALL_BLIND, bigBlind: BIG_BLIND, anteRule: start.anteRule, ante: 3 },
      seats,
      smallBlind: isHeadsUp ? 1 : 0,
      bigBlind: isHeadsUp ? 0 : 1,
      owed: start.owes && seats.length > 4 ? [{ seat: 3, big: true, small: true }] : [],
      straddle: start.straddle,
    });
  }

  play(): void {
    const seats = this.stacks.map((stack, seat) => ({ seat, stack }));
    let round = this.playRound(openPreflop({ bigBlind: BIG_BLIND, seats, posts: this.posts }));
    for (let street = 1; street <= 3 && !isBettingClosed(round) && liveSeats(round).length > 1; street++) {
      const entries = this.stacks.map((stack, seat) => ({
        seat,
        stack,
        folded: this.folded[seat] as boolean,
      }));
      round = this.playRound(openRound(BIG_BLIND, entries));
    }
  }

  playRound(opened: Round): Round {
    let round = opened;
    const limit = 400;
    for (let turn = 0; round.actor !== null; turn++) {
      if (turn > limit) throw new Error('the betting does not end');
      expectBounds(round);
      const next = act(round, round.actor, this.randomAction(round));
      if (isRefusal(next)) throw new Error(`a legal action was refused: ${next.refused}`);
      expect(chipsOf(next)).toBe(chipsOf(round));
      round = next;
    }
    expectSettled(round);
    this.gather(round);
    return round;
  }

  randomAction(round: Round): Action {
    const { canCheck, callAmount, minRaiseTo, maxRaiseTo } = legalActions(round);
    const pick = this.choose();
    if (minRaiseTo !== null && maxRaiseTo !== null && pick > 0.7) {
      if (pick > 0.95) return { type: 'raise', to: maxRaiseTo };
      const share = this.choose() ** 4;
      return { type: 'raise', to: minRaiseTo + Math.floor(share * (maxRaiseTo - minRaiseTo)) };
    }
    if (canCheck) return { type: pick < 0.03 ? 'fold' : 'check' };
    return { type: pick < 0.25 && callAmount > 0 ? 'fold' : 'call' };
  }

  gather(round: Round): void {
    const uncalled = uncalledBet(round.seats);
    for (const { seat, stack, bet, folded } of round.seats) {
      const back = uncalled?.seat === seat ? uncalled.amount : 0;
      this.stacks[seat] = stack + back;
      this.gathered[seat] = (this.gathered[seat] as Chips) + bet - back;
      this.folded[seat] = folded;
    }
  }

  contributions(): Contribution[] {
    return this.stacks.map((stack, seat) => {
      const own = this.posts.filter((post) => post.seat === seat);
      const paid = (posts: Post[]) => posts.reduce((sum, post) => sum + post.amount, 0);
      return {
        seat,
        bet: this.gathered[seat] as Chips,
        ante: paid(own.filter(isAnte)),
        anteShort: own.some((post) => isAnte(post) && post.amount < post.owed),
        dead: paid(own.filter((post) => post.kind === 'missed-small-blind')),
        folded: this.folded[seat] as boolean,
        allIn: stack === 0,
      };
    });
  }
}

function chipsOf(round: Round): Chips {
  for (const entry of round.seats) {
    expect(entry.stack).toBeGreaterThanOrEqual(0);
    expect(entry.bet).toBeGreaterThanOrEqual(0);
  }
  return round.seats.reduce((sum, entry) => sum + entry.stack + entry.bet, 0);
}

/** What is offered is accepted, and one chip beyond it is refused. */
function expectBounds(round: Round): void {
  const { canCheck, callAmount, minRaiseTo, maxRaiseTo } = legalActions(round);
  const seat = round.actor as Seat;
  const accepts = (action: Action) => !isRefusal(act(round, seat, action));
  expect(accepts({ type: 'fold' })).toBe(true);
  expect(accepts({ type: 'check' })).toBe(canCheck);
  expect(accepts({ type: 'call' })).toBe(callAmount > 0);
  expect(canCheck).toBe(callAmount === 0);
  if (minRaiseTo === null || maxRaiseTo === null) {
    expect([minRaiseTo, maxRaiseTo]).toEqual([null, null]);
    for (const to of [0, round.level, round.level + 1, 1_000])
      expect(accepts({ type: 'raise', to })).toBe(false);
    return;
  }
  expect(accepts({ type: 'raise', to: minRaiseTo })).toBe(true);
  expect(accepts({ type: 'raise', to: maxRaiseTo })).toBe(true);
  expect(accepts({ type: 'raise', to: minRaiseTo - 1 })).toBe(false);
  expect(accepts({ type: 'raise', to: maxRaiseTo + 1 })).toBe(false);
  const others = round.seats.filter((entry) => entry.seat !== seat);
  for (const other of others) expect(act(round, other.seat, { type: 'fold' })).toHaveProperty('refused');
}

/** When betting ends with two or more live seats, each has matched the highest live bet or is all-in. */
function expectSettled(round: Round): void {
  const live = round.seats.filter((entry) => !entry.folded);
  expect(live.length).toBeGreaterThan(0);
  if (live.length < 2) return;
  const able = live.filter((entry) => entry.stack > 0);
  const highest = Math.max(...live.map((entry) => entry.bet));
  for (const entry of able) expect(entry.bet).toBe(highest);
}

test('chips are conserved, nobody goes below zero and every offered bound is exact in random whole hands', () => {
  fc.assert(
    fc.property(startOfHand, choices, fc.array(fc.integer({ min: 1, max: 4 })), (start, stream, ranks) => {
      const hand = new RandomHand(start, stream());
      hand.play();
      const contributions = hand.contributions();
      const pots = buildPots(contributions);
      const total = (amounts: Iterable<Chips>) => [...amounts].reduce((sum, amount) => sum + amount, 0);
      expect(total(hand.stacks) + total(pots.map((pot) => pot.amount))).toBe(total(start.stacks));
      for (const pot of pots) expect(pot.eligible.length).toBeGreaterThan(0);

      const strengths = new Map(start.stacks.map((_, seat) => [seat, ranks[seat] ?? 1]));
      const awards = awardPots(pots, [strengths], [...strengths.keys()]);
      const winnings = totalAwarded(awards);
      const after = hand.stacks.map((stack, seat) => stack + (winnings.get(seat) ?? 0));
      expect(total(after)).toBe(total(start.stacks));
      for (const stack of after) expect(stack).toBeGreaterThanOrEqual(0);
      for (const { seat, folded, bet, ante, dead } of contributions) {
        expect(hand.stacks[seat]).toBe((start.stacks[seat] as Chips) - bet - ante - dead);
        if (folded) expect(winnings.has(seat)).toBe(false);
      }
    }),
    { numRuns: 1_000 },
  );
}, 60_000);

test('nobody wins from another player more than it has put in itself', () => {
  fc.assert(
    fc.property(startOfHand, choices, (start, stream) => {
      const hand = new RandomHand({ ...start, anteRule: 'none', owes: false }, stream());
      hand.play();
      const contributions = hand.contributions();
      const pots = buildPots(contributions);
      for (const winner of contributions.filter((entry) => !entry.folded)) {
        const strengths = new Map(contributions.map(({ seat }) => [seat, seat === winner.seat ? 2 : 1]));
        const clockwise = [...strengths.keys()];
        const best = totalAwarded(awardPots(pots, [strengths], clockwise)).get(winner.seat) ?? 0;
        const others = contributions.filter(({ seat }) => seat !== winner.seat);
        const matched = others.reduce((sum, { bet }) => sum + Math.min(bet, winner.bet), winner.bet);
        expect(best).toBe(matched);
      }
    }),
    { numRuns: 300 },
  );
}, 60_000);
