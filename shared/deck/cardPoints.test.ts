import { beforeAll, expect, test } from 'vitest';
import { hash, toHex } from '../process/hash.ts';
import { cardOfPoint, knownPoints } from './cardPoints.ts';
import { firstDeck } from './ciphertexts.ts';
import { add, BASE, IDENTITY, isPoint, loadGroup, type Point, sub } from './group.ts';
import { FACES } from './testing/second/shuffle.ts';
import { hashToPoint } from './transcript.ts';

beforeAll(loadGroup);

test('the 52 cards, the 52 places, P and G are 106 different points', () => {
  const { cards, places, chain } = knownPoints();
  const all = [...cards, ...places, chain, BASE];
  expect(all.every((point) => isPoint(point))).toBe(true);
  expect([cards.length, places.length, new Set(all.map(toHex)).size]).toEqual([52, 52, 106]);
});

// A device with other points would find every proof of the others wrong. The digest is of the points as they were first made;
// the cards are what another library makes of the same labels.
test('the known points are what they have always been', () => {
  const { cards, places, placesSum, chain } = knownPoints();
  expect(cards.map(toHex)).toEqual(FACES.map((face) => face.toHex()));
  expect(toHex(hash('known points', ...cards, ...places, placesSum, chain))).toBe(
    '945fdd3175d3e0959e6323bdb6ec870fc8e3f2fbc4933a8c7b7b6e1426492023',
  );
});

test('a point stands for its own card, and no other point for any', () => {
  const { cards } = knownPoints();
  expect(cards.map(cardOfPoint)).toEqual(cards.map((_, card) => card));
  const others = [IDENTITY, BASE, add(cards[0] as Point, cards[1] as Point), hashToPoint('none')];
  expect(others.map(cardOfPoint)).toEqual([null, null, null, null]);
});

test('deck 0 is (G, M_j + X): everybody can make it, and its C1 are not the identity', () => {
  const key = hashToPoint('key');
  for (const [card, { c1, c2 }] of firstDeck(key).entries()) {
    expect(c1).toEqual(BASE);
    expect(cardOfPoint(sub(c2, key))).toBe(card);
  }
});
