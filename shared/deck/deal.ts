import { fromHex } from '../process/hash.ts';
import { sameBytes } from '../process/plain.ts';
import { hashOf, u32 } from './contexts.ts';
import {
  add,
  addScalars,
  IDENTITY,
  isPointOrIdentity,
  isScalar,
  mul,
  mulBase,
  mulScalars,
  type Point,
  type Scalar,
  scalarOf,
} from './group.ts';
import { BOX_BYTES, type Deal, POINT_BYTES, thresholdOf } from './messages.ts';
import { knows, proveKnowledge } from './proofOfKnowledge.ts';
import { openBox, sealScalar } from './sealedBox.ts';
import { joined, sliced } from './sliced.ts';
import { type RandomBytes, randomScalar } from './transcript.ts';

/** The holders of a deck and what they seal to each other. */
export interface Holders {
  readonly handId: Uint8Array;
  /** Hex of their keys, in order. */
  readonly roster: readonly string[];
  /** E_j of each. */
  readonly sealKeys: readonly Point[];
}

/** A holder's part of the key, shared out to all by a polynomial of degree t-1 (step 3; Feldman's commitments). */
export function makeDeal(
  { handId, roster, sealKeys }: Holders,
  me: number,
  random: RandomBytes,
): { readonly message: Deal /** f_i(i): what it keeps for itself. */; readonly ownShare: Scalar } {
  const sender = fromHex(roster[me] ?? '');
  const polynomial = Array.from({ length: thresholdOf(roster.length) }, () => randomScalar(random));
  const z = randomScalar(random);
  const boxes = roster.flatMap((_, j) => {
    if (j === me) return [];
    const key = boxKey(handId, me, j, mul(z, sealKeys[j] as Point));
    return [sealScalar(valueAt(polynomial, j + 1), key)];
  });
  const about = { context: handId, sender };
  return {
    message: {
      kind: 'DEAL',
      handId,
      commitments: joined(polynomial.map((coefficient) => mulBase(coefficient))),
      proof: proveKnowledge(polynomial[0] as Scalar, { ...about, label: 'part' }, random),
      ephemeral: mulBase(z),
      ephemeralProof: proveKnowledge(z, { ...about, label: 'ephemeral' }, random),
      boxes: joined(boxes),
    },
    ownShare: valueAt(polynomial, me + 1),
  };
}

/** Whether all can see that a deal is sound: its points, and that its dealer knows a_i0 and z_i. */
export function isDealSound(deal: Deal, { handId, roster }: Holders, dealer: number): boolean {
  if (deal.commitments.length !== thresholdOf(roster.length) * POINT_BYTES) return false;
  const commitments = sliced(deal.commitments, POINT_BYTES);
  const [constant, ...others] = commitments;
  const about = { context: handId, sender: fromHex(roster[dealer] ?? '') };
  return (
    deal.boxes.length === (roster.length - 1) * BOX_BYTES &&
    constant !== undefined &&
    others.every((point) => isPointOrIdentity(point)) &&
    knows(constant, deal.proof, { ...about, label: 'part' }) &&
    knows(deal.ephemeral, deal.ephemeralProof, { ...about, label: 'ephemeral' })
  );
}

/**
 * What a dealer's box holds for this holder; null: nothing that fits its commitments, and the holder complains.
 * @param sharedKey K = e_j Z_i
 */
export function shareIn(
  deal: Deal,
  handId: Uint8Array,
  dealer: number,
  holder: number,
  sharedKey: Point,
): Scalar | null {
  const at = holder < dealer ? holder : holder - 1;
  const box = deal.boxes.subarray(at * BOX_BYTES, (at + 1) * BOX_BYTES);
  const share = openBox(box, boxKey(handId, dealer, holder, sharedKey));
  if (!share || !isScalar(share)) return null;
  return sameBytes(mulBase(share), committedAt(sliced(deal.commitments, POINT_BYTES), holder)) ? share : null;
}

/** sum_k j^k A_k with j = holder + 1: what f(j)G must be. By Horner's rule. */
export function committedAt(commitments: readonly Point[], holder: number): Point {
  const j = scalarOf(holder + 1);
  return commitments.reduceRight((sum, point) => add(mul(j, sum), point), IDENTITY);
}

function valueAt(polynomial: readonly Scalar[], j: number): Scalar {
  const at = scalarOf(j);
  return polynomial.reduceRight(
    (sum, coefficient) => addScalars(mulScalars(at, sum), coefficient),
    scalarOf(0),
  );
}

function boxKey(handId: Uint8Array, dealer: number, holder: number, sharedKey: Point): Uint8Array {
  return hashOf('kdf', handId, u32(dealer), u32(holder), sharedKey);
}
