/**
 * The commitments of a locally shuffled deck: before the first card the dealer names one hash a card; every
 * face that is opened later must fit its hash. It proves that the order did not change; it does not keep
 * the dealer from knowing it.
 *
 * Invariants of this room
 *  D1  A face is opened only with the salt that its commitment was made with.   commitment.test
 *  D2  Every card of a hand has its own place in the deck.                      indexMap.test
 */
import { HASH_BYTES, hash } from '../process/hash.ts';
import { sameBytes } from '../process/plain.ts';

export const DECK_CARDS = 52;
export const SALT_BYTES = 16;
export const COMMITMENTS_BYTES = DECK_CARDS * HASH_BYTES;

/** A face with what proves that it was there from the start. */
export interface OpenedCard {
  readonly index: number;
  readonly card: number;
  readonly salt: Uint8Array;
}

/** The hash by which a dealer is bound to a card at a place. Without the salt it says nothing about the card. */
export function commitCard({ index, card, salt }: OpenedCard): Uint8Array {
  return hash('evertable/card/1', Uint8Array.of(index, card), salt);
}

/** The commitments to a whole deck, one after another. */
export function commitDeck(deck: readonly OpenedCard[]): Uint8Array {
  const commitments = new Uint8Array(COMMITMENTS_BYTES);
  for (const card of deck) commitments.set(commitCard(card), card.index * HASH_BYTES);
  return commitments;
}

/** Whether an opened card is the one that was committed to. */
export function isCommitted(commitments: Uint8Array, opened: OpenedCard): boolean {
  if (opened.salt.length !== SALT_BYTES) return false;
  const at = opened.index * HASH_BYTES;
  return sameBytes(commitments.subarray(at, at + HASH_BYTES), commitCard(opened));
}
