import { describe, expect, test } from 'vitest';
import { type Card, fullDeck, parseCards } from '../../../shared/poker/index.ts';
import { startingHandTop } from './startingHand.ts';

const top = (cards: string) => startingHandTop(parseCards(cards) as [Card, Card]);

describe('starting hands', () => {
  test.each([
    ['AsAd', 'KsKd'],
    ['KsKd', 'QsQd'],
    ['AsKs', 'AsKd'],
    ['AsKd', 'AsQd'],
    ['8s8d', '7s7d'],
    ['9s8s', '9s8d'],
    ['9s8s', '9s6s'],
    ['Ts8s', '7s2d'],
    ['3s3d', '2s2d'],
  ])('%s comes before %s', (better, worse) => {
    expect(top(better)).toBeLessThan(top(worse));
  });
  test('aces are six of 1,326 hands, and seven-deuce is among the last tenth', () => {
    expect(top('AsAd')).toBeCloseTo(6 / 1326);
    expect(top('7s2d')).toBeGreaterThan(0.9);
  });
  test('neither the order of the cards nor their suits matter', () => {
    expect(top('KsAs')).toBe(top('AhKh'));
    expect(top('Kd9s')).toBe(top('9hKc'));
  });
  test('a tenth of all hands is in the best tenth, and so on', () => {
    const deck = fullDeck();
    const tops = deck.flatMap((first, at) =>
      deck.slice(at + 1).map((second) => startingHandTop([first, second])),
    );
    for (const part of [0.1, 0.2, 0.5, 0.8, 1]) {
      const share = tops.filter((value) => value <= part).length / tops.length;
      expect(share).toBeLessThanOrEqual(part);
      expect(share).toBeGreaterThan(part - 0.03);
    }
  });
});
