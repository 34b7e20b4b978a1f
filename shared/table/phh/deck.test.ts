import { expect, test } from 'vitest';
import { commitDeck } from '../../deck/standIn.ts';
import { formatCard } from '../../poker/index.ts';
import { commitStackedDeck, stackDeck } from './deck.ts';
import { readScript } from './script.ts';
import { handOf } from './testing/handText.ts';

const hand = handOf({
  blinds: [5, 10],
  stacks: [100, 100, 100],
  cards: ['AsAh', '????', 'Kd??'],
  actions: ['d db 2c7d9h', 'd db Js', 'd db Qd', 'p1 sm AsAh', 'p2 sm', 'p3 sm'],
});
const deck = stackDeck(readScript(hand));
const cards = deck.map(({ card }) => formatCard(card));

test('the cards of the file lie where the table deals them from, and every card once', () => {
  expect([cards[0], cards[3]]).toEqual(['As', 'Ah']);
  expect(cards[2]).toBe('Kd');
  expect(cards.slice(6, 11)).toEqual(['2c', '7d', '9h', 'Js', 'Qd']);
  expect(new Set(cards).size).toBe(52);
  expect(deck.map(({ index }) => index)).toEqual([...deck.keys()]);
});

test('a hand mucked unknown is the weakest that it can be', () => {
  expect([cards[1], cards[4]].map((card) => card?.[0]).sort()).toEqual(['3', '4']);
  expect(cards[5]?.[0]).toBe('3');
});

test('a stacked deck is committed to like any other', () => {
  expect(commitStackedDeck(deck)).toEqual(commitDeck(deck));
});
