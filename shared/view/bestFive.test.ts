import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Card, formatCards, fullDeck, parseCards, strength } from '../poker/index.ts';
import { bestFive } from './bestFive.ts';

const five = (cards: string) => formatCards(bestFive(parseCards(cards) as Card[]));

test('the five are as strong as all seven, and among them', () => {
  const seven = fc.shuffledSubarray(fullDeck(), { minLength: 5, maxLength: 7 });
  fc.assert(
    fc.property(seven, (cards) => {
      const best = bestFive(cards);
      expect(best).toHaveLength(5);
      expect(best).toEqual(cards.filter((card) => best.includes(card)));
      expect(strength(best)).toBe(strength(cards));
    }),
  );
});

test('kickers are part of it, and the lowest cards are not', () => {
  expect(five('AsKd Ac9h5d3c2s')).toBe('AsKdAc9h5d');
});

test('the board may play', () => {
  expect(five('2c3d AsKsQsJsTs')).toBe('AsKsQsJsTs');
});

test('of equal cards the hole cards are kept', () => {
  expect(five('Kc2d KhQsQdQc9h')).toBe('KcKhQsQdQc');
  expect(five('9c2d AhAsKdKc9h')).toBe('9cAhAsKdKc');
});

test.each([4, 8])('%i cards are refused', (count) => {
  expect(() => bestFive(fullDeck().slice(0, count))).toThrow(RangeError);
});
