import { hash } from '../process/hash.ts';
import { DECK_CARDS, type OpenedCard } from './openedCard.ts';
import { SALT_BYTES } from './standIn.ts';

/**
 * A stand-in for the cheat-proof deck at friends' tables: the order follows from a seed in the journal, so that a hand
 * survives its host. Whoever reads the journal knows the cards; the window says so.
 */
export const DECK_SEED_BYTES = 32;

const LABEL = 'evertable/seeded-deck/1';
const WORD_LIMIT = 2 ** 32;

/** The deck of a seed, with salts that follow from it as well: the same on every device. */
export function seededDeck(seed: Uint8Array): OpenedCard[] {
  const words = wordsOf(seed);
  const cards = Array.from({ length: DECK_CARDS }, (_, card) => card);
  // Fisher-Yates; a word that would favour some cards is drawn again.
  for (let last = cards.length - 1; last > 0; last--) {
    const limit = WORD_LIMIT - (WORD_LIMIT % (last + 1));
    let word = words.next().value;
    while (word >= limit) word = words.next().value;
    const other = word % (last + 1);
    const [a, b] = [cards[last] as number, cards[other] as number];
    cards[last] = b;
    cards[other] = a;
  }
  return cards.map((card, index) => ({ index, card, proof: saltOf(seed, index) }));
}

/** 32-bit words from SHA-256 in counter mode, without end. */
function* wordsOf(seed: Uint8Array): Generator<number, never> {
  for (let block = 0; ; block++) {
    const bytes = hash(LABEL, seed, Uint8Array.of(0, block >>> 8, block & 255));
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = 0; at < bytes.length; at += 4) yield view.getUint32(at);
  }
}

function saltOf(seed: Uint8Array, index: number): Uint8Array {
  return hash(LABEL, seed, Uint8Array.of(1, index)).slice(0, SALT_BYTES);
}
