import { knownPoints } from '../cardPoints.ts';
import { type Ciphertext, deckBytes } from '../ciphertexts.ts';
import {
  add,
  addScalars,
  IDENTITY,
  mul,
  mulBase,
  mulScalars,
  multiMul,
  type Point,
  type Scalar,
  scalarOf,
  sub,
  sumOf,
  sumOfScalars,
} from '../group.ts';
import type { Shuffle } from '../messages.ts';
import { DECK_CARDS } from '../openedCard.ts';
import { randomPermutation } from '../permutation.ts';
import { shuffleProofBytes } from '../shuffleProof.ts';
import { challengeOf, type ShuffleStatement, statementHash, weightsOf } from '../shuffleStatement.ts';
import { joined } from '../sliced.ts';
import { type RandomBytes, randomScalar } from '../transcript.ts';

/*
 * A shuffler who follows step 5 in all but one thing, as far as the secrets that it knows take it: what it sends is as near to
 * right as a cheat can come, so that one equation alone finds it out.
 */

/** One row of a matrix: the new card is the sum of factor times the card from there. */
export type Row = readonly { readonly from: number; readonly factor: Scalar }[];

/** Where a cheat leaves the protocol; with nothing in it, it is an honest shuffler. */
export interface Lie {
  /** The matrix that the deck is made by, instead of a permutation's. */
  readonly rows?: readonly Row[];
  /** The matrix that the proof is about, instead of that one. t4 holds if its transpose undoes `rows`. */
  readonly weights?: readonly Row[];
  /** The matrix that c commits to, instead of the proof's. */
  readonly committed?: readonly Row[];
  /** What is added to the new deck, by place. */
  readonly added?: ReadonlyMap<number, Ciphertext>;
  /** Cards put in place of those that come there, by place. */
  readonly replaced?: ReadonlyMap<number, Ciphertext>;
  /** What the deck is encrypted anew under, instead of X. */
  readonly otherKey?: Point;
  /** The chain ends in R_52 G + (prod u_j) P, whatever its links say. */
  readonly forcedChainEnd?: boolean;
}

const ONE = scalarOf(1);

/** The rows of a permutation's matrix. */
export function rowsOf(order: readonly number[]): Row[] {
  return order.map((from) => [{ from, factor: ONE }]);
}

/** What a cheat sends, and the t1 ... t^ that its challenge is made of. */
export interface Cheated extends Pick<Shuffle, 'deck' | 'proof'> {
  readonly points: readonly Point[];
}

/** Makes a deck and a proof of it, with a lie. */
export function cheat(
  { before, ...about }: Omit<ShuffleStatement, 'after'>,
  lie: Lie,
  random: RandomBytes,
): Cheated {
  const rows = lie.rows ?? rowsOf(randomPermutation(DECK_CARDS, random));
  const anew = rows.map(() => randomScalar(random));
  const nothing = { c1: IDENTITY, c2: IDENTITY };
  const after = rows.map((row, place): Ciphertext => {
    const other = lie.replaced?.get(place);
    if (other) return other;
    const r = anew[place] as Scalar;
    const more = lie.added?.get(place) ?? nothing;
    const factors = row.map(({ factor }) => factor);
    const half = (name: 'c1' | 'c2') =>
      multiMul(
        factors,
        row.map(({ from }) => (before[from] as Ciphertext)[name]),
      );
    return {
      c1: sumOf([half('c1'), mulBase(r), more.c1]),
      c2: sumOf([half('c2'), mul(r, lie.otherKey ?? about.key), more.c2]),
    };
  });
  const statement = { ...about, before, after };
  return { deck: deckBytes(after), ...proofOf(statement, { rows, anew, lie }, random) };
}

function proofOf(
  statement: ShuffleStatement,
  { rows, anew, lie }: { readonly rows: readonly Row[]; readonly anew: readonly Scalar[]; readonly lie: Lie },
  random: RandomBytes,
): Pick<Cheated, 'proof' | 'points'> {
  const { places, chain: chainBase } = knownPoints();
  const weights = lie.weights ?? rows;
  const stmt = statementHash(statement);
  const fresh = () => rows.map(() => randomScalar(random));
  const dot = (a: readonly Scalar[], b: readonly Scalar[]) =>
    sumOfScalars(a.map((one, at) => mulScalars(one, b[at] as Scalar)));
  const productOf = (all: readonly Scalar[]) => all.reduce((product, one) => mulScalars(product, one), ONE);

  // c_j = r_j G + sum_i B_ij h_i
  const rC = fresh();
  const c = rC.map((r) => mulBase(r));
  for (const [i, row] of (lie.committed ?? weights).entries()) {
    for (const { from, factor } of row) c[from] = add(c[from] as Point, mul(factor, places[i] as Point));
  }
  const cBytes = joined(c);
  const u = weightsOf(stmt, cBytes);
  const uNew = weights.map((row) =>
    sumOfScalars(row.map(({ from, factor }) => mulScalars(factor, u[from] as Scalar))),
  );

  const rChain = fresh();
  const chain: Point[] = [];
  let sum = scalarOf(0);
  for (const [i, weight] of uNew.entries()) {
    sum = addScalars(rChain[i] as Scalar, mulScalars(weight, sum));
    chain.push(add(mulBase(rChain[i] as Scalar), mul(weight, chain[i - 1] ?? chainBase)));
  }
  if (lie.forcedChainEnd) chain[DECK_CARDS - 1] = add(mulBase(sum), mul(productOf(u), chainBase));
  const chainBytes = joined(chain);

  const [w1, w2, w3, w4] = fresh() as [Scalar, Scalar, Scalar, Scalar];
  const [wChain, wNew] = [fresh(), fresh()];
  const half = (name: 'c1' | 'c2') =>
    multiMul(
      wNew,
      statement.after.map((card) => card[name]),
    );
  const points = [
    mulBase(w1),
    mulBase(w2),
    add(mulBase(w3), multiMul(wNew, places)),
    sub(half('c1'), mulBase(w4)),
    sub(half('c2'), mul(w4, statement.key)),
    ...wNew.map((weight, i) => add(mulBase(wChain[i] as Scalar), mul(weight, chain[i - 1] ?? chainBase))),
  ];
  const challenge = challengeOf(stmt, cBytes, chainBytes, { points });
  const respond = (blind: Scalar, secret: Scalar) => addScalars(blind, mulScalars(challenge, secret));
  const proof = shuffleProofBytes({
    c,
    chain,
    challenge,
    // Of s4, anew is by the place that a card goes to.
    s: [
      respond(w1, sumOfScalars(rC)),
      respond(w2, sum),
      respond(w3, dot(u, rC)),
      respond(w4, dot(uNew, anew)),
    ],
    sChain: wChain.map((blind, i) => respond(blind, rChain[i] as Scalar)),
    sWeights: wNew.map((blind, i) => respond(blind, uNew[i] as Scalar)),
  });
  return { proof, points };
}
