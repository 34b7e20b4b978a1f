import { isPoint, isScalar, type Point, type Scalar } from './group.ts';
import { POINT_BYTES, SCALAR_BYTES, SHUFFLE_PROOF_BYTES } from './messages.ts';
import { DECK_CARDS } from './openedCard.ts';
import { joined, sliced } from './sliced.ts';

/**
 * A proof of a shuffle (Terelius and Wikstrom 2010, in the form of Haenni, Locher, Koenig and Dubuis 2017): 104 points and
 * 109 scalars.
 */
export interface ShuffleProof {
  /** c_1 ... c_52: which permutation, committed. */
  readonly c: readonly Point[];
  /** c^_1 ... c^_52: the chain that shows that each weight is used once. */
  readonly chain: readonly Point[];
  /** gamma. */
  readonly challenge: Scalar;
  /** s1 ... s4. */
  readonly s: readonly Scalar[];
  /** s^_1 ... s^_52. */
  readonly sChain: readonly Scalar[];
  /** s'_1 ... s'_52. */
  readonly sWeights: readonly Scalar[];
}

const POINTS = 2 * DECK_CARDS;
const S_COUNT = 4;

export function shuffleProofBytes({ c, chain, challenge, s, sChain, sWeights }: ShuffleProof): Uint8Array {
  return joined([...c, ...chain, challenge, ...s, ...sChain, ...sWeights]);
}

/** Reads a proof; null: it is none, as it holds what is no point, the identity or no scalar. */
export function readShuffleProof(bytes: Uint8Array): ShuffleProof | null {
  if (bytes.length !== SHUFFLE_PROOF_BYTES) return null;
  const points = sliced(bytes.subarray(0, POINTS * POINT_BYTES), POINT_BYTES);
  const [challenge, ...scalars] = sliced(bytes.subarray(POINTS * POINT_BYTES), SCALAR_BYTES) as [
    Scalar,
    ...Scalar[],
  ];
  const isWellFormed =
    points.every((point) => isPoint(point)) && [challenge, ...scalars].every((scalar) => isScalar(scalar));
  if (!isWellFormed) return null;
  return {
    c: points.slice(0, DECK_CARDS),
    chain: points.slice(DECK_CARDS),
    challenge,
    s: scalars.slice(0, S_COUNT),
    sChain: scalars.slice(S_COUNT, S_COUNT + DECK_CARDS),
    sWeights: scalars.slice(S_COUNT + DECK_CARDS),
  };
}
