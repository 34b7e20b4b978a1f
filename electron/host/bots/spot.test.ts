import { describe, expect, test } from 'vitest';
import { spotOf } from './spot.ts';
import { ME, seatAt, turnWith, viewWith } from './testing/views.ts';

describe('a spot', () => {
  test("is nothing when it is not this seat's turn", () => {
    expect(spotOf(viewWith())).toBeNull();
  });
  test('is nothing while the own cards lie face down', () => {
    const view = turnWith({ hole: 'AsAd', bets: [0, 2] });
    const seats = view.seats.map((seat) => (seat.isMe ? { ...seat, cards: ['As', null] } : seat));
    expect(spotOf({ ...view, seats })).toBeNull();
  });
  test('has the pot odds of the bet', () => {
    const spot = spotOf(turnWith({ hole: 'AsAd', board: '2c7dKs', bets: [0, 50], gathered: 50 }));
    expect(spot).toMatchObject({ pot: 100, price: 1 / 3, opponents: 1, level: 50 });
  });
  test('counts only what a short stack can win', () => {
    const turn = { hole: 'AsAd', board: '2c7dKs', bets: [0, 100, 100], gathered: 60, stacks: [20, 0, 0] };
    expect(spotOf(turnWith(turn))).toMatchObject({ pot: 100, price: 20 / 120, callEndsBetting: true });
  });
  test('leaves out who has folded, but not their chips', () => {
    const spot = spotOf(turnWith({ hole: 'AsAd', bets: [0, 6, 2], folded: [2] }));
    expect(spot).toMatchObject({ pot: 8, opponents: 1 });
  });
  test.each([
    [0, 1],
    [3, 0],
    [2, 1 / 3],
  ])('with the button at %i the position is %f', (button, position) => {
    expect(spotOf(turnWith({ hole: 'AsAd', bets: [0, 0, 0, 0], button }))?.position).toBeCloseTo(position);
  });
  test('a straddle is no raise, a raise of it is', () => {
    const straddled = (bets: number[]) => {
      const view = turnWith({ hole: 'AsAd', bets });
      return spotOf({ ...view, settings: { ...view.settings, straddle: true } })?.isRaised;
    };
    expect(straddled([0, 1, 2, 4])).toBe(false);
    expect(straddled([0, 1, 2, 10])).toBe(true);
    expect(spotOf(turnWith({ hole: 'AsAd', bets: [0, 1, 2, 4] }))?.isRaised).toBe(true);
  });
  test('a bet among all-in opponents is the last', () => {
    const view = turnWith({ hole: 'AsAd', bets: [0, 20], stacks: [200, 0] });
    expect(spotOf(view)?.callEndsBetting).toBe(true);
    const seats = [...view.seats, seatAt(2, { bet: 20 })];
    expect(spotOf({ ...view, seats, mySeat: ME })?.callEndsBetting).toBe(false);
  });
});
