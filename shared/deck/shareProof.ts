import { sameBytes } from '../process/plain.ts';
import { hashOf, u32 } from './contexts.ts';
import {
  addScalars,
  isPoint,
  isScalar,
  isZero,
  mul,
  mulBase,
  mulScalars,
  multiMul,
  type Point,
  type Scalar,
  sub,
} from './group.ts';
import { PROOF_BYTES, SCALAR_BYTES } from './messages.ts';
import { hashToScalar, nonce, type RandomBytes } from './transcript.ts';

/** Who proves what about which bases. */
export interface ShareStatement {
  /** sctx: binds the deck, the kind of message, the state and the cards. */
  readonly context: Uint8Array;
  /** The holder's place in the roster. */
  readonly holder: number;
  /** X_j = x_j G. */
  readonly key: Point;
  /** Q_1 ... Q_m */
  readonly bases: readonly Point[];
}

/**
 * D_k = x_j Q_k for every base, with one proof for all (step 7; the composites as in RFC 9497, 2.2.1):
 * R1 = kG, R2 = kM, c = Hs("dleq", sctx, j, X_j, M, Z, R1, R2), s = k + c x_j.
 */
export function proveShares(
  secret: Scalar,
  statement: ShareStatement,
  random: RandomBytes,
): { readonly shares: readonly Point[]; readonly proof: Uint8Array } {
  const { context, bases } = statement;
  const shares = bases.map((base) => mul(secret, base));
  const { m, z } = composites(statement, shares);
  // The whole statement: two that differ in any base never share a nonce, even where the random bytes come again.
  const k = nonce(secret, random, context, m, z);
  const c = challenge(statement, m, z, mulBase(k), mul(k, m));
  const proof = new Uint8Array(PROOF_BYTES);
  proof.set(c);
  proof.set(addScalars(k, mulScalars(c, secret)), SCALAR_BYTES);
  return { shares, proof };
}

/** Whether all shares are x_j times their bases: R1 = sG - c X_j, R2 = sM - cZ give the same challenge. */
export function areSharesRight(
  statement: ShareStatement,
  shares: readonly Point[],
  proof: Uint8Array,
): boolean {
  const { bases, key } = statement;
  const [c, s] = [proof.subarray(0, SCALAR_BYTES), proof.subarray(SCALAR_BYTES)];
  const isWellFormed =
    proof.length === PROOF_BYTES &&
    isScalar(c) &&
    isScalar(s) &&
    !isZero(c) &&
    bases.length > 0 &&
    shares.length === bases.length &&
    shares.every((share) => isPoint(share));
  if (!isWellFormed) return false;
  const { m, z } = composites(statement, shares);
  const r1 = sub(mulBase(s), mul(c, key));
  const r2 = sub(mul(s, m), mul(c, z));
  return sameBytes(c, challenge(statement, m, z, r1, r2));
}

/** M = sum e_k Q_k and Z = sum e_k D_k, e_k = Hs(H(sctx, j, X_j, Q, D), k); of one base, that base. */
function composites(
  { context, holder, key, bases }: ShareStatement,
  shares: readonly Point[],
): { readonly m: Point; readonly z: Point } {
  if (bases.length === 1) return { m: bases[0] as Point, z: shares[0] as Point };
  const seed = hashOf('batch', context, u32(holder), key, ...bases, ...shares);
  const weights = bases.map((_, k) => hashToScalar('weight', seed, u32(k)));
  return { m: multiMul(weights, bases), z: multiMul(weights, shares) };
}

function challenge(
  { context, holder, key }: ShareStatement,
  m: Point,
  z: Point,
  r1: Point,
  r2: Point,
): Scalar {
  return hashToScalar('dleq', context, u32(holder), key, m, z, r1, r2);
}
