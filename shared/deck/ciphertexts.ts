import { knownPoints } from './cardPoints.ts';
import { add, BASE, isPoint, type Point } from './group.ts';
import { DECK_BYTES, POINT_BYTES } from './messages.ts';
import { joined, sliced } from './sliced.ts';

/** A card under the deck's key: (C1, C2) = (rG, M + rX). */
export interface Ciphertext {
  readonly c1: Point;
  readonly c2: Point;
}

/** Deck 0: e_j = (G, M_j + X), which everybody can make (step 5). */
export function firstDeck(key: Point): Ciphertext[] {
  return knownPoints().cards.map((card) => ({ c1: BASE, c2: add(card, key) }));
}

/** Reads a deck; null: it is none, as it holds what is no point or the identity. */
export function readDeck(bytes: Uint8Array): Ciphertext[] | null {
  if (bytes.length !== DECK_BYTES) return null;
  const points = sliced(bytes, POINT_BYTES);
  if (!points.every((point) => isPoint(point))) return null;
  return sliced(bytes, 2 * POINT_BYTES).map((both) => ({
    c1: both.subarray(0, POINT_BYTES),
    c2: both.subarray(POINT_BYTES),
  }));
}

export function deckBytes(deck: readonly Ciphertext[]): Uint8Array {
  return joined(deck.flatMap(({ c1, c2 }) => [c1, c2]));
}
