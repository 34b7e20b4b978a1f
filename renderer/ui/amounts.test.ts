import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CHIPS_MAX } from '../limits.ts';
import { editableAmount, fillAmounts, formatAmount, formatChips, parseAmount } from './amounts.ts';

const inBigBlinds = { bigBlind: 20 };

test('chips are grouped by thousands', () => {
  expect([0, 7, 999, 1000, 1240, 1234567].map(formatChips)).toEqual([
    '0',
    '7',
    '999',
    '1,000',
    '1,240',
    '1,234,567',
  ]);
});

test('big blinds carry at most two decimals and none that are zero', () => {
  expect(formatAmount(1240, inBigBlinds)).toBe('62 BB');
  expect(formatAmount(50, inBigBlinds)).toBe('2.5 BB');
  expect(formatAmount(1, inBigBlinds)).toBe('0.05 BB');
  expect(formatAmount(1, { bigBlind: 3 })).toBe('0.33 BB');
  expect(formatAmount(40_000, inBigBlinds)).toBe('2,000 BB');
});

describe('typed amounts', () => {
  test('are read as people write them', () => {
    expect(parseAmount(' 1,240 ', null)).toBe(1240);
    expect(parseAmount('1 240', null)).toBe(1240);
    expect(parseAmount('2.5 bb', inBigBlinds)).toBe(50);
    expect(parseAmount('3.', inBigBlinds)).toBe(60);
  });

  test('that are no amounts are nothing', () => {
    for (const text of ['', '-5', '1e9', 'all', '1.2.3', '0x10', 'NaN', String(CHIPS_MAX + 1)]) {
      expect(parseAmount(text, null), text).toBeNull();
    }
  });

  test('come back as they were written, in chips', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: CHIPS_MAX }), (chips) => {
        expect(parseAmount(editableAmount(chips, null), null)).toBe(chips);
        expect(parseAmount(formatChips(chips), null)).toBe(chips);
      }),
    );
  });
});

test("amounts in the host's words follow the page's unit, other numbers stay", () => {
  expect(fillAmounts('Ada raises to {120} in hand 7', null)).toBe('Ada raises to 120 in hand 7');
  expect(fillAmounts('Ada raises to {120} in hand 7', inBigBlinds)).toBe('Ada raises to 6 BB in hand 7');
  expect(fillAmounts('Ada checks', inBigBlinds)).toBe('Ada checks');
});
