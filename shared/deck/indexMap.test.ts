import { expect, test } from 'vitest';
import { BOARD_CARDS, boardIndex, holeIndex } from './indexMap.ts';
import { DECK_CARDS } from './openedCard.ts';

test.each([2, 3, 6, 9, 10])('%i players and two boards use every place once', (players) => {
  const places = [0, 1].flatMap((round) =>
    Array.from({ length: players }, (_, player) => holeIndex(round, player, players)),
  );
  for (const run of [0, 1]) {
    for (let place = 0; place < BOARD_CARDS; place++) places.push(boardIndex(place, run, players));
  }
  expect(places.toSorted((a, b) => a - b)).toEqual(places.map((_, i) => i));
  expect(places.length).toBeLessThanOrEqual(DECK_CARDS);
});
