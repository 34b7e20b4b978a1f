import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bombPotPosts, forcedPosts, isAnte, isLive, type PostsInput, straddleSeat } from './posts.ts';

const STAKES = { smallBlind: 50, bigBlind: 100, anteRule: 'none', ante: 0 } as const;

/** Seats 0, 1, 2... in dealing order: 0 the small blind, 1 the big. */
const input = (stacks: number[], rest: Partial<PostsInput> = {}): PostsInput => ({
  stakes: STAKES,
  seats: stacks.map((stack, seat) => ({ seat, stack })),
  smallBlind: 0,
  bigBlind: 1,
  owed: [],
  straddle: false,
  ...rest,
});

const posted = (from: PostsInput) => forcedPosts(from).map(({ seat, kind, amount }) => [seat, kind, amount]);

test('small and big blind are posted, and are live', () => {
  expect(posted(input([1000, 1000, 1000]))).toEqual([
    [0, 'small-blind', 50],
    [1, 'big-blind', 100],
  ]);
  expect(forcedPosts(input([1000, 1000])).every(isLive)).toBe(true);
});

test('a dead small blind is not posted', () => {
  expect(posted(input([1000, 1000, 1000], { smallBlind: null }))).toEqual([[1, 'big-blind', 100]]);
});

test('antes: every seat antes first, and antes are dead', () => {
  const posts = forcedPosts(input([1000, 1000, 1000], { stakes: { ...STAKES, anteRule: 'each', ante: 10 } }));
  expect(posts.map(({ seat, kind }) => `${seat} ${kind}`)).toEqual([
    '0 ante',
    '1 ante',
    '2 ante',
    '0 small-blind',
    '1 big-blind',
  ]);
  expect(posts.filter(isAnte).some(isLive)).toBe(false);
});

test('big-blind ante, short stack: blind first, then ante', () => {
  const stakes = { ...STAKES, anteRule: 'big-blind', ante: 100 } as const;
  expect(posted(input([1000, 130, 1000], { stakes }))).toEqual([
    [0, 'small-blind', 50],
    [1, 'big-blind', 100],
    [1, 'big-blind-ante', 30],
  ]);
});

test('blind or ante that empties a stack: it pays what it has and never goes below zero', () => {
  const stakes = { ...STAKES, anteRule: 'each', ante: 30 } as const;
  expect(forcedPosts(input([20, 70, 1000], { stakes }))).toEqual([
    { seat: 0, kind: 'ante', amount: 20, owed: 30 },
    { seat: 1, kind: 'ante', amount: 30, owed: 30 },
    { seat: 2, kind: 'ante', amount: 30, owed: 30 },
    { seat: 0, kind: 'small-blind', amount: 0, owed: 50 },
    { seat: 1, kind: 'big-blind', amount: 40, owed: 100 },
  ]);
});

test('missed blinds: the big blind live, the small blind dead', () => {
  const posts = forcedPosts(
    input([1000, 1000, 1000, 1000], { owed: [{ seat: 3, big: true, small: true }] }),
  ).slice(2);
  expect(posts.map((post) => [post.kind, post.amount, isLive(post)])).toEqual([
    ['missed-big-blind', 100, true],
    ['missed-small-blind', 50, false],
  ]);
});

test('missed blinds: missed only the small, owes only the dead small', () => {
  expect(
    posted(input([1000, 1000, 1000], { owed: [{ seat: 2, big: false, small: true }] })).slice(2),
  ).toEqual([[2, 'missed-small-blind', 50]]);
});

test('missed blinds: a short stack pays the live blind first', () => {
  expect(posted(input([1000, 1000, 120], { owed: [{ seat: 2, big: true, small: true }] })).slice(2)).toEqual([
    [2, 'missed-big-blind', 100],
    [2, 'missed-small-blind', 20],
  ]);
});

test('straddle: twice the big blind from the seat left of it', () => {
  expect(posted(input([1000, 1000, 1000, 1000], { straddle: true })).at(-1)).toEqual([2, 'straddle', 200]);
});

test('straddle: none heads-up, and none from a stack that does not cover it', () => {
  expect(posted(input([1000, 1000], { straddle: true })).length).toBe(2);
  expect(posted(input([1000, 1000, 199], { straddle: true })).length).toBe(2);
  expect(posted(input([1000, 1000, 200], { straddle: true })).at(-1)).toEqual([2, 'straddle', 200]);
  expect(straddleSeat(input([1000, 1000]))).toBeNull();
});

test('straddle: it takes the place of a missed big blind, the missed small blind stays owed', () => {
  const owed = [{ seat: 2, big: true, small: true }];
  expect(posted(input([1000, 1000, 1000], { owed, straddle: true })).slice(2)).toEqual([
    [2, 'missed-small-blind', 50],
    [2, 'straddle', 200],
  ]);
});

test('bomb pot: everybody antes, a short stack what it has', () => {
  expect(bombPotPosts(input([1000, 40]).seats, 300)).toEqual([
    { seat: 0, kind: 'ante', amount: 300, owed: 300 },
    { seat: 1, kind: 'ante', amount: 40, owed: 300 },
  ]);
});

test('nobody ever posts more than the stack holds', () => {
  const stacks = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 2, maxLength: 10 });
  fc.assert(
    fc.property(
      stacks,
      fc.constantFrom('none', 'each', 'big-blind'),
      fc.integer({ min: 1, max: 200 }),
      fc.boolean(),
      (seats, anteRule, ante, straddle) => {
        const owed = [{ seat: seats.length - 1, big: true, small: true }];
        const posts = forcedPosts(input(seats, { stakes: { ...STAKES, anteRule, ante }, owed, straddle }));
        seats.forEach((stack, seat) => {
          const paid = posts.filter((post) => post.seat === seat).reduce((sum, post) => sum + post.amount, 0);
          expect(paid).toBeLessThanOrEqual(stack);
        });
        for (const { amount, owed: due } of posts) {
          expect(amount).toBeGreaterThanOrEqual(0);
          expect(amount).toBeLessThanOrEqual(due);
        }
      },
    ),
  );
});

test('straddle: everything else that its seat owes is covered first', () => {
  const owed = [{ seat: 2, big: true, small: true }];
  const short = posted(input([1000, 1000, 249], { owed, straddle: true })).slice(2);
  expect(short.map(([, kind]) => kind)).toEqual(['missed-big-blind', 'missed-small-blind']);
  const stakes = { ...STAKES, anteRule: 'each', ante: 10 } as const;
  expect(posted(input([1000, 1000, 209], { stakes, straddle: true })).at(-1)).toEqual([1, 'big-blind', 100]);
});
