import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../process/hash.ts';
import { cardOfPoint, knownPoints } from './cardPoints.ts';
import { type Ciphertext, deckBytes, firstDeck, readDeck } from './ciphertexts.ts';
import { add, BASE, loadGroup, mul, mulBase, type Scalar, scalarOf, sub, sumOf } from './group.ts';
import { DECK_BYTES, POINT_BYTES, SCALAR_BYTES, SHUFFLE_PROOF_BYTES } from './messages.ts';
import { DECK_CARDS } from './openedCard.ts';
import { proveShuffle, shuffleDeck } from './shuffle.ts';
import { checkedShuffle } from './shuffleCheck.ts';
import { readShuffleProof, type ShuffleProof } from './shuffleProof.ts';
import { challengeOf, type ShuffleStatement, statementHash, weightsOf } from './shuffleStatement.ts';
import { cheat } from './testing/cheatingProver.ts';
import { isShuffled } from './testing/second/shuffle.ts';
import { seededBytes } from './testing/seededBytes.ts';
import { claimOf, type RealShuffle, realShuffle, SHUFFLE_FORGERIES } from './testing/shuffleForgeries.ts';
import { randomScalar } from './transcript.ts';

/** L - 1, little-endian. */
const LARGEST_SCALAR = fromHex('ecd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010');

function withIdentity(bytes: Uint8Array, at: number): Uint8Array {
  return bytes.slice().fill(0, at * POINT_BYTES, (at + 1) * POINT_BYTES);
}

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
    const told = cheat(claimOf(real.expected), {}, real.random);
    expect(checkedShuffle(told, real.expected)).not.toBeNull();
  });

  test.each(SHUFFLE_FORGERIES)('$name', ({ make }) => {
    const sent = make(real);
    expect(checkedShuffle(sent, real.expected)).toBeNull();
    // What is no deck or proof at all, both refuse to read: testing/second/vectors.test.ts.
    const isRead = readDeck(sent.deck) && readShuffleProof(sent.proof);
    const claim = { ...claimOf(real.expected), before: deckBytes(real.expected.before) };
    if (isRead) expect(isShuffled(claim, sent)).toBe(false);
  });

  // The proof binds the deck too: this guards `isPoint` in readDeck and readShuffleProof, before anything is multiplied.
  test('case 18: no point of a deck or a proof may be the identity', () => {
    const { deck, proof } = real.message;
    expect([readDeck(deck)?.length, readShuffleProof(proof)?.c.length]).toEqual([52, 52]);
    for (let at = 0; at < DECK_CARDS * 2; at++) {
      expect(readDeck(withIdentity(deck, at))).toBeNull();
      expect(readShuffleProof(withIdentity(proof, at))).toBeNull();
    }
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

// Else a cheat could choose what is left out once it knows the challenge (weak Fiat-Shamir).
test('a statement binds each of its parts, and the weights and the challenge bind all that goes before', () => {
  const { expected, message } = real;
  const after = readDeck(message.deck) as Ciphertext[];
  const statement = { ...claimOf(expected), after };
  const others: Partial<ShuffleStatement>[] = [
    { deals: real.random(32) },
    { step: 2 },
    { sender: real.random(32) },
    { key: BASE },
    { before: after },
    { after: expected.before },
    { after: [...after.slice(1), ...after.slice(0, 1)] },
  ];
  const all = [{}, ...others].map((other) => toHex(statementHash({ ...statement, ...other })));
  expect(new Set(all).size).toBe(1 + others.length);

  const [stmt, c, chain] = [statementHash(statement), real.random(1_664), real.random(1_664)];
  const points = Array.from({ length: 57 }, () => real.random(32));
  const other = (bytes: Uint8Array) => bytes.map((byte, at) => (at === bytes.length - 1 ? byte ^ 1 : byte));
  const challenges = [
    challengeOf(stmt, c, chain, { points }),
    challengeOf(other(stmt), c, chain, { points }),
    challengeOf(stmt, other(c), chain, { points }),
    challengeOf(stmt, c, other(chain), { points }),
    ...points.map((_, at) =>
      challengeOf(stmt, c, chain, { points: points.map((point, i) => (i === at ? other(point) : point)) }),
    ),
  ].map(toHex);
  expect(new Set(challenges).size).toBe(challenges.length);

  const weights = [weightsOf(stmt, c), weightsOf(other(stmt), c), weightsOf(stmt, other(c))]
    .flat()
    .map(toHex);
  expect(new Set(weights).size).toBe(3 * DECK_CARDS);
});

// Guards `stmt` among what the nonces are made of: with equal nonces under two challenges, w1 + γx and w1 + γ'x give x away.
test('random numbers that come again, as after a restored backup, do not give a secret away', () => {
  const { key, before } = real.expected;
  const proofOf = (step: number) => {
    const statement = { ...claimOf(real.expected), step };
    const anew = before.map((_, at) => scalarOf(at + 1));
    const after = before.map(({ c1, c2 }, at) => {
      const r = anew[at] as Scalar;
      return { c1: add(c1, mulBase(r)), c2: add(c2, mul(r, key)) };
    });
    const witness = { order: anew.map((_, at) => at), anew };
    return readShuffleProof(proveShuffle({ ...statement, after }, witness, seededBytes('again')));
  };
  const [one, other] = [proofOf(1), proofOf(2)];
  if (!one || !other) throw new Error('An honest proof could not be read.');
  expect(other.c).toEqual(one.c);
  const t1 = ({ s, c, challenge }: ShuffleProof) =>
    sub(mulBase(s[0] as Scalar), mul(challenge, sub(sumOf(c), knownPoints().placesSum)));
  expect(t1(one)).not.toEqual(t1(other));
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
