import { expect, test } from 'vitest';
import { speakCards, splitCards } from './cardsInText.ts';

test('cards that stand together are one run', () => {
  expect(splitCards('Flop: 5h 7c Td.')).toEqual([
    { text: 'Flop: ' },
    { cards: ['5h', '7c', 'Td'] },
    { text: '.' },
  ]);
  expect(splitCards('Ada shows Jh 2h')).toEqual([{ text: 'Ada shows ' }, { cards: ['Jh', '2h'] }]);
});

test('words without cards stay whole', () => {
  for (const line of ['Ada raises to 120.', 'Hand 42. The 3rd button.', 'Assad checks']) {
    expect(splitCards(line)).toEqual([{ text: line }]);
  }
});

test('a screen reader hears whole words', () => {
  expect(speakCards('Turn: Td.')).toBe('Turn: ten of diamonds.');
  expect(speakCards('Ada shows Jh 2c.')).toBe('Ada shows jack of hearts, two of clubs.');
});
