import { pippenger } from '@noble/curves/abstract/curve.js';
import { ristretto255, ristretto255_hasher } from '@noble/curves/ed25519.js';
import { sha512 } from '@noble/hashes/sha2.js';

/*
 * The second verifier of a deck's proofs, for tests: written from DECK.md alone on another library, over numbers and group
 * elements where the app's own works on bytes, so that the two can only agree for the right reason.
 */

export type Element = InstanceType<typeof ristretto255.Point>;

const { Point } = ristretto255;
const ENCODED_BYTES = 32;

/** L, the group's order. */
export const ORDER = Point.Fn.ORDER;
export const G = Point.BASE;
export const NEUTRAL = Point.ZERO;

/** An element from its one encoding; null: it is no encoding. The identity is an element. */
export function readElement(bytes: Uint8Array): Element | null {
  if (bytes.length !== ENCODED_BYTES) return null;
  try {
    return Point.fromBytes(bytes);
  } catch {
    return null;
  }
}

/** An element as messages carry them: never the identity. */
export function readPoint(bytes: Uint8Array): Element | null {
  const element = readElement(bytes);
  return element === null || element.is0() ? null : element;
}

/** A number below L from its 32 bytes, least significant first; null: it is not below L. */
export function readScalar(bytes: Uint8Array): bigint | null {
  if (bytes.length !== ENCODED_BYTES) return null;
  const value = numberOf(bytes);
  return value < ORDER ? value : null;
}

/** Cuts bytes into pieces of equal size and reads each; null: one of them is nothing, or the sizes do not fit. */
export function readAll<T>(
  bytes: Uint8Array,
  count: number,
  read: (piece: Uint8Array) => T | null,
): T[] | null {
  if (bytes.length !== count * ENCODED_BYTES) return null;
  const values = pieces(bytes, ENCODED_BYTES).map(read);
  return values.every((value) => value !== null) ? (values as T[]) : null;
}

export function pieces(bytes: Uint8Array, sizeBytes: number): Uint8Array[] {
  return Array.from({ length: Math.floor(bytes.length / sizeBytes) }, (_, at) =>
    bytes.subarray(at * sizeBytes, (at + 1) * sizeBytes),
  );
}

export function modL(value: bigint): bigint {
  const rest = value % ORDER;
  return rest < 0n ? rest + ORDER : rest;
}

/** 1 / value mod L. @throws Error for 0 */
export function inverse(value: bigint): bigint {
  return Point.Fn.inv(modL(value));
}

export function scalarBytes(value: bigint): Uint8Array {
  const hex = modL(value)
    .toString(16)
    .padStart(2 * ENCODED_BYTES, '0');
  return Uint8Array.from({ length: ENCODED_BYTES }, (_, at) => {
    const from = 2 * (ENCODED_BYTES - 1 - at);
    return Number.parseInt(hex.slice(from, from + 2), 16);
  });
}

export function times(factor: bigint, element: Element): Element {
  return element.multiplyUnsafe(modL(factor));
}

/** factors[0] elements[0] + factors[1] elements[1] + ... */
export function combination(factors: readonly bigint[], elements: readonly Element[]): Element {
  return pippenger(Point, [...elements], factors.map(modL));
}

export function sum(elements: readonly Element[]): Element {
  return elements.reduce((total, element) => total.add(element), NEUTRAL);
}

/** Least significant byte first. */
export function numberOf(bytes: Uint8Array): bigint {
  return bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

/** A number in a transcript: four bytes, least significant first. */
export function count(value: number): Uint8Array {
  return Uint8Array.of(value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24);
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** H(label, parts), 64 bytes. */
export function H(label: string, ...parts: readonly Uint8Array[]): Uint8Array {
  const all = [new TextEncoder().encode(`evertable/v1/${label}`), ...parts];
  return sha512(joined(...all.flatMap((part) => [count(part.length), part])));
}

/** The half of H that messages carry. */
export function H32(label: string, ...parts: readonly Uint8Array[]): Uint8Array {
  return H(label, ...parts).slice(0, ENCODED_BYTES);
}

/** Hs(label, parts) */
export function Hs(label: string, ...parts: readonly Uint8Array[]): bigint {
  return modL(numberOf(H(label, ...parts)));
}

/** Hg(label, parts) */
export function Hg(label: string, ...parts: readonly Uint8Array[]): Element {
  return elementOfHash(H(label, ...parts));
}

/** An element from 64 uniform bytes (RFC 9496, 4.3.4). */
export function elementOfHash(bytes: Uint8Array): Element {
  return ristretto255_hasher.deriveToCurve?.(bytes) as Element;
}
