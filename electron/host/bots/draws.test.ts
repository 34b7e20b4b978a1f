import { describe, expect, test } from 'vitest';
import { type Card, parseCards } from '../../../shared/poker/index.ts';
import { isUnbeatable, outs } from './draws.ts';

const cards = (text: string) => parseCards(text) as Card[];
const hole = (text: string) => cards(text) as [Card, Card];

describe('outs to a straight or a flush', () => {
  test.each([
    ['a flush draw', '9h6h', 'AhKh3c', 9],
    ['an open-ended straight draw', '9h8d', '7s6c2h', 8],
    ['a gutshot', '9h8d', 'Js7cAh', 4],
    ['both at once, each card once', '9h8h', '7h6h2c', 15],
    ['nothing', '7s2d', 'AhKhJc', 0],
    ['a pair only', 'AsAd', 'Kh9c4s', 0],
    ['a flush already', '9h6h', 'AhKh3h', 0],
    ['a straight already', '9h8d', '7s6c5h', 0],
  ])('%s', (_, mine, board, count) => {
    expect(outs(hole(mine), cards(board))).toBe(count);
  });
  test('cards that make the board itself as good are no outs', () => {
    // A five or a ten makes the same straight for everybody.
    expect(outs(hole('AcAd'), cards('9h8d7s6c'))).toBe(0);
  });
  test('there are none before the flop and on the river', () => {
    expect(outs(hole('9h8h'), [])).toBe(0);
    expect(outs(hole('9h8h'), cards('7h6h2cAsKd'))).toBe(0);
  });
});

describe('a hand that nobody can beat', () => {
  test.each([
    ['the best straight', 'AsKs', 'QsJsTh2d3c', true],
    ['the second best straight', '9s8d', 'QsJsTh2d3c', false],
    ['a straight where a flush is possible', 'AsKd', 'QhJhTh2d3c', false],
    ['the best flush', 'Ah2h', 'KhTh7h3c4d', true],
    ['the second best flush', 'Qh2h', 'KhTh7h3c4d', false],
    ['a royal flush on the board', '2c3d', 'AsKsQsJsTs', true],
    ['quads with the best kicker', 'As2d', '9s9d9h9cKs', true],
    ['quads with the second best kicker', 'Ks2d', '9s9d9h9cQs', false],
  ])('%s', (_, mine, board, expected) => {
    expect(isUnbeatable(hole(mine), cards(board))).toBe(expected);
  });
});
