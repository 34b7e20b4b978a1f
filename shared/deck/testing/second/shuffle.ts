import type { Shuffle } from '../../messages.ts';
import {
  combination,
  count,
  type Element,
  G,
  H,
  H32,
  Hg,
  Hs,
  modL,
  pieces,
  readAll,
  readPoint,
  readScalar,
  sum,
} from './group.ts';

const CARDS = 52;
const RANGE = Array.from({ length: CARDS }, (_, at) => at);

/** M_0 ... M_51 */
export const FACES: readonly Element[] = RANGE.map((card) => Hg('card', count(card)));
/** h_1 ... h_52 */
const PLACES = RANGE.map((at) => Hg('place', count(at + 1)));
/** P */
const CHAIN_START = Hg('chain');

/** Which shuffle of which deck, by whom, on what. */
export interface Claim {
  /** ctxK */
  readonly deals: Uint8Array;
  readonly step: number;
  /** The shuffler's device. */
  readonly sender: Uint8Array;
  /** X */
  readonly key: Uint8Array;
  /** e, encoded. */
  readonly before: Uint8Array;
}

/** The C1 and the C2 of 52 cards; null: no deck. */
export function readCiphertexts(deck: Uint8Array): { c1: Element[]; c2: Element[] } | null {
  const points = readAll(deck, 2 * CARDS, readPoint);
  return points && { c1: points.filter((_, at) => at % 2 === 0), c2: points.filter((_, at) => at % 2 === 1) };
}

/** Deck 0: (G, M_j + X). */
export function startingDeck(key: Element): Uint8Array {
  return Uint8Array.from(FACES.flatMap((face) => [...G.toBytes(), ...face.add(key).toBytes()]));
}

/** ctxD = H(ctxK, deckHash) (step 6) */
export function acknowledged(deals: Uint8Array, deck: Uint8Array): Uint8Array {
  return H32('deck', deals, H32('cards', deck));
}

/** Step 5: whether the message's deck is the one before, permuted and encrypted anew. */
export function isShuffled(claim: Claim, message: Pick<Shuffle, 'deck' | 'proof'>): boolean {
  const checked = workedOut(claim, message);
  return checked !== null && checked.gamma === checked.challenge;
}

/** What a verifier works out of a proof: t1, t2, t3, the halves of t4, t^; and the challenge that these give. */
export interface WorkedOut {
  readonly gamma: bigint;
  readonly challenge: bigint;
  readonly t: readonly Uint8Array[];
}

/** @returns null if the message or the claim is malformed */
export function workedOut(claim: Claim, { deck, proof }: Pick<Shuffle, 'deck' | 'proof'>): WorkedOut | null {
  const read = readProof(proof);
  const key = readPoint(claim.key);
  const e = read && readCiphertexts(claim.before);
  const after = read && readCiphertexts(deck);
  if (read === null || key === null || e === null || after === null) return null;
  const { c, chain, gamma, s, sChain, sWeights } = read;
  const [s1, s2, s3, s4] = s as [bigint, bigint, bigint, bigint];
  const [cBytes, chainBytes] = [proof.subarray(0, CARDS * 32), proof.subarray(CARDS * 32, 2 * CARDS * 32)];

  const statement = H('shuffle', claim.deals, count(claim.step), claim.sender, claim.key, claim.before, deck);
  const seed = H('commit', statement, cBytes);
  const u = RANGE.map((j) => Hs('u', seed, count(j)));
  const product = u.reduce((total, factor) => modL(total * factor), 1n);
  const against = u.map((factor) => -gamma * factor);

  const t1 = combination([s1, -gamma], [G, sum(c).subtract(sum(PLACES))]);
  const t2 = combination([s2, -gamma, gamma * product], [G, chain[CARDS - 1] as Element, CHAIN_START]);
  const t3 = combination([s3, ...sWeights, ...against], [G, ...PLACES, ...c]);
  const t4 = [
    combination([...sWeights, -s4, ...against], [...after.c1, G, ...e.c1]),
    combination([...sWeights, -s4, ...against], [...after.c2, key, ...e.c2]),
  ];
  const tChain = RANGE.map((i) => {
    const link = chain[i - 1] ?? CHAIN_START;
    return combination([sChain[i] as bigint, sWeights[i] as bigint, -gamma], [G, link, chain[i] as Element]);
  });
  const t = [t1, t2, t3, ...t4, ...tChain].map((element) => element.toBytes());
  return { gamma, challenge: Hs('c', statement, cBytes, chainBytes, ...t), t };
}

interface Proof {
  readonly c: readonly Element[];
  readonly chain: readonly Element[];
  readonly gamma: bigint;
  readonly s: readonly bigint[];
  readonly sChain: readonly bigint[];
  readonly sWeights: readonly bigint[];
}

/** c, c^ (104 points), gamma, s1..s4, s^, s' (109 numbers). */
function readProof(bytes: Uint8Array): Proof | null {
  if (bytes.length !== 213 * 32) return null;
  const points = readAll(bytes.subarray(0, 104 * 32), 104, readPoint);
  const numbers = pieces(bytes.subarray(104 * 32), 32).map(readScalar);
  if (points === null || numbers.some((number) => number === null)) return null;
  const [gamma, ...rest] = numbers as [bigint, ...bigint[]];
  return {
    c: points.slice(0, CARDS),
    chain: points.slice(CARDS),
    gamma,
    s: rest.slice(0, 4),
    sChain: rest.slice(4, 4 + CARDS),
    sWeights: rest.slice(4 + CARDS),
  };
}
