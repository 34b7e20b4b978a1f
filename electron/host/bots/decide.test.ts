import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatCards, fullDeck } from '../../../shared/poker/index.ts';
import type { LegalView, TableView } from '../../../shared/view/tableView.ts';
import type { Temperament } from '../../ipc.ts';
import { shuffled } from './chance.ts';
import { type BotDecision, decide } from './decide.ts';
import { TRAITS } from './temperament.ts';
import { seededRandom } from './testing/seededRandom.ts';
import { ME, seatAt, type TurnSpec, turnWith, viewWith } from './testing/views.ts';

const TEMPERAMENTS = Object.keys(TRAITS) as Temperament[];
const TRIES = 40;

/** What a bot does with the same turn many times. */
function moves(turn: TurnSpec, temperament: Temperament, tries = TRIES) {
  const view = turnWith(turn);
  return Array.from({ length: tries }, (_, seed) => actionIn(decide(view, temperament, seededRandom(seed))));
}

function actionIn(decision: BotDecision | null) {
  if (decision?.type !== 'act') throw new Error(`not a move: ${decision?.type}`);
  return decision.action;
}

function share(turn: TurnSpec, temperament: Temperament, type: 'fold' | 'check' | 'call' | 'raise'): number {
  return moves(turn, temperament).filter((action) => action.type === type).length / TRIES;
}

function raises(turn: TurnSpec, temperament: Temperament): number[] {
  return moves(turn, temperament).flatMap((action) => (action.type === 'raise' ? [action.to] : []));
}

describe.each(TEMPERAMENTS)('a %s bot before the flop', (temperament) => {
  test.each(['AsAd', 'KsKd', 'QsQd'])('never folds %s to a small raise, nor to everything', (hole) => {
    expect(share({ hole, bets: [0, 2, 6] }, temperament, 'fold')).toBe(0);
    expect(share({ hole, bets: [0, 2, 200], stacks: [200, 198, 0] }, temperament, 'fold')).toBe(0);
  });
  test('folds seven-deuce to a raise', () => {
    expect(share({ hole: '7s2d', bets: [1, 2, 8] }, temperament, 'fold')).toBeGreaterThan(0.95);
    expect(share({ hole: '7s2d', bets: [1, 2, 100] }, temperament, 'fold')).toBe(1);
  });
  test('never moves all-in with trash from a deep stack', () => {
    const trash = ['7s2d', '8s3d', '9c2h', 'Jd4s', 'Th3c'];
    for (const hole of trash) {
      expect(Math.max(0, ...raises({ hole, bets: [0, 1, 2] }, temperament))).toBeLessThan(20);
      expect(Math.max(0, ...raises({ hole, bets: [1, 2, 8] }, temperament))).toBeLessThan(50);
    }
  });
  test('raises aces, to a size that people raise to', () => {
    const sizes = raises({ hole: 'AsAd', bets: [0, 1, 2] }, temperament);
    expect(sizes.length).toBeGreaterThan(TRIES / 2);
    for (const to of sizes) {
      expect(to).toBeGreaterThanOrEqual(4);
      expect(to).toBeLessThanOrEqual(10);
    }
  });
  test('calls with any hand when almost nothing is left to add', () => {
    const allIn = { hole: '7s2d', bets: [40, 0, 42], gathered: 40, stacks: [2, 200, 0] };
    expect(share(allIn, temperament, 'fold')).toBe(0);
  });
});

describe.each(TEMPERAMENTS)('a %s bot after the flop', (temperament) => {
  const NUTS = { hole: 'AsKs', board: 'QsJsTs2d3c' };

  test('never folds the nuts on the river, whatever the bet', () => {
    for (const bet of [5, 60, 200]) {
      const stacks = [200, 200 - bet, 200];
      expect(share({ ...NUTS, bets: [0, bet, 0], gathered: 30, stacks }, temperament, 'fold')).toBe(0);
    }
  });
  test('never folds when nobody can beat it and it can only split', () => {
    const board = { hole: '2c3d', board: 'AsKsQsJsTs' };
    const turn = { ...board, bets: [0, 200], gathered: 4, stacks: [200, 0] };
    expect(share(turn, temperament, 'fold')).toBe(0);
  });
  test('bets the nuts on the river more often than not, for no more than one and a half pots', () => {
    const sizes = raises({ ...NUTS, bets: [0, 0, 0], gathered: 30 }, temperament);
    expect(sizes.length).toBeGreaterThan(TRIES / 2);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(45);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(8);
  });
  test('folds nothing at all to a large bet', () => {
    const turn = { hole: '7s2d', board: 'AhKhQc9c', bets: [0, 60, 0], gathered: 60 };
    expect(share(turn, temperament, 'fold')).toBeGreaterThan(0.9);
  });
  test('calls a flush draw for a good price and mostly lets it go for a bad one', () => {
    const draw = { hole: '9h6h', board: 'AhKh3c7s', gathered: 60 };
    expect(share({ ...draw, bets: [0, 10] }, temperament, 'fold')).toBe(0);
    expect(share({ ...draw, bets: [0, 190] }, temperament, 'fold')).toBeGreaterThan(0.5);
  });
  test('goes all-in with a set when little is left behind', () => {
    const turn = { hole: '8s8d', board: '8hKc3d', bets: [0, 20], gathered: 60, stacks: [50, 200] };
    expect(share(turn, temperament, 'fold')).toBe(0);
    for (const to of raises(turn, temperament)) expect(to).toBe(50);
  });
  test('calls with the nuts where no raise is offered', () => {
    const turn = { ...NUTS, bets: [0, 100], gathered: 30, stacks: [80, 0] };
    expect(share(turn, temperament, 'call')).toBe(1);
  });
});

describe('temperaments', () => {
  test('a wild bot bluffs more than a sly one, and that more than a calm one', () => {
    const nothing = { hole: '7s2d', board: 'AhKhQc9c3s', bets: [0, 0], gathered: 20, button: 0 };
    const bluffs = (temperament: Temperament) =>
      moves(nothing, temperament, 200).filter(({ type }) => type === 'raise').length;
    expect(bluffs('wild')).toBeGreaterThan(bluffs('sly'));
    expect(bluffs('sly')).toBeGreaterThan(bluffs('calm'));
    expect(bluffs('calm')).toBeGreaterThan(0);
  });
});

describe('any turn', () => {
  const amount = fc.integer({ min: 0, max: 300 });
  const rival = fc.record({ bet: amount, stack: amount, folded: fc.boolean() });
  const turns = fc
    .record({
      seed: fc.integer(),
      boardSize: fc.constantFrom(0, 3, 4, 5),
      me: fc.record({ bet: amount, stack: fc.integer({ min: 1, max: 300 }) }),
      rivals: fc.array(rival, { minLength: 1, maxLength: 9 }),
      gathered: amount,
      button: fc.integer({ min: 0, max: 9 }),
      temperament: fc.constantFrom(...TEMPERAMENTS),
    })
    .map(({ seed, boardSize, me, rivals, gathered, button, temperament }) => {
      const deck = shuffled(fullDeck(), seededRandom(seed));
      const view = turnWith({
        hole: formatCards(deck.slice(0, 2)),
        board: formatCards(deck.slice(2, 2 + boardSize)),
        bets: [me.bet, ...rivals.map(({ bet }) => bet)],
        stacks: [me.stack, ...rivals.map(({ stack }) => stack)],
        // Somebody else is always in.
        folded: rivals.flatMap(({ folded }, at) => (folded && at > 0 ? [at + 1] : [])),
        gathered,
        button,
      });
      return { view, legal: view.legal as LegalView, temperament, seed };
    });

  test('is answered within the limits, and never folded when a check is free', () => {
    fc.assert(
      fc.property(turns, ({ view, legal, temperament, seed }) => {
        const decision = decide(view, temperament, seededRandom(seed));
        expect(decision).toMatchObject({ type: 'act', hand: view.handNumber, turn: view.actor?.turn });
        const action = actionIn(decision);
        if (action.type === 'check') expect(legal.canCheck).toBe(true);
        if (action.type === 'fold') expect(legal.canCheck).toBe(false);
        if (action.type === 'call') expect(legal.callAmount).toBeGreaterThan(0);
        if (action.type === 'raise') {
          expect(Number.isInteger(action.to)).toBe(true);
          expect(action.to).toBeGreaterThanOrEqual(legal.minRaiseTo ?? Number.POSITIVE_INFINITY);
          expect(action.to).toBeLessThanOrEqual(legal.maxRaiseTo ?? 0);
        }
      }),
      { numRuns: 300 },
    );
  });
  test('is answered the same from the same view and the same random numbers', () => {
    fc.assert(
      fc.property(turns, ({ view, temperament, seed }) => {
        const once = decide(view, temperament, seededRandom(seed));
        expect(decide(view, temperament, seededRandom(seed))).toEqual(once);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a decision', () => {
  test('takes less than 5 ms, even against nine opponents', () => {
    const view = turnWith({
      hole: '9h8h',
      board: '7h6c2d',
      bets: [0, ...new Array(9).fill(20)],
      gathered: 60,
    });
    const startMs = performance.now();
    for (let seed = 0; seed < 50; seed++) decide(view, 'sly', seededRandom(seed));
    expect((performance.now() - startMs) / 50).toBeLessThan(5);
  });
});

describe('without sight of its own cards', () => {
  test('a bot checks or folds', () => {
    const blind = (bets: number[]) => {
      const view = turnWith({ hole: 'AsAd', bets });
      return { ...view, seats: view.seats.map((seat) => ({ ...seat, cards: [null, null] })) };
    };
    expect(decide(blind([2, 2]), 'wild', seededRandom(1))).toMatchObject({ action: { type: 'check' } });
    expect(decide(blind([0, 2]), 'wild', seededRandom(1))).toMatchObject({ action: { type: 'fold' } });
  });
});

describe('beside the moves', () => {
  const times = (view: TableView, temperament: Temperament) =>
    Array.from({ length: 400 }, (_, seed) => decide(view, temperament, seededRandom(seed)));

  test('nothing is done where nothing is asked, nor while the table is paused', () => {
    expect(decide(viewWith(), 'calm', seededRandom(1))).toBeNull();
    const paused = { ...turnWith({ hole: 'AsAd', bets: [0, 2] }), paused: 'Paused.' };
    expect(decide(paused, 'calm', seededRandom(1))).toBeNull();
    const rebuy = { rebuy: { min: 40, max: 400 }, paused: 'Paused.' };
    expect(decide(viewWith(rebuy), 'calm', seededRandom(1))).toBeNull();
  });
  test('nothing is done for a spectator or for who is leaving', () => {
    const asked = { canRunTwice: true };
    const seats = [seatAt(1), seatAt(2)];
    expect(decide(viewWith({ ...asked, seats, mySeat: null }), 'calm', seededRandom(1))).toBeNull();
    const leaving = [seatAt(ME, { leaving: true }), seatAt(1)];
    expect(decide(viewWith({ ...asked, seats: leaving }), 'calm', seededRandom(1))).toBeNull();
  });
  test.each(TEMPERAMENTS)('a busted %s bot buys in for whole big blinds within the limits', (temperament) => {
    const decision = decide(viewWith({ rebuy: { min: 41, max: 399 } }), temperament, seededRandom(1));
    if (decision?.type !== 'topUp') throw new Error('no buy-in');
    expect(decision.amount).toBeGreaterThanOrEqual(41);
    expect(decision.amount).toBeLessThanOrEqual(399);
    expect(decide(viewWith({ rebuy: { min: 41, max: 41 } }), temperament, seededRandom(1))).toEqual({
      type: 'topUp',
      amount: 41,
    });
  });
  test('a bot that sits out sits in again', () => {
    const view = viewWith({ seats: [seatAt(ME, { sittingOut: true }), seatAt(1)] });
    expect(decide(view, 'sly', seededRandom(1))).toEqual({ type: 'sitOut', sitOut: false });
  });
  test('calm bots mostly agree to run it twice, wild ones mostly do not', () => {
    const agreed = (temperament: Temperament) =>
      times(viewWith({ canRunTwice: true }), temperament).filter(
        (decision) => decision?.type === 'runTwice' && decision.agree,
      ).length;
    expect(agreed('calm')).toBeGreaterThan(300);
    expect(agreed('wild')).toBeLessThan(200);
    expect(agreed('wild')).toBeGreaterThan(0);
  });

  const result = { phase: 'result', canShow: true } as const;
  const won = { seat: ME, amount: 10, pot: 'pot', why: 'everyone else folded', cards: [] };

  test.each(TEMPERAMENTS)('a %s bot shows its cards after folds now and then', (temperament) => {
    const shows = times(viewWith({ ...result, winners: [won] }), temperament).filter(
      (decision) => decision?.type === 'show',
    ).length;
    expect(shows).toBeGreaterThan(0);
    expect(shows).toBeLessThan(80);
  });
  test('a bot that folded never shows', () => {
    const winners = [{ ...won, seat: 1 }];
    for (const decision of times(viewWith({ ...result, winners }), 'wild')) expect(decision).toBeNull();
  });

  describe('at a showdown', () => {
    const board = ['As', 'Kd', '7c', '7h', '2s'];
    const showdown = (mine: string[], theirs: (string | null)[], boards = [board]) =>
      viewWith({
        phase: 'showdown',
        canShow: true,
        boards,
        pots: [{ amount: 40, eligible: [0, 1, 2] }],
        seats: [seatAt(0, { cards: mine }), seatAt(1, { cards: theirs }), seatAt(2)],
      });
    const answer = (view: TableView) => decide(view, 'sly', seededRandom(1))?.type;

    test('a hand that wins or splits is shown, a beaten one mucked', () => {
      expect(answer(showdown(['Ah', '3d'], ['Ks', 'Qs']))).toBe('show');
      expect(answer(showdown(['Ah', '3d'], ['Ac', '4d']))).toBe('show');
      expect(answer(showdown(['Kh', '3d'], ['Ac', '4d']))).toBe('muck');
    });
    test('the first to show does', () => {
      expect(answer(showdown(['4h', '3d'], [null, null]))).toBe('show');
    });
    test('a hand that is beaten for the main pot but not for a side pot is shown', () => {
      const view = showdown(['Kh', '3d'], ['Ac', '4d']);
      const pots = [...view.pots, { amount: 20, eligible: [0, 2] }];
      expect(answer({ ...view, pots })).toBe('show');
    });
    test('a hand that wins one of two boards is shown', () => {
      const second = ['As', 'Kd', '3c', '3h', '2s'];
      expect(answer(showdown(['Kh', '3d'], ['Ac', '4d'], [board, second]))).toBe('show');
    });
    test('when everybody is all-in, cards are shown before the board is out', () => {
      const view = showdown(['4h', '3d'], ['Ac', 'Ad'], [board.slice(0, 3)]);
      expect(answer({ ...view, phase: 'runout' })).toBe('show');
    });
  });
});
