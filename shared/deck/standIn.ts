/**
 * A fast stand-in for the deck, for simulations and tests of everything else: somebody knows the whole order, names one
 * hash a card before the first is dealt, and every face that is opened later must fit its hash. No table of a person uses
 * it: whoever makes the order can read it.
 */
import { HASH_BYTES, hash } from '../process/hash.ts';
import { sameBytes } from '../process/plain.ts';
import { DECK_CARDS, type OpenedCard } from './openedCard.ts';

export const SALT_BYTES = 16;
export const COMMITMENTS_BYTES = DECK_CARDS * HASH_BYTES;

/** The hash that stands for a card at a place. Without the salt it says nothing about the card. */
export function commitCard({ index, card, proof }: OpenedCard): Uint8Array {
  return hash('evertable/card/1', Uint8Array.of(index, card), proof);
}

/** The commitments to a whole deck, one after another. */
export function commitDeck(deck: readonly OpenedCard[]): Uint8Array {
  const commitments = new Uint8Array(COMMITMENTS_BYTES);
  for (const card of deck) commitments.set(commitCard(card), card.index * HASH_BYTES);
  return commitments;
}

/** Whether an opened card is the one that was committed to. */
export function isCommitted(commitments: Uint8Array, opened: OpenedCard): boolean {
  if (opened.proof.length !== SALT_BYTES) return false;
  const at = opened.index * HASH_BYTES;
  return sameBytes(commitments.subarray(at, at + HASH_BYTES), commitCard(opened));
}
