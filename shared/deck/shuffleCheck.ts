import { fromHex } from '../process/hash.ts';
import { sameBytes } from '../process/plain.ts';
import { knownPoints } from './cardPoints.ts';
import { type Ciphertext, readDeck } from './ciphertexts.ts';
import {
  add,
  mul,
  mulBase,
  mulScalars,
  multiMul,
  type Point,
  type Scalar,
  scalarOf,
  sub,
  sumOf,
} from './group.ts';
import type { Shuffle } from './messages.ts';
import { DECK_CARDS } from './openedCard.ts';
import type { ShuffleContext } from './shuffle.ts';
import { readShuffleProof, type ShuffleProof } from './shuffleProof.ts';
import { challengeOf, type ShuffleStatement, statementHash, weightsOf } from './shuffleStatement.ts';
import { joined } from './sliced.ts';

/** The deck that a shuffle gives; null: it is none, or its proof is wrong. */
export function checkedShuffle(
  { deck, proof }: Pick<Shuffle, 'deck' | 'proof'>,
  { deals, step, shuffler, key, before }: Omit<ShuffleContext, 'handId'>,
): Ciphertext[] | null {
  const after = readDeck(deck);
  const read = readShuffleProof(proof);
  if (!after || !read) return null;
  return isShuffle({ deals, step, sender: fromHex(shuffler), key, before, after }, read) ? after : null;
}

/**
 * Whether a proof shows that a deck is another one in a new order: t1 to t4 and t^ worked out anew give its challenge. The
 * challenge needs each of them exactly, so that they cannot be checked as one random sum: 423 multiplications of a point
 * and 55 of G, of deck 0 some fifty fewer, are what a check takes.
 */
export function isShuffle(statement: ShuffleStatement, proof: ShuffleProof): boolean {
  const { key, before, after } = statement;
  const { c, chain, challenge, s, sChain, sWeights } = proof;
  const { places, placesSum, chain: chainBase } = knownPoints();
  if (before.length !== DECK_CARDS || after.length !== DECK_CARDS) return false;
  const [s1, s2, s3, s4] = s as [Scalar, Scalar, Scalar, Scalar];
  const stmt = statementHash(statement);
  const [cBytes, chainBytes] = [joined(c), joined(chain)];
  const u = weightsOf(stmt, cBytes);
  const product = u.reduce((all, weight) => mulScalars(all, weight), scalarOf(1));
  const lastOfChain = chain[DECK_CARDS - 1] as Point;

  const less = (point: Point, committed: Point) => sub(point, mul(challenge, committed));
  const t1 = less(mulBase(s1), sub(sumOf(c), placesSum));
  const t2 = less(mulBase(s2), sub(lastOfChain, mul(product, chainBase)));
  const t3 = less(add(mulBase(s3), multiMul(sWeights, places)), multiMul(u, c));
  const t4 = (['c1', 'c2'] as const).map((half) => {
    const mask = half === 'c1' ? mulBase(s4) : mul(s4, key);
    const moved = multiMul(
      sWeights,
      after.map((card) => card[half]),
    );
    return less(
      sub(moved, mask),
      multiMul(
        u,
        before.map((card) => card[half]),
      ),
    );
  });
  const tChain = chain.map((link, i) => {
    const previous = i === 0 ? chainBase : (chain[i - 1] as Point);
    const on = add(mulBase(sChain[i] as Scalar), mul(sWeights[i] as Scalar, previous));
    return less(on, link);
  });
  const points = [t1, t2, t3, ...t4, ...tChain];
  return sameBytes(challenge, challengeOf(stmt, cBytes, chainBytes, { points }));
}
