import { expect, test } from 'vitest';
import { parseCards } from '../poker/index.ts';
import type { TableEvent } from '../table/events.ts';
import { handStory } from './handStory.ts';
import { winners } from './result.ts';

const cards = (text: string) => parseCards(text) ?? [];

const opening: TableEvent = {
  what: 'hand',
  hand: 7,
  button: 2,
  smallBlind: 1,
  bigBlind: 2,
  bombPot: false,
  timeMs: 0,
  players: ['Ada', 'Bob', 'Cleo'].map((name, seat) => ({ seat, name, stack: 100 })),
};
const flop: TableEvent = { what: 'street', street: 'flop', cards: cards('Ac9h5d'), run: 0 };
const later = (run: number, turn: string, river: string): TableEvent[] => [
  { what: 'street', street: 'turn', cards: cards(turn), run },
  { what: 'street', street: 'river', cards: cards(river), run },
];
const shows = (seat: number, text: string): TableEvent => ({ what: 'shows', seat, cards: cards(text) });
const folds = (seat: number): TableEvent => ({
  what: 'acts',
  seat,
  action: 'fold',
  added: 0,
  to: 0,
  allIn: false,
  timedOut: false,
});
const wins = (
  seat: number,
  amount: number,
  place: Partial<Extract<TableEvent, { what: 'wins' }>> = {},
): TableEvent => ({
  what: 'wins',
  seat,
  amount,
  pot: 0,
  pots: 1,
  board: 0,
  boards: 1,
  ...place,
});
const named = (...events: TableEvent[]) =>
  winners(handStory([opening, ...events])).map(({ pot, why, cards }) => [pot, why, cards.join('')]);

test('a pot is won with the best five of hole cards and board', () => {
  const events = [flop, ...later(0, '3c', '2s'), shows(1, 'AsKd'), wins(1, 60)];
  expect(named(...events)).toEqual([['pot', 'pair of aces, king-nine-five kickers', 'AsKdAc9h5d']]);
});

test('everyone else folded: nobody knows the cards, even if they are shown afterwards', () => {
  const events = [flop, folds(0), folds(2), wins(1, 60, { board: null }), shows(1, 'AsKd')];
  expect(named(...events)).toEqual([['pot', 'everyone else folded', '']]);
});

test('side pots have numbers; one that only one player was left in was not won with cards', () => {
  const events = [
    flop,
    folds(0),
    ...later(0, '3c', '2s'),
    shows(1, 'AsKd'),
    shows(2, '9s9c'),
    wins(2, 60, { pots: 2 }),
    wins(1, 30, { pot: 1, pots: 2, board: null }),
  ];
  expect(named(...events)).toEqual([
    ['main pot', 'three of a kind, nines, ace-five kickers', '9s9cAc9h5d'],
    ['side pot 1', 'nobody else could win it', ''],
  ]);
});

test('run twice: each board has its winner, its name and its cards', () => {
  const events: TableEvent[] = [
    flop,
    shows(1, 'AsKd'),
    shows(2, 'KsQs'),
    { what: 'runs twice' },
    ...later(0, '3c', '2s'),
    ...later(1, 'Jc', 'Th'),
  ];
  const two = { boards: 2 };
  expect(named(...events, wins(1, 31, two), wins(2, 30, { ...two, board: 1 }))).toEqual([
    ['first board', 'pair of aces, king-nine-five kickers', 'AsKdAc9h5d'],
    ['second board', 'straight, ace high', 'KsQsAcJcTh'],
  ]);
  expect(named(...events, wins(1, 31, { ...two, pot: 1, pots: 2 }))[0]?.[0]).toBe('side pot 1, first board');
});
