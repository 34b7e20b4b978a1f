import { type Ciphertext, deckBytes } from './ciphertexts.ts';
import { hashOf, u32 } from './contexts.ts';
import type { Point, Scalar } from './group.ts';
import { DECK_CARDS } from './openedCard.ts';
import { hashToScalar } from './transcript.ts';

/** What a shuffle claims: that `after` is `before` in another order, encrypted anew. */
export interface ShuffleStatement {
  /** ctxK. */
  readonly deals: Uint8Array;
  /** From 0. */
  readonly step: number;
  /** The shuffler's public key. */
  readonly sender: Uint8Array;
  /** X. */
  readonly key: Point;
  readonly before: readonly Ciphertext[];
  readonly after: readonly Ciphertext[];
}

/** The points that a prover commits itself with before it is challenged (step 5). */
export interface Commitments {
  /** t1, t2, t3, the two of t4, t^_1 ... t^_52. */
  readonly points: readonly Point[];
}

/** stmt = H(ctxK, k, sender, X, e, e'). */
export function statementHash({ deals, step, sender, key, before, after }: ShuffleStatement): Uint8Array {
  return hashOf('shuffle', deals, u32(step), sender, key, deckBytes(before), deckBytes(after));
}

/** u_j = Hs("u", H(stmt, c), j). @param c the permutation's commitments, one after another */
export function weightsOf(statement: Uint8Array, c: Uint8Array): Scalar[] {
  const seed = hashOf('commit', statement, c);
  return Array.from({ length: DECK_CARDS }, (_, j) => hashToScalar('u', seed, u32(j)));
}

/** gamma = Hs("c", stmt, c, c^, t1 .. t4, t^). */
export function challengeOf(
  statement: Uint8Array,
  c: Uint8Array,
  chain: Uint8Array,
  { points }: Commitments,
): Scalar {
  return hashToScalar('c', statement, c, chain, ...points);
}
