import { describe, expect, test } from 'vitest';
import { legalAfterPhh } from './replay.ts';
import { OffScript } from './script.ts';
import { handOf } from './testing/handText.ts';

const THREE = { blinds: [50, 100], stacks: [10_000, 10_000, 10_000] };
const legalAfter = (hand: Parameters<typeof handOf>[0]) => legalAfterPhh(handOf(hand));

describe('what may be done after a file', () => {
  test('before the first action: the seat left of the big blind calls, folds, or raises by a big blind', () => {
    expect(legalAfter({ ...THREE, actions: [] })).toEqual({
      actor: 2,
      canFold: true,
      canCheck: false,
      callAmount: 100,
      minRaiseTo: 200,
      maxRaiseTo: 10_000,
      pots: [],
    });
  });

  test('heads-up: the button, p2, posts the small blind and acts first; after the flop p1 does', () => {
    const headsUp = { blinds: [50, 100], stacks: [1_000, 1_000] };
    expect(legalAfter({ ...headsUp, actions: [] })).toMatchObject({
      actor: 1,
      callAmount: 50,
      minRaiseTo: 200,
    });
    const limped = { ...headsUp, actions: ['p2 cc', 'p1 cc', 'd db 2c3d4h'] };
    expect(legalAfter(limped)).toMatchObject({
      actor: 0,
      canCheck: true,
      minRaiseTo: 100,
      pots: [{ amount: 200, eligible: [0, 1] }],
    });
  });

  test('the big blind may raise when limped to', () => {
    const limped = { ...THREE, actions: ['p3 cc', 'p1 cc'] };
    expect(legalAfter(limped)).toMatchObject({ actor: 1, canCheck: true, callAmount: 0, minRaiseTo: 200 });
  });

  test('a short all-in leaves the minimum raise as it was, and the betting closed to who has acted', () => {
    const flop = ['p3 cc', 'p1 cc', 'p2 cc', 'd db 2c3d4h', 'p1 cc'];
    const stacks = [1_000, 1_000, 240];
    const toBlinds = { blinds: [50, 100], stacks, actions: [...flop, 'p2 cbr 100', 'p3 cbr 140'] };
    expect(legalAfter(toBlinds)).toMatchObject({
      actor: 0,
      callAmount: 140,
      minRaiseTo: 240,
      maxRaiseTo: 900,
    });
    const called = { ...toBlinds, actions: [...toBlinds.actions, 'p1 cc'] };
    expect(legalAfter(called)).toMatchObject({
      actor: 1,
      callAmount: 40,
      minRaiseTo: null,
      maxRaiseTo: null,
    });
  });

  test('several short all-ins add up for who faces them', () => {
    const flop = ['p3 cc', 'p4 cc', 'p1 cc', 'p2 cc', 'd db 2c3d4h'];
    const bets = ['p1 cbr 100', 'p2 cc', 'p3 cbr 160', 'p4 cbr 220'];
    const twice = { blinds: [5, 10], stacks: [1_000, 1_000, 170, 230], actions: [...flop, ...bets] };
    expect(legalAfter(twice)).toMatchObject({ actor: 0, callAmount: 120, minRaiseTo: 320 });
  });

  test('with a stack above the call but below the minimum raise only all-in is possible', () => {
    const short = {
      blinds: [50, 100],
      stacks: [1_000, 1_000, 450],
      actions: ['p3 cc', 'p1 cbr 350', 'p2 f'],
    };
    expect(legalAfter(short)).toMatchObject({ actor: 2, callAmount: 250, minRaiseTo: 450, maxRaiseTo: 450 });
  });

  test('with all opponents all-in no raise is offered', () => {
    const shove = { blinds: [50, 100], stacks: [400, 1_000], actions: ['p2 cc', 'p1 cbr 400'] };
    expect(legalAfter(shove)).toMatchObject({
      actor: 1,
      callAmount: 300,
      minRaiseTo: null,
      maxRaiseTo: null,
    });
  });

  test('behind a short all-in blind others still owe the full big blind, and a side pot forms', () => {
    const short = { blinds: [50, 100], stacks: [1_000, 30, 1_000] };
    expect(legalAfter({ ...short, actions: [] })).toMatchObject({ actor: 2, callAmount: 100 });
    expect(legalAfter({ ...short, actions: ['p3 cc', 'p1 cc'] })).toMatchObject({
      actor: null,
      canFold: false,
      pots: [
        { amount: 90, eligible: [0, 1, 2] },
        { amount: 140, eligible: [0, 2] },
      ],
    });
  });

  test('a straddle is a blind raise by one big blind', () => {
    const straddled = { blinds: [5, 10, 20], stacks: [1_000, 1_000, 1_000, 1_000], actions: [] };
    expect(legalAfter(straddled)).toMatchObject({ actor: 3, callAmount: 20, minRaiseTo: 30 });
    const flop = ['p4 cc', 'p1 cc', 'p2 cc', 'p3 cc', 'd db 2c3d4h'];
    expect(legalAfter({ ...straddled, actions: flop })).toMatchObject({ actor: 0, minRaiseTo: 10 });
  });

  test('antes lie in the pot from the start and are not part of what a caller has matched', () => {
    const anted = { ...THREE, antes: [0, 150], actions: ['p3 f'] };
    expect(legalAfter(anted)).toMatchObject({
      actor: 0,
      callAmount: 50,
      pots: [{ amount: 150, eligible: [0, 1] }],
    });
  });

  test('one pot for each level of a live all-in; what nobody matched goes back first', () => {
    const stacks = [100, 300, 900];
    const allIn = { blinds: [5, 10], stacks, actions: ['p3 cbr 900', 'p1 cc', 'p2 cc'] };
    expect(legalAfter(allIn)).toMatchObject({
      actor: null,
      pots: [
        { amount: 300, eligible: [0, 1, 2] },
        { amount: 400, eligible: [1, 2] },
      ],
    });
  });

  test('a hand that is over waits for nobody', () => {
    const over = { ...THREE, actions: ['p3 f', 'p1 f'] };
    expect(legalAfter(over)).toMatchObject({ actor: null, canFold: false, canCheck: false, callAmount: 0 });
  });

  test('the state between the shows and the last board cards is no end', () => {
    const shown = {
      blinds: [5, 10],
      stacks: [100, 100],
      cards: ['AsAh', 'KsKh'],
      actions: ['p2 cbr 100', 'p1 cc', 'p1 sm AsAh', 'p2 sm KsKh', 'd db 2c3d4h'],
    };
    expect(legalAfter(shown)).toMatchObject({ actor: null, pots: [{ amount: 200, eligible: [0, 1] }] });
  });

  test('a file that the table does not take has no state', () => {
    expect(() => legalAfter({ ...THREE, actions: ['p3 cbr 150'] })).toThrow(OffScript);
  });
});
