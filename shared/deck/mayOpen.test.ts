import { describe, expect, test } from 'vitest';
import { boardIndex, holeIndex } from './indexMap.ts';
import { type CardFacts, mayOpen } from './mayOpen.ts';
import type { Shares } from './messages.ts';

const KINDS: readonly Shares['kind'][] = ['HOLE', 'BOARD', 'OPEN'];
const HOLDERS = 4;
const PLACES = Array.from({ length: 52 }, (_, place) => place);

const hole = (...holders: number[]) =>
  [0, 1].flatMap((round) => holders.map((holder) => holeIndex(round, holder, HOLDERS)));
const board = (from: number, to: number, run = 0) =>
  Array.from({ length: to - from }, (_, at) => boardIndex(from + at, run, HOLDERS));

/** Ada, Bo and Cy are dealt in; Di sits out and holds the deck with them. */
const START: CardFacts = {
  holders: HOLDERS,
  dealtIn: [0, 1, 2],
  folded: [],
  isBetting: false,
  isAsking: false,
  boards: [0],
  silent: null,
  isOver: false,
  hasRabbitHunt: false,
};

const opened = (kind: Shares['kind'], facts: Partial<CardFacts>) =>
  PLACES.filter((place) => mayOpen(kind, place, { ...START, ...facts }));

describe('own cards', () => {
  test('go to who was dealt in, all through the hand, and never to who sits out', () => {
    for (const facts of [{}, { isBetting: true }, { folded: [0] }, { isOver: true }]) {
      expect(opened('HOLE', facts)).toEqual(hole(0, 1, 2).toSorted((a, b) => a - b));
    }
    expect(opened('HOLE', { dealtIn: [0, 3] })).toEqual(hole(0, 3).toSorted((a, b) => a - b));
  });
});

describe('the board', () => {
  test.each([
    [0, 3],
    [3, 4],
    [4, 5],
    [5, 5],
  ])('of %i cards grows to %i, and not by a card more (case 41)', (from, to) => {
    expect(opened('BOARD', { boards: [from] })).toEqual(board(from, to));
  });

  test('waits while somebody has still to act (cases 27, 41)', () => {
    for (const size of [0, 3, 4, 5]) expect(opened('BOARD', { boards: [size], isBetting: true })).toEqual([]);
  });

  test('waits while hands are tabled, and while it is asked whether to run it twice', () => {
    for (const size of [0, 3, 4]) expect(opened('BOARD', { boards: [size], isAsking: true })).toEqual([]);
  });

  test('a bomb pot has its flop before anybody has acted', () => {
    expect(opened('BOARD', { boards: [0], isBetting: false })).toEqual(board(0, 3));
  });

  test('stays closed once all others have folded', () => {
    for (const size of [0, 3, 4]) expect(opened('BOARD', { boards: [size], folded: [1, 2] })).toEqual([]);
  });

  test('a second run comes after the first, and only where it is run twice', () => {
    expect(opened('BOARD', { boards: [3] })).toEqual(board(3, 4));
    expect(opened('BOARD', { boards: [4, 3] })).toEqual(board(4, 5));
    expect(opened('BOARD', { boards: [5, 3] })).toEqual(board(3, 4, 1));
    expect(opened('BOARD', { boards: [5, 0] })).toEqual(board(0, 3, 1));
    expect(opened('BOARD', { boards: [5, 5] })).toEqual([]);
    expect(opened('BOARD', { boards: [5] })).toEqual([]);
  });

  test('a rabbit hunt opens what would have come: after the hand, without a showdown, where the table allows it', () => {
    const folded = [1, 2];
    const hunt = { isOver: true, folded, hasRabbitHunt: true };
    for (const size of [0, 3, 4])
      expect(opened('BOARD', { ...hunt, boards: [size] })).toEqual(board(size, 5));
    expect(opened('BOARD', { ...hunt, isOver: false, boards: [3] })).toEqual([]);
    expect(opened('BOARD', { ...hunt, hasRabbitHunt: false, boards: [3] })).toEqual([]);
    expect(opened('BOARD', { ...hunt, folded: [1], boards: [3] })).toEqual([]);
    expect(opened('BOARD', { ...hunt, isBetting: true, boards: [3] })).toEqual([]);
  });
});

describe('cards of a player who says nothing', () => {
  test('are opened once its time to show is over, and nobody else its (case 42)', () => {
    expect(opened('OPEN', { silent: 1, boards: [5] })).toEqual(hole(1));
    expect(opened('OPEN', { silent: null, boards: [5] })).toEqual([]);
  });

  test('all-in before the flop', () => {
    expect(opened('OPEN', { silent: 1, boards: [0] })).toEqual(hole(1));
  });

  test('never of a folded hand, of who sits out, or while there is betting (cases 27, 42, 46)', () => {
    expect(opened('OPEN', { silent: 1, folded: [1] })).toEqual([]);
    expect(opened('OPEN', { silent: 3 })).toEqual([]);
    expect(opened('OPEN', { silent: 1, isBetting: true })).toEqual([]);
  });

  test('not where nobody is left to beat, and not after the hand', () => {
    expect(opened('OPEN', { silent: 1, folded: [0, 2] })).toEqual([]);
    expect(opened('OPEN', { silent: 1, isOver: true })).toEqual([]);
  });
});

describe('in every state that there is', () => {
  const subsets = (of: readonly number[]) =>
    of.reduce<number[][]>((all, one) => all.flatMap((set) => [set, [...set, one]]), [[]]);
  const sizes = [[0], [3], [4], [5], [3, 3], [4, 3], [5, 3], [5, 4], [5, 5]];
  const states = subsets([0, 1, 2, 3]).flatMap((dealtIn) =>
    subsets(dealtIn).flatMap((folded) =>
      sizes.flatMap((boards) =>
        [null, 0, 1, 2, 3].flatMap((silent) =>
          [false, true].flatMap((isBetting) =>
            [false, true].flatMap((isOver) =>
              [false, true].map(
                (hasRabbitHunt): CardFacts => ({
                  holders: HOLDERS,
                  dealtIn,
                  folded,
                  isBetting,
                  isAsking: silent !== null,
                  boards,
                  silent,
                  isOver,
                  hasRabbitHunt,
                }),
              ),
            ),
          ),
        ),
      ),
    ),
  );

  test('nothing is opened for everybody that would tell of a live, folded or absent hand, or of a later street', () => {
    const wrong: unknown[] = [];
    for (const facts of states) {
      const { dealtIn, folded, isBetting, silent, isOver, boards } = facts;
      const live = dealtIn.filter((holder) => !folded.includes(holder));
      for (const place of PLACES) {
        const holder = place < 2 * HOLDERS ? place % HOLDERS : null;
        const [run, at] = [Math.floor((place - 8) / 5), (place - 8) % 5];
        const isEarly = at > 2 && at > (boards[run] ?? -1) && !isOver;
        for (const kind of KINDS.filter((one) => mayOpen(one, place, facts))) {
          const isSound =
            kind === 'HOLE'
              ? holder !== null && dealtIn.includes(holder)
              : !isBetting &&
                (kind === 'OPEN' || silent === null) &&
                (kind === 'OPEN'
                  ? holder !== null && holder === silent && live.includes(holder) && !isOver
                  : holder === null && run < boards.length && !isEarly && (live.length > 1 || isOver));
          if (!isSound) wrong.push({ kind, place, facts });
        }
      }
    }
    expect(states.length).toBe(81 * 9 * 5 * 8);
    expect(wrong).toEqual([]);
  });

  test('places that no deal reaches stay closed', () => {
    for (const kind of KINDS) {
      expect(mayOpen(kind, -1, START)).toBe(false);
      for (const place of PLACES.filter((one) => one >= 18)) {
        expect(mayOpen(kind, place, { ...START, boards: [5, 4] })).toBe(false);
      }
    }
  });
});
