import { expect, test } from 'vitest';
import { person } from '../fixtures/friends.ts';
import { askWords, badgesOf, behindWords, placeWords } from './personWords.ts';

const badges = (change: Parameters<typeof person>[1]) =>
  badgesOf(person(2, change)).map(({ words }) => words);

test('a person is told by what they do here', () => {
  expect(badges({ isHost: true, isOpener: true })).toEqual(['hosts', 'opener', 'voter']);
  expect(badges({ isVoter: false })).toEqual([]);
  expect(badges({ role: 'witness' })).toEqual(['witness']);
  expect(badges({ role: 'spectator', isVoter: false })).toEqual(['spectator']);
});

test('how far behind a device is, in entries', () => {
  expect([null, 0, 1, 1_204].map((behind) => behindWords(person(1, { behind })))).toEqual([
    null,
    null,
    '1 entry behind',
    '1,204 entries behind',
  ]);
});

test('where somebody sits, and what an asker asks', () => {
  expect(placeWords(person(2))).toBe('Seat 3');
  expect(placeWords(person(2, { seat: null }))).toBe('no seat yet');
  expect(placeWords(person(2, { seat: null, role: 'witness' }))).toBeNull();
  expect(askWords('witness', null)).toBe('asks to come in as a witness');
  expect(askWords('player', "Ada's table")).toBe("asks to come in at Ada's table as a player");
});
