import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clampRaise, raiseOfSlider, SLIDER_MAX, sliderOfRaise, stepRaise } from './raiseAmount.ts';

const limits = { minRaiseTo: 40, maxRaiseTo: 985 };

test('an amount outside the limits becomes the nearest one inside', () => {
  expect([0, 40, 500, 985, 9999].map((to) => clampRaise(to, limits))).toEqual([40, 40, 500, 985, 985]);
});

test('steps go to the next multiple and stop at the limits', () => {
  expect(stepRaise(45, 1, 20, limits)).toBe(60);
  expect(stepRaise(60, 1, 20, limits)).toBe(80);
  expect(stepRaise(60, -1, 20, limits)).toBe(40);
  expect(stepRaise(985, -1, 20, limits)).toBe(980);
  expect(stepRaise(980, 1, 20, limits)).toBe(985);
  expect(stepRaise(40, -1, 20, limits)).toBe(40);
});

test('the ends of the slider are the limits', () => {
  expect(raiseOfSlider(0, 20, limits)).toBe(40);
  expect(raiseOfSlider(SLIDER_MAX, 20, limits)).toBe(985);
  expect(sliderOfRaise(40, limits)).toBe(0);
  expect(sliderOfRaise(985, limits)).toBe(SLIDER_MAX);
});

test('when only all-in is possible the slider stands at its end', () => {
  const allIn = { minRaiseTo: 300, maxRaiseTo: 300 };
  expect(sliderOfRaise(300, allIn)).toBe(SLIDER_MAX);
  expect(raiseOfSlider(500, 20, allIn)).toBe(300);
});

test('the slider never leaves the limits and never runs backwards', () => {
  const anyLimits = fc
    .tuple(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 0, max: 1e9 }))
    .map(([minRaiseTo, more]) => ({ minRaiseTo, maxRaiseTo: minRaiseTo + more }));
  fc.assert(
    fc.property(
      anyLimits,
      fc.integer({ min: 0, max: SLIDER_MAX - 1 }),
      fc.integer({ min: 1, max: 500 }),
      (at, from, step) => {
        const low = raiseOfSlider(from, step, at);
        const high = raiseOfSlider(from + 1, step, at);
        expect(low).toBeGreaterThanOrEqual(at.minRaiseTo);
        expect(high).toBeLessThanOrEqual(at.maxRaiseTo);
        expect(low).toBeLessThanOrEqual(high);
        expect(Number.isInteger(low)).toBe(true);
      },
    ),
  );
});
