import { describe, expect, test } from 'vitest';
import { type Replay, replayPhh } from './replay.ts';
import { handOf } from './testing/handText.ts';

type Text = Parameters<typeof handOf>[0];
const replay = (text: Text): Replay => replayPhh(handOf(text));

const CHECKED_DOWN = [
  'p2 cc',
  'p1 cc',
  'd db 2c7d9h',
  'p1 cc',
  'p2 cc',
  'd db Js',
  'p1 cc',
  'p2 cc',
  'd db Qd',
];
const HEADS_UP: Text = {
  blinds: [5, 10],
  stacks: [1_000, 1_000],
  cards: ['AsAh', 'KsKh'],
  actions: [...CHECKED_DOWN, 'p1 cc', 'p2 cc', 'p1 sm AsAh', 'p2 sm KsKh'],
};

describe('a hand from a file', () => {
  test('is played to its end: p1, the big blind heads-up, wins the blinds of both', () => {
    expect(replay(HEADS_UP)).toEqual({
      outcome: 'played',
      stacks: [1_010, 990],
      evenStacks: [1_010, 990],
      bySiteRule: false,
    });
  });

  test('finishing stacks change nothing', () => {
    const played = replay(HEADS_UP);
    expect(replay({ ...HEADS_UP, finish: [990, 1_010] })).toEqual(played);
    expect(replay({ ...HEADS_UP, finish: [1_010, 990] })).toEqual(played);
  });

  test.each([
    ['a raise below the minimum', ['p2 cbr 15'], 'That is below the minimum raise.'],
    ['a raise above the stack', ['p2 cbr 1001'], 'You do not have that many chips.'],
    ['a move out of turn', ['p1 cc'], 'p2 is to act.'],
    ['a board before the round is over', ['p2 cc', 'd db 2c7d9h'], 'p1 is to act.'],
    ['a board of too few cards', ['p2 cc', 'p1 cc', 'd db 2c'], "The board's next 3 cards are to be dealt."],
    ['a move before the board', ['p2 cc', 'p1 cc', 'p1 cc'], "The board's next 3 cards are to be dealt."],
    ['a move after the end', ['p2 f', 'p1 cc'], 'The hand is over.'],
  ])('what the table refuses is never played: %s', (_, actions, why) => {
    const words = replay({ ...HEADS_UP, actions });
    expect(words).toEqual({ outcome: 'refused', words: expect.stringContaining(why) });
    expect(words).toEqual({ outcome: 'refused', words: expect.stringContaining(`'${actions.at(-1)}'`) });
  });

  test('a player cannot show other cards than it was dealt', () => {
    const actions = HEADS_UP.actions.with(-1, 'p2 sm KsKd');
    expect(replay({ ...HEADS_UP, actions })).toEqual({
      outcome: 'refused',
      words: 'p2 shows other cards than it was dealt.',
    });
  });

  test.each([
    ['a turn', ['p2 cc'], 'p1 is to act.'],
    ['the board', ['p2 cc', 'p1 cc'], "The board's next 3 cards are to be dealt."],
    ['cards that are not known', [...CHECKED_DOWN, 'p1 cc', 'p2 cc'], 'p1 is to show its cards.'],
  ])('a file that stops short ends nothing by itself: it lacks %s', (_, actions, words) => {
    expect(replay({ ...HEADS_UP, cards: [], actions })).toEqual({ outcome: 'incomplete', words });
  });

  test('known hands are shown even if the file does not say so', () => {
    const actions = [...CHECKED_DOWN, 'p1 cc', 'p2 cc'];
    expect(replay({ ...HEADS_UP, actions })).toMatchObject({ outcome: 'played', stacks: [1_010, 990] });
  });

  test('a hand mucked unknown gives up its claim, also where the table has it shown', () => {
    const actions = [...CHECKED_DOWN, 'p1 cc', 'p2 cc', 'p1 sm', 'p2 sm 8s8h'];
    expect(replay({ ...HEADS_UP, cards: [], actions })).toMatchObject({ stacks: [990, 1_010] });
  });

  test('a hand mucked known is what it is: a muck where the table has it shown does not lose', () => {
    const actions = [...CHECKED_DOWN, 'p1 cc', 'p2 cc', 'p1 sm', 'p2 sm KsKh'];
    expect(replay({ ...HEADS_UP, actions })).toMatchObject({ stacks: [1_010, 990] });
  });

  test('with a dead small blind p1 pays the big blind, and p2 acts first', () => {
    const dead: Text = {
      blinds: [10],
      minBet: 10,
      stacks: [100, 100, 100],
      actions: ['p2 f', 'p3 cbr 20', 'p1 f'],
    };
    expect(replay(dead)).toMatchObject({ stacks: [90, 100, 110] });
  });

  test('a least bet below the big blind is no game of ours', () => {
    expect(replay({ ...HEADS_UP, minBet: 9 })).toEqual({
      outcome: 'refused',
      words: 'The least bet is 9, below the big blind of 10.',
    });
  });

  test('a winner by folds may show, and so may others', () => {
    const actions = ['p2 f', 'p1 sm AsAh', 'p2 sm'];
    expect(replay({ ...HEADS_UP, actions })).toMatchObject({ stacks: [1_005, 995] });
  });

  test('an odd chip goes to the first winner left of the button; cut in parts it is a half', () => {
    const split: Text = {
      blinds: [1, 2],
      stacks: [100, 100, 100],
      cards: ['????', 'AsKs', 'AdKd'],
      actions: [
        'p3 cc',
        'p1 f',
        'p2 cc',
        'd db 2c7d9h',
        'p2 cc',
        'p3 cc',
        'd db Js',
        'p2 cc',
        'p3 cc',
        'd db Qh',
      ],
    };
    const actions = [...split.actions, 'p2 cc', 'p3 cc', 'p2 sm AsKs', 'p3 sm AdKd'];
    expect(replay({ ...split, actions })).toMatchObject({
      stacks: [99, 101, 100],
      evenStacks: [99, 100.5, 100.5],
    });
  });

  test('side pots go to who can win them, and the uncalled rest back', () => {
    const actions = ['p3 cbr 900', 'p1 cc', 'p2 cc', 'd db 2c7d9h', 'd db Js', 'd db 3s'];
    const shows = ['p1 sm AsAh', 'p2 sm KsKh', 'p3 sm QsQh'];
    const cards = ['AsAh', 'KsKh', 'QsQh'];
    const text = { blinds: [5, 10], stacks: [100, 300, 900], cards, actions: [...actions, ...shows] };
    expect(replay(text)).toMatchObject({ stacks: [300, 400, 600] });
  });
});

describe('raises as some sites write them', () => {
  test('a raise to exactly the current level is a call, or a check', () => {
    const actions = HEADS_UP.actions.with(0, 'p2 cbr 10').with(1, 'p1 cbr 10');
    expect(replay({ ...HEADS_UP, actions })).toMatchObject({ stacks: [1_010, 990], bySiteRule: true });
  });

  const covered: Text = {
    blinds: [5, 10],
    stacks: [150, 1_000],
    cards: ['AsAh', 'KsKh'],
    actions: ['p2 cbr 30', 'p1 cbr 100', 'p2 cbr 150', 'p1 cc', 'd db 2c7d9h', 'd db Js', 'd db 3s'],
  };

  test('a raise to all that the largest opponent has, below the minimum, puts everybody all-in', () => {
    expect(replay(covered)).toMatchObject({ stacks: [300, 850], bySiteRule: true });
  });

  test('any other raise below the minimum is refused, by a chip more or less too', () => {
    for (const to of [149, 151]) {
      const actions = covered.actions.with(2, `p2 cbr ${to}`);
      expect(replay({ ...covered, actions })).toMatchObject({ outcome: 'refused' });
    }
  });

  test('it does not open the betting to a player to whom it is closed', () => {
    const closed: Text = {
      blinds: [50, 100],
      stacks: [210, 1_000, 160],
      actions: ['p3 cc', 'p1 cc', 'p2 cc', 'd db 2c7d9h', 'p1 cc', 'p2 cbr 100', 'p3 cbr 60'],
    };
    expect(replay({ ...closed, actions: closed.actions.with(-1, 'p3 cc') })).toMatchObject({
      outcome: 'incomplete',
    });
    const raised = { ...closed, stacks: [400, 1_000, 240] };
    const actions = [...closed.actions.with(-1, 'p3 cbr 140'), 'p1 cc', 'p2 cbr 300'];
    expect(replay({ ...raised, actions })).toMatchObject({
      outcome: 'refused',
      words: expect.stringContaining('The all-in was less than a full raise: call or fold.'),
    });
  });
});
