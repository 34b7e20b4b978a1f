import { describe, expect, test } from 'vitest';
import { questionOf } from './question.ts';
import { turnWith, viewWith } from './testing/views.ts';

describe('a question', () => {
  test('keeps its key while other things change, so that it is answered once', () => {
    const view = turnWith({ hole: 'AsAd', bets: [0, 2], remainingMs: 20_000 });
    const later = { ...view, seq: view.seq + 5, actor: view.actor && { ...view.actor, remainingMs: 9_000 } };
    expect(questionOf(later)).toEqual(questionOf(view));
  });
  test('has another key on the next turn and in the next hand', () => {
    const view = turnWith({ hole: 'AsAd', bets: [0, 2] });
    const nextTurn = { ...view, actor: view.actor && { ...view.actor, turn: view.actor.turn + 1 } };
    const nextHand = { ...view, handNumber: view.handNumber + 1 };
    const keys = [view, nextTurn, nextHand].map((one) => questionOf(one)?.key);
    expect(new Set(keys).size).toBe(3);
  });
  test('to show is one at the showdown and another with the result', () => {
    const showdown = questionOf(viewWith({ phase: 'showdown', canShow: true }));
    const result = questionOf(viewWith({ phase: 'result', canShow: true }));
    expect(showdown?.ask).toBe('show');
    expect(showdown?.key).not.toBe(result?.key);
  });
  test('is not put while another seat is to act', () => {
    const view = turnWith({ hole: 'AsAd', bets: [0, 2] });
    expect(questionOf({ ...view, legal: null, actor: view.actor && { ...view.actor, seat: 1 } })).toBeNull();
  });
});
