import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CHIP_VALUES, chipStack } from './chips.ts';

const worth = (stack: number[]) => stack.reduce((sum, index) => sum + (CHIP_VALUES[index] ?? 0), 0);

test('small amounts are drawn to the chip, large chips at the bottom', () => {
  expect(worth(chipStack(140))).toBe(140);
  expect(chipStack(130).map((index) => CHIP_VALUES[index])).toEqual([100, 25, 5]);
  expect(chipStack(0)).toEqual([]);
});

test('a stack is never empty for a bet, never taller than six, never worth more than the bet', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 40 }), (amount) => {
      const stack = chipStack(amount);
      expect(stack.length).toBeGreaterThan(0);
      expect(stack.length).toBeLessThanOrEqual(6);
      expect(worth(stack)).toBeLessThanOrEqual(amount);
    }),
  );
});
