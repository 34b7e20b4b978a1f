import { expect, test } from 'vitest';
import { DECK_CARDS, type OpenedCard } from './openedCard.ts';
import { commitDeck, isCommitted, SALT_BYTES } from './standIn.ts';

const deck = Array.from({ length: DECK_CARDS }, (_, index) => ({
  index,
  card: (index * 5) % DECK_CARDS,
  proof: new Uint8Array(SALT_BYTES).fill(index),
}));
const commitments = commitDeck(deck);

test('every card of the deck opens with its own salt', () => {
  for (const opened of deck) expect(isCommitted(commitments, opened)).toBe(true);
});

test('another card, another place or another salt does not open', () => {
  const opened = deck[7] as OpenedCard;
  expect(isCommitted(commitments, { ...opened, card: opened.card + 1 })).toBe(false);
  expect(isCommitted(commitments, { ...opened, index: 8 })).toBe(false);
  expect(isCommitted(commitments, { ...opened, proof: new Uint8Array(SALT_BYTES).fill(9) })).toBe(false);
  expect(isCommitted(commitments, { ...opened, proof: new Uint8Array(0) })).toBe(false);
  expect(isCommitted(commitments, { ...opened, index: DECK_CARDS })).toBe(false);
});
