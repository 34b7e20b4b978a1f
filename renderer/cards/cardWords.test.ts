import { expect, test } from 'vitest';
import { readFace } from './cardWords.ts';

test('all fifty-two cards have a face and words', () => {
  const words = [...'AKQJT98765432'].flatMap((rank) =>
    [...'shdc'].map((suit) => readFace(rank + suit)?.words),
  );
  expect(new Set(words).size).toBe(52);
  expect(words[0]).toBe('ace of spades');
  expect(readFace('Td')).toEqual({ rank: '10', suit: 'd', words: 'ten of diamonds' });
});

test('what is no card has no face', () => {
  for (const text of ['', 'A', '1s', 'As ', 'sA', 'Ax', '??']) expect(readFace(text), text).toBeNull();
});
