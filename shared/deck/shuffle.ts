import { fromHex } from '../process/hash.ts';
import { knownPoints } from './cardPoints.ts';
import { type Ciphertext, deckBytes } from './ciphertexts.ts';
import {
  add,
  addScalars,
  mul,
  mulBase,
  mulScalars,
  multiMul,
  type Point,
  type Scalar,
  scalarOf,
  subScalars,
  sumOfScalars,
} from './group.ts';
import type { Shuffle } from './messages.ts';
import { DECK_CARDS } from './openedCard.ts';
import { randomPermutation } from './permutation.ts';
import { shuffleProofBytes } from './shuffleProof.ts';
import { challengeOf, type ShuffleStatement, statementHash, weightsOf } from './shuffleStatement.ts';
import { joined } from './sliced.ts';
import { nonce, type RandomBytes, randomScalar } from './transcript.ts';

/** Which shuffle of which deck, by whom. */
export interface ShuffleContext {
  readonly handId: Uint8Array;
  /** ctxK. */
  readonly deals: Uint8Array;
  readonly step: number;
  /** Hex of the shuffler's key. */
  readonly shuffler: string;
  /** X. */
  readonly key: Point;
  readonly before: readonly Ciphertext[];
}

const ONE = scalarOf(1);

/** Shuffles a deck, encrypts it anew and proves both (step 5). */
export function shuffleDeck(
  { handId, deals, step, shuffler, key, before }: ShuffleContext,
  random: RandomBytes,
): Shuffle {
  const order = randomPermutation(DECK_CARDS, random);
  // By the place that a card comes from.
  const anew = before.map(() => randomScalar(random));
  const after = order.map((from): Ciphertext => {
    const { c1, c2 } = before[from] as Ciphertext;
    const r = anew[from] as Scalar;
    return { c1: add(c1, mulBase(r)), c2: add(c2, mul(r, key)) };
  });
  const statement = { deals, step, sender: fromHex(shuffler), key, before, after };
  const proof = proveShuffle(statement, { order, anew }, random);
  return { kind: 'SHUFFLE', handId, step, deck: deckBytes(after), proof };
}

/** The secrets of a shuffle: e'_i = e_psi(i) + r'_psi(i)(G, X). */
export interface ShuffleWitness {
  /** psi. */
  readonly order: readonly number[];
  /** r', by the place that a card comes from. */
  readonly anew: readonly Scalar[];
}

/** Proves a shuffle. @throws nothing for a wrong witness: the proof is then wrong too */
export function proveShuffle(
  statement: ShuffleStatement,
  { order, anew }: ShuffleWitness,
  random: RandomBytes,
): Uint8Array {
  const { key, before } = statement;
  const { places, chain: chainBase } = knownPoints();
  const stmt = statementHash(statement);

  // c_psi(i) = r_psi(i) G + h_i
  const rC = order.map(() => randomScalar(random));
  const c: Point[] = [];
  for (const [i, from] of order.entries()) {
    c[from] = add(mulBase(rC[from] as Scalar), places[i] as Point);
  }
  const cBytes = joined(c);
  const u = weightsOf(stmt, cBytes);
  const uNew = order.map((from) => u[from] as Scalar);

  // c^_i = r^_i G + u'_i c^_(i-1) = R_i G + U_i P
  const rChain = order.map(() => randomScalar(random));
  const chain: Point[] = [];
  const [rSums, uProducts] = [[scalarOf(0)], [ONE]];
  for (const [i, weight] of uNew.entries()) {
    rSums.push(addScalars(rChain[i] as Scalar, mulScalars(weight, rSums[i] as Scalar)));
    uProducts.push(mulScalars(weight, uProducts[i] as Scalar));
    chain.push(add(mulBase(rSums[i + 1] as Scalar), mul(uProducts[i + 1] as Scalar, chainBase)));
  }
  const chainBytes = joined(chain);

  const hedge = (secret: Scalar) => nonce(secret, random, stmt, cBytes);
  const w = rC.slice(0, 4).map(hedge) as [Scalar, Scalar, Scalar, Scalar];
  const wChain = rChain.map(hedge);
  const wNew = anew.map(hedge);

  const [w1, w2, w3, w4] = w;
  const t3 = add(mulBase(w3), multiMul(wNew, places));
  // t4 = sum w'_i e'_i - w4(G, X), with e' in the terms of e: deck 0 is quick to sum.
  const wOld = order.reduce<Scalar[]>((all, from, i) => {
    all[from] = wNew[i] as Scalar;
    return all;
  }, []);
  const ofMask = subScalars(sumOfScalars(anew.map((r, j) => mulScalars(wOld[j] as Scalar, r))), w4);
  const halfOf = (half: 'c1' | 'c2') =>
    multiMul(
      wOld,
      before.map((card) => card[half]),
    );
  const t4 = [add(halfOf('c1'), mulBase(ofMask)), add(halfOf('c2'), mul(ofMask, key))];
  // t^_i = w^_i G + w'_i c^_(i-1), with c^_(i-1) = R G + U P: two multiplications of which one is of G.
  const tChain = wNew.map((weight, i) => {
    const ofBase = addScalars(wChain[i] as Scalar, mulScalars(weight, rSums[i] as Scalar));
    return add(mulBase(ofBase), mul(mulScalars(weight, uProducts[i] as Scalar), chainBase));
  });
  const points = [mulBase(w1), mulBase(w2), t3, ...t4, ...tChain];
  const challenge = challengeOf(stmt, cBytes, chainBytes, { points });

  const respond = (blind: Scalar, secret: Scalar) => addScalars(blind, mulScalars(challenge, secret));
  return shuffleProofBytes({
    c,
    chain,
    challenge,
    s: [
      respond(w1, sumOfScalars(rC)),
      // sum_i r^_i prod_(l>i) u'_l is R_52.
      respond(w2, rSums[DECK_CARDS] as Scalar),
      respond(w3, sumOfScalars(rC.map((r, j) => mulScalars(u[j] as Scalar, r)))),
      respond(w4, sumOfScalars(anew.map((r, j) => mulScalars(u[j] as Scalar, r)))),
    ],
    sChain: wChain.map((blind, i) => respond(blind, rChain[i] as Scalar)),
    sWeights: wNew.map((blind, i) => respond(blind, uNew[i] as Scalar)),
  });
}
