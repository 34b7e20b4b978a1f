import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Card, DECK_SIZE, fullDeck, parseCards, rankOf, suitOf } from './cards.ts';
import { CATEGORIES } from './handClass.ts';
import { categoryOf, classOf, STRONGEST, strength, strength7 } from './strength.ts';

const hand = (text: string) => strength(parseCards(text) as Card[]);

/** An independent judge of five cards: category and ranks as digits in base 16, so that the better hand is the greater number. */
function slowScore(five: readonly Card[]): number {
  const ranks = five.map(rankOf).sort((a, b) => b - a);
  const countOf = (rank: number) => ranks.filter((other) => other === rank).length;
  const grouped = [...ranks].sort((a, b) => countOf(b) - countOf(a) || b - a);
  const shape = [...new Set(grouped)].map(countOf).join('');
  const flush = five.every((card) => suitOf(card) === suitOf(five[0] as Card));
  const wheel = ranks.join() === '12,3,2,1,0';
  const straight = shape === '11111' && ((ranks[0] as number) - (ranks[4] as number) === 4 || wheel);
  const order = wheel ? [3, 2, 1, 0, -1] : grouped;
  const category =
    straight && flush
      ? 8
      : shape === '41'
        ? 7
        : shape === '32'
          ? 6
          : flush
            ? 5
            : straight
              ? 4
              : ({ '311': 3, '221': 2, '2111': 1, '11111': 0 }[shape] as number);
  return order.reduce((score, rank) => score * 16 + rank + 1, category);
}

function subsetsOfFive(cards: readonly Card[]): Card[][] {
  const pick = (from: number, left: number): Card[][] =>
    left === 0
      ? [[]]
      : cards.slice(from).flatMap((card, at) => pick(from + at + 1, left - 1).map((rest) => [card, ...rest]));
  return pick(0, 5);
}

const someCards = (count: number) =>
  fc.uniqueArray(fc.integer({ min: 0, max: DECK_SIZE - 1 }), { minLength: count, maxLength: count });

test('all 2,598,960 five-card hands fall into 7,462 strengths with the known counts, ordered as the rules order them', () => {
  const scoreOf = new Array<number>(STRONGEST + 1).fill(-1);
  const counts = Object.fromEntries(CATEGORIES.map((category) => [category, 0]));
  const five: Card[] = [0, 0, 0, 0, 0];
  let disagreements = 0;
  for (let a = 0; a < DECK_SIZE; a++)
    for (let b = a + 1; b < DECK_SIZE; b++)
      for (let c = b + 1; c < DECK_SIZE; c++)
        for (let d = c + 1; d < DECK_SIZE; d++)
          for (let e = d + 1; e < DECK_SIZE; e++) {
            five[0] = a;
            five[1] = b;
            five[2] = c;
            five[3] = d;
            five[4] = e;
            const found = strength(five);
            (counts[categoryOf(found)] as number)++;
            // The slow judge looks at the first hand of every strength and at one in a hundred of the rest.
            if (scoreOf[found] === -1) scoreOf[found] = slowScore(five);
            else if ((a + b * 7 + c * 31 + d * 53 + e * 101) % 100 === 0) {
              if (scoreOf[found] !== slowScore(five)) disagreements++;
            }
          }
  expect(disagreements).toBe(0);
  expect(counts).toEqual({
    'high card': 1_302_540,
    pair: 1_098_240,
    'two pair': 123_552,
    'three of a kind': 54_912,
    straight: 10_200,
    flush: 5_108,
    'full house': 3_744,
    'four of a kind': 624,
    'straight flush': 40,
  });
  const scores = scoreOf.slice(1);
  expect(scores.length).toBe(7_462);
  expect(scores.every((score, at) => score > (at === 0 ? 0 : (scores[at - 1] as number)))).toBe(true);
}, 60_000);

test('the best of six or seven cards is the best of the fives in them', () => {
  fc.assert(
    fc.property(fc.constantFrom(6, 7).chain(someCards), (cards) => {
      const scores = subsetsOfFive(cards).map((five) => [slowScore(five), strength(five)] as const);
      const best = scores.reduce((top, next) => (next[0] > top[0] ? next : top));
      expect(strength(cards)).toBe(best[1]);
    }),
    { numRuns: 1_500 },
  );
}, 60_000);

test('suited cards are ranked as well as unsuited ones when five of seven share a suit', () => {
  const spades = fullDeck().filter((card) => suitOf(card) === 3);
  const fiveSpadesAndTwo = fc
    .tuple(fc.shuffledSubarray(spades, { minLength: 5, maxLength: 7 }), someCards(4))
    .map(([suited, others]) => [...new Set([...suited, ...others])].slice(0, 7));
  fc.assert(
    fc.property(fiveSpadesAndTwo, (cards) => {
      expect(strength(cards)).toBe(Math.max(...subsetsOfFive(cards).map((five) => strength(five))));
    }),
    { numRuns: 500 },
  );
}, 60_000);

test('strength7 agrees with strength and does not mind the order of the cards', () => {
  fc.assert(
    fc.property(someCards(7), (cards) => {
      const [a, b, c, d, e, f, g] = cards as [Card, Card, Card, Card, Card, Card, Card];
      expect(strength7(a, b, c, d, e, f, g)).toBe(strength(cards));
      expect(strength7(g, e, c, a, b, d, f)).toBe(strength(cards));
    }),
  );
});

test('kickers and chops: five cards count, no sixth', () => {
  expect(hand('AsKsQd9h7c 5d3h')).toBe(hand('AsKsQd9h7c 4d2h'));
  expect(hand('AsAd KsKd QsQd Jh')).toBe(hand('AsAd KsKd Qs5d 3h'));
  expect(hand('AsAdKsQdJh 3c2c')).toBeGreaterThan(hand('AsAdKsQdTh 9c8c'));
});

test('kickers and chops: the board may play', () => {
  const board = 'TsJdQhKcAs';
  expect(hand(`${board}2c3d`)).toBe(hand(`${board}2h3s`));
  expect(hand(`${board}2c3d`)).toBe(hand(board));
});

test('kickers and chops: the wheel is the lowest straight and the ace does not reach round', () => {
  expect(categoryOf(hand('As2d3h4c5s'))).toBe('straight');
  expect(hand('As2d3h4c5s')).toBeLessThan(hand('2d3h4c5s6s'));
  expect(categoryOf(hand('KsAd2h3c4s'))).toBe('high card');
  expect(categoryOf(hand('As2s3s4s5s'))).toBe('straight flush');
});

test('the ends of the scale', () => {
  expect(hand('7c5d4h3s2c')).toBe(1);
  expect(hand('AsKsQsJsTs')).toBe(STRONGEST);
});

test('other numbers of cards and other strengths are refused', () => {
  expect(() => strength([0, 1, 2, 3])).toThrow(RangeError);
  expect(() => strength([0, 1, 2, 3, 4, 5, 6, 7])).toThrow(RangeError);
  expect(() => classOf(0)).toThrow(RangeError);
  expect(() => categoryOf(STRONGEST + 1)).toThrow(RangeError);
});
