import { hashOf } from './contexts.ts';
import { type Point, pointOfHash, type Scalar, scalarOfHash } from './group.ts';

/** Random bytes: the operating system's, or a test's seeded ones. */
export type RandomBytes = (sizeBytes: number) => Uint8Array;

const WIDE_BYTES = 64;
const FRESH_BYTES = 32;

/** Hs(label, parts): a hash as a scalar (DECK.md, section 3). */
export function hashToScalar(label: string, ...parts: readonly Uint8Array[]): Scalar {
  return scalarOfHash(hashOf(label, ...parts));
}

/** Hg(label): a point nobody knows the logarithm of. */
export function hashToPoint(label: string, ...parts: readonly Uint8Array[]): Point {
  return pointOfHash(hashOf(label, ...parts));
}

/** A uniform scalar. */
export function randomScalar(random: RandomBytes): Scalar {
  return scalarOfHash(random(WIDE_BYTES));
}

/**
 * A proof's nonce, hedged: bad random numbers alone, or one secret in two contexts, do not give it away.
 * @param context what the proof is about
 */
export function nonce(secret: Scalar, random: RandomBytes, ...context: readonly Uint8Array[]): Scalar {
  return hashToScalar('nonce', secret, random(FRESH_BYTES), ...context);
}
