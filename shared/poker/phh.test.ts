import { expect, test } from 'vitest';
import { openPreflop } from './betting.ts';
import { parseCard } from './cards.ts';
import { formatPhh, formatPhhs, PhhError, type PhhHand, parsePhh, parsePhhs } from './phh.ts';
import { phhPosts } from './phhPosts.ts';

const HAND = `# A comment before everything.
variant = 'NT'
ante_trimming_status = true
antes = [0, 0, 0]
blinds_or_straddles = [10, 25, 0]
min_bet = 25
starting_stacks = [2274, 964, 8658]
actions = [
  # Pre-flop
  'd dh p1 ????', "d dh p2 6dTd",
  'd dh p3 AsAd',

  'p3 cbr 85',  # ] ' not the end
  'p1 f',
  '# a remark of its own',
  'p2 cc # call',
  'd db Tc5s7d',
  'p2 cc', 'p3 cc', 'd db Kd', 'p2 cc', 'p3 cc', 'd db 8s', 'p2 cc', 'p3 cc',
  'p2 sm 6dTd',
  'p3 sm',
]
finishing_stacks = [2264, 1059, 8573]
players = ["Ann \\"A\\" B", 'Bo', 'Cy']
hand = 7
`;

const card = (text: string) => parseCard(text) as number;

/** The hand with one line replaced. */
const changed = (from: string, to: string) => {
  if (!HAND.includes(from)) throw new Error(`no ${from} in the hand`);
  return HAND.replace(from, to);
};

const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length;

const errorOf = (text: string): PhhError => {
  try {
    parsePhh(text);
  } catch (error) {
    if (error instanceof PhhError) return error;
    throw error;
  }
  throw new Error('no error');
};

test('a hand is read into a plain value', () => {
  const hand = parsePhh(HAND);
  expect(hand).toMatchObject({
    antes: [0, 0, 0],
    blindsOrStraddles: [10, 25, 0],
    minBet: 25,
    startingStacks: [2274, 964, 8658],
    finishingStacks: [2264, 1059, 8573],
    anteTrimming: true,
    other: { players: ['Ann "A" B', 'Bo', 'Cy'], hand: 7 },
  });
  expect(hand.actions.slice(0, 7)).toEqual([
    { type: 'deal-hole', player: 0, cards: [null, null] },
    { type: 'deal-hole', player: 1, cards: [card('6d'), card('Td')] },
    { type: 'deal-hole', player: 2, cards: [card('As'), card('Ad')] },
    { type: 'raise', player: 2, to: 85 },
    { type: 'fold', player: 0 },
    { type: 'check-call', player: 1 },
    { type: 'deal-board', cards: [card('Tc'), card('5s'), card('7d')] },
  ]);
  expect(hand.actions.slice(-2)).toEqual([
    { type: 'show', player: 1, cards: [card('6d'), card('Td')] },
    { type: 'show', player: 2, cards: null },
  ]);
});

test('what is written reads back as an equal value', () => {
  const hand = parsePhh(HAND);
  expect(parsePhh(formatPhh(hand))).toEqual(hand);
  const bare: PhhHand = { ...hand, finishingStacks: null, actions: [], other: {} };
  expect(parsePhh(formatPhh(bare))).toEqual(bare);
});

test('half chips in finishing stacks are kept for the reader to judge', () => {
  expect(parsePhh(changed('[2264, 1059, 8573]', '[2264, 1059.5, 8572.5]')).finishingStacks).toEqual([
    2264, 1059.5, 8572.5,
  ]);
});

test('fields that the format leaves open may be missing', () => {
  const hand = parsePhh(HAND.replace(/^(finishing|players|hand|ante_trimming).*\n/gm, ''));
  expect(hand).toMatchObject({ finishingStacks: null, anteTrimming: false, other: {} });
});

test('many hands are read from one document and written into one', () => {
  const hand = parsePhh(HAND);
  const other = { ...hand, minBet: 30 };
  expect(parsePhhs(formatPhhs([hand, other]))).toEqual([hand, other]);
});

test('a table of any name is found again when its hand is wrong', () => {
  const text = `["(hand"]\n${HAND}\n["[1]*"]\n${changed("'p1 f'", "'p1 fold'")}`;
  expect(() => parsePhhs(text)).toThrow(`line ${lineOf(text, "'p1 fold'")}: expected`);
});

test('an error in one of many hands names its own line', () => {
  const text = `[1]\n${HAND}\n[2]\n${changed("'p1 f'", "'p1 fold'")}`;
  try {
    parsePhhs(text);
    expect.unreachable();
  } catch (error) {
    expect((error as PhhError).line).toBe(lineOf(text, "'p1 fold'"));
  }
  const missing = `[1]\n${changed('min_bet = 25\n', '')}\n[2]\n${HAND}`;
  expect(() => parsePhhs(missing)).toThrow('line 1: expected min_bet: a whole number');
  expect(() => parsePhhs("variant = 'NT'\n")).toThrow('line 1: expected hands in tables [1], [2], ...');
});

test.each([
  ["variant = 'NT'", "variant = 'FT'", "variant = 'NT'"],
  ['min_bet = 25', 'min_bet = 0', 'a whole number of chips, 1 to 2^40 for min_bet'],
  ['min_bet = 25', 'min_bet = 2.5', 'a whole number of chips, 1 to 2^40 for min_bet'],
  ['antes = [0, 0, 0]', 'antes = [0, 0]', 'a list of 3'],
  ['antes = [0, 0, 0]', 'antes = [0, -5, 0]', 'for antes'],
  ['[10, 25, 0]', '[10, "25", 0]', 'for blinds_or_straddles'],
  ['[2274, 964, 8658]', '[2274, 0, 8658]', 'for starting_stacks'],
  ['[2274, 964, 8658]', '[2274]', '2 to 10 players for starting_stacks'],
  ['[2274, 964, 8658]', '2274', 'for starting_stacks'],
  ['[2264, 1059, 8573]', '[2264, 1059]', 'a list of 3 stacks'],
  ['[2264, 1059, 8573]', '[2264, -1, 8573]', 'for finishing_stacks'],
  ['ante_trimming_status = true', 'ante_trimming_status = 1', 'true or false for ante_trimming_status'],
  ["'p1 f'", "'p1 fold'", 'an action'],
  ["'p1 f'", "'p1 f now'", 'an action'],
  ["'p1 f'", "'p4 f'", 'a player, p1 to p3'],
  ["'p1 f'", "'p0 f'", 'a player, p1 to p3'],
  ["'p1 f'", "'x f'", 'a player, p1 to p3'],
  ["'p3 cbr 85'", "'p3 cbr'", 'a whole number of chips after cbr'],
  ["'p3 cbr 85'", "'p3 cbr 8.5'", 'a whole number of chips after cbr'],
  ["'p3 cbr 85'", "'p3 cbr -85'", 'a whole number of chips after cbr'],
  ["'d db Kd'", "'d db K'", 'board cards'],
  ["'d db Kd'", "'d db ??'", 'board cards'],
  ["'d db Kd'", "'d db'", 'board cards'],
  ["'d db Kd'", "'d dx Kd'", 'an action'],
  ["'d db Kd'", "'d db Tc'", 'each card once; Tc is already elsewhere'],
  ["'d db Kd'", "'d db KdKd'", 'each card once; Kd is already elsewhere'],
  ["'p2 sm 6dTd'", "'p2 sm AsAd'", 'each card once; As is already elsewhere'],
  ["'p2 sm 6dTd'", "'p2 sm 6d'", 'two hole cards'],
  ['"d dh p2 6dTd"', '"d dh p2 6dTdJs"', 'two hole cards'],
  ['"d dh p2 6dTd"', '"d dh p9 6dTd"', 'a player, p1 to p3'],
])('%s instead of %s: the line and what was expected there', (from, to, expected) => {
  const text = changed(from, to);
  const error = errorOf(text);
  expect(error.message).toContain(expected);
  expect(error.line).toBe(lineOf(text, to));
});

test('actions that are no list of texts are refused at their line', () => {
  expect(errorOf(HAND.replace(/actions = \[.*?^\]/ms, 'actions = [1, 2]')).message).toBe(
    'line 8: expected a list of actions in quotes for actions',
  );
});

test('a missing field is named', () => {
  expect(errorOf(changed('min_bet = 25\n', '')).message).toContain('min_bet: a whole number of chips');
  expect(errorOf('').message).toContain('variant');
});

test('what is not TOML is refused at its line', () => {
  expect(errorOf(changed('min_bet = 25', 'min_bet = = 25')).line).toBe(6);
  expect(errorOf(HAND.slice(0, 400)).message).toContain('TOML');
  expect(errorOf('PK\u0003\u0004\u0000').message).toContain('TOML');
});

const postsOf = (change: Partial<PhhHand>) =>
  phhPosts({ ...parsePhh(HAND), ...change }).map(({ seat, kind, amount }) => [seat, kind, amount]);

test('posts: small blind, big blind and straddle by player', () => {
  expect(postsOf({})).toEqual([
    [0, 'small-blind', 10],
    [1, 'big-blind', 25],
  ]);
  expect(postsOf({ blindsOrStraddles: [10, 25, 50] }).at(-1)).toEqual([2, 'straddle', 50]);
  expect(postsOf({ blindsOrStraddles: [10, 25, 25] }).at(-1)).toEqual([2, 'missed-big-blind', 25]);
});

test('posts: heads-up the listed blinds are crossed', () => {
  const hand = { antes: [0, 0], blindsOrStraddles: [10, 25], startingStacks: [500, 500] };
  expect(postsOf(hand)).toEqual([
    [1, 'small-blind', 10],
    [0, 'big-blind', 25],
  ]);
  const posts = phhPosts({ ...parsePhh(HAND), ...hand });
  const seats = hand.startingStacks.map((stack, seat) => ({ seat, stack }));
  expect(openPreflop({ bigBlind: 25, seats, posts }).actor).toBe(1);
});

test('posts: a first player who pays the big blind has a dead small blind before it', () => {
  expect(postsOf({ blindsOrStraddles: [25, 0, 0] })).toEqual([[0, 'big-blind', 25]]);
  expect(postsOf({ blindsOrStraddles: [25, 50, 0] })).toEqual([
    [0, 'big-blind', 25],
    [1, 'straddle', 50],
  ]);
  expect(postsOf({ antes: [30, 0, 0], blindsOrStraddles: [25, 0, 0] }).at(-1)).toEqual([
    0,
    'big-blind-ante',
    30,
  ]);
  expect(postsOf({ blindsOrStraddles: [0, 25, 0] })).toEqual([[1, 'big-blind', 25]]);
  expect(postsOf({ blindsOrStraddles: [25, 25, 0] })).toEqual([
    [0, 'small-blind', 25],
    [1, 'big-blind', 25],
  ]);
});

test('posts: antes of all come before the blinds, the big blind ante after its blind', () => {
  expect(postsOf({ antes: [5, 5, 5] }).map(([, kind]) => kind)).toEqual([
    'ante',
    'ante',
    'ante',
    'small-blind',
    'big-blind',
  ]);
  expect(postsOf({ antes: [0, 30, 0], startingStacks: [500, 40, 500] }).slice(1)).toEqual([
    [1, 'big-blind', 25],
    [1, 'big-blind-ante', 15],
  ]);
});
