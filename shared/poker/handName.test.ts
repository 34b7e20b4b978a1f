import { expect, test } from 'vitest';
import { type Card, parseCards } from './cards.ts';
import { handName, shortStrengthName, strengthName } from './handName.ts';
import { STRONGEST, strength } from './strength.ts';

const name = (text: string) => handName(parseCards(text) as Card[]);
const short = (text: string) => shortStrengthName(strength(parseCards(text) as Card[]));

test.each([
  ['AsKsQsJsTs 2d2h', 'royal flush', 'royal flush'],
  ['As2s3s4s5s KdKh', 'straight flush, five high', 'straight flush, five high'],
  ['7s7d7h7c AsKd2h', 'four of a kind, sevens, ace kicker', 'four of a kind, sevens'],
  ['KsKdKh4c4s2d3h', 'full house, kings over fours', 'full house, kings over fours'],
  ['KsKdKh4c4s4d3h', 'full house, kings over fours', 'full house, kings over fours'],
  ['AsQs9s6s2s KdKh', 'flush, ace-queen-nine-six-deuce', 'flush, ace high'],
  ['As2d3h4c5s KdKh', 'straight, five high', 'straight, five high'],
  ['6s6d6h Kc 9d 3s 2c', 'three of a kind, sixes, king-nine kickers', 'three of a kind, sixes'],
  ['AsAd9h9c KdQsJh', 'two pair, aces and nines, king kicker', 'two pair, aces and nines'],
  ['AsAd9h9cKdKs2h', 'two pair, aces and kings, nine kicker', 'two pair, aces and kings'],
  ['JsJdAhTc4d3s2c', 'pair of jacks, ace-ten-four kickers', 'pair of jacks'],
  ['AsQd9h6c4d3s2c', 'high card, ace-queen-nine-six-four', 'high card, ace'],
])('%s is named %s', (cards, long, label) => {
  expect(name(cards)).toBe(long);
  expect(short(cards)).toBe(label);
});

test('before the flop the two hole cards are named', () => {
  expect(name('9s9d')).toBe('pocket nines');
  expect(name('KdAd')).toBe('ace-king suited');
  expect(name('2c7d')).toBe('seven-deuce offsuit');
});

test('five and six cards are named as well as seven', () => {
  expect(name('AsAd9h9cKd')).toBe('two pair, aces and nines, king kicker');
  expect(name('AsAd9h9cKdQs')).toBe('two pair, aces and nines, king kicker');
});

test('each of the 7,462 strengths has a name of its own', () => {
  const names = new Set(Array.from({ length: STRONGEST }, (_, at) => strengthName(at + 1)));
  expect(names.size).toBe(STRONGEST);
});

test('other numbers of cards are refused', () => {
  for (const cards of ['', 'As', 'AsKs2d', 'AsKs2d3d']) expect(() => name(cards)).toThrow(RangeError);
});
