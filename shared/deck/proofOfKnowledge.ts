import { sameBytes } from '../process/plain.ts';
import {
  addScalars,
  isPoint,
  isScalar,
  isZero,
  mul,
  mulBase,
  mulScalars,
  type Point,
  type Scalar,
  sub,
} from './group.ts';
import { PROOF_BYTES, SCALAR_BYTES } from './messages.ts';
import { hashToScalar, nonce, type RandomBytes } from './transcript.ts';

/** What a proof is about: whose, for which deck. */
export interface ProofContext {
  /** Which of a message's secrets. */
  readonly label: string;
  readonly context: Uint8Array;
  /** The public key of the device that proves. */
  readonly sender: Uint8Array;
}

/** Proves that the sender knows y with Y = yG (step 1): R = kG, c = Hs("pok/"label, ctx, sender, Y, R), s = k + cy. */
export function proveKnowledge(secret: Scalar, about: ProofContext, random: RandomBytes): Uint8Array {
  const { label, context, sender } = about;
  const point = mulBase(secret);
  const k = nonce(secret, random, context);
  const c = hashToScalar(`pok/${label}`, context, sender, point, mulBase(k));
  const proof = new Uint8Array(PROOF_BYTES);
  proof.set(c);
  proof.set(addScalars(k, mulScalars(c, secret)), SCALAR_BYTES);
  return proof;
}

/** Whether a proof of knowledge is right: c = Hs(..., sG - cY). What is no point, or the identity, nobody knows anything of. */
export function knows(point: Point, proof: Uint8Array, { label, context, sender }: ProofContext): boolean {
  const [c, s] = [proof.subarray(0, SCALAR_BYTES), proof.subarray(SCALAR_BYTES)];
  if (proof.length !== PROOF_BYTES || !isScalar(c) || !isScalar(s) || isZero(c) || !isPoint(point))
    return false;
  const r = sub(mulBase(s), mul(c, point));
  return sameBytes(c, hashToScalar(`pok/${label}`, context, sender, point, r));
}
