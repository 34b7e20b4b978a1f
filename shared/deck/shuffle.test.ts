import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../process/hash.ts';
import { cardOfPoint } from './cardPoints.ts';
import { type Ciphertext, firstDeck } from './ciphertexts.ts';
import { loadGroup, mul, mulBase, sub } from './group.ts';
import { DECK_BYTES, POINT_BYTES, SCALAR_BYTES, SHUFFLE_PROOF_BYTES } from './messages.ts';
import { DECK_CARDS } from './openedCard.ts';
import { shuffleDeck } from './shuffle.ts';
import { checkedShuffle } from './shuffleCheck.ts';
import { readShuffleProof } from './shuffleProof.ts';
import { cheat } from './testing/cheatingProver.ts';
import { seededBytes } from './testing/seededBytes.ts';
import { type RealShuffle, realShuffle, SHUFFLE_FORGERIES } from './testing/shuffleForgeries.ts';
import { randomScalar } from './transcript.ts';

/** L - 1, little-endian. */
const LARGEST_SCALAR = fromHex('ecd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010');

let real: RealShuffle;

beforeAll(async () => {
  await loadGroup();
  real = realShuffle(seededBytes('forgeries'));
});

describe('a forged shuffle is rejected', () => {
  test('the honest one, which they all start from, is believed, and has its exact sizes', () => {
    const { message, expected } = real;
    expect(checkedShuffle(message, expected)).not.toBeNull();
    expect([message.deck.length, message.proof.length]).toEqual([3_328, 6_816]);
    expect([DECK_BYTES, SHUFFLE_PROOF_BYTES]).toEqual([3_328, 6_816]);
  });

  // Else the forgeries could fail for another reason than their lie.
  test('the cheating prover that tells no lie is believed', () => {
    const { deals, step, shuffler, key, before } = real.expected;
    const told = cheat({ deals, step, sender: fromHex(shuffler), key, before }, {}, real.random);
    expect(checkedShuffle(told, real.expected)).not.toBeNull();
  });

  test.each(SHUFFLE_FORGERIES)('$name', ({ make }) => {
    expect(checkedShuffle(make(real), real.expected)).toBeNull();
  });

  test('case 16: none of the 109 scalars may be L or more', () => {
    for (let at = 104 * POINT_BYTES; at < SHUFFLE_PROOF_BYTES; at += SCALAR_BYTES) {
      const proof = real.message.proof.slice();
      proof.set(LARGEST_SCALAR, at);
      expect(readShuffleProof(proof)).not.toBeNull();
      proof[at] = (LARGEST_SCALAR[0] as number) + 1;
      expect(readShuffleProof(proof)).toBeNull();
    }
  });

  test('case 47: bytes of any kind are no shuffle, and nothing is thrown', () => {
    const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
    const decks = fc.oneof(fc.uint8Array({ maxLength: 4_000 }), bytes(DECK_BYTES));
    const proofs = fc.oneof(fc.uint8Array({ maxLength: 8_000 }), bytes(SHUFFLE_PROOF_BYTES));
    fc.assert(
      fc.property(decks, proofs, (deck, proof) => {
        expect(checkedShuffle({ deck, proof: real.message.proof }, real.expected)).toBeNull();
        expect(checkedShuffle({ deck: real.message.deck, proof }, real.expected)).toBeNull();
      }),
      { seed: 47, numRuns: 60 },
    );
  });
});

test('30 shuffles one after another leave 52 different cards, in an order that nobody knew', () => {
  const random = seededBytes('chain');
  const secret = randomScalar(random);
  const key = mulBase(secret);
  const about = { handId: random(32), deals: random(32), shuffler: toHex(random(32)), key };
  const cardsOf = (deck: readonly Ciphertext[]) =>
    deck.map(({ c1, c2 }) => cardOfPoint(sub(c2, mul(secret, c1))));

  const inOrder = Array.from({ length: DECK_CARDS }, (_, card) => card);
  let deck = firstDeck(key);
  expect(cardsOf(deck)).toEqual(inOrder);
  const orders = new Set<string>();
  for (let step = 0; step < 30; step++) {
    const context = { ...about, step, before: deck };
    const after = checkedShuffle(shuffleDeck(context, random), context);
    if (!after) throw new Error(`The proof of shuffle ${step} was rejected.`);
    deck = after;
    const cards = cardsOf(deck);
    expect([...cards].sort((a, b) => Number(a) - Number(b))).toEqual(inOrder);
    orders.add(cards.join());
  }
  expect(orders.size).toBe(30);
});
