import { expect, test } from 'vitest';
import {
  formatCard,
  formatCards,
  fullDeck,
  isCard,
  makeCard,
  parseCard,
  parseCards,
  rankOf,
  suitOf,
} from './cards.ts';

test('the deck is 52 cards that read back as written', () => {
  const deck = fullDeck();
  expect(new Set(deck.map(formatCard)).size).toBe(52);
  for (const card of deck) {
    expect(parseCard(formatCard(card))).toBe(card);
    expect(makeCard(rankOf(card), suitOf(card))).toBe(card);
  }
});

test('the ends of the deck are the deuce of clubs and the ace of spades', () => {
  expect(formatCard(0)).toBe('2c');
  expect(formatCard(51)).toBe('As');
});

test('cards are read with and without blanks', () => {
  expect(parseCards('AsTd 2c')).toEqual([51, 33, 0]);
  expect(formatCards([51, 33, 0])).toBe('AsTd2c');
  expect(parseCards('')).toEqual([]);
});

test('what is not a card is not read as one', () => {
  for (const text of ['', 'A', 'as', 'AS', '1s', '10s', 'Ax', 'sA', '??']) expect(parseCard(text)).toBeNull();
  for (const text of ['A', 'AsK', 'As??', 'As,Kd']) expect(parseCards(text)).toBeNull();
});

test('what is not a card is not written as one', () => {
  for (const value of [-1, 52, 1.5, Number.NaN]) {
    expect(isCard(value)).toBe(false);
    expect(() => formatCard(value)).toThrow(RangeError);
  }
});
