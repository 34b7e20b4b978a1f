/**
 * The group of all that is proven about a deck: ristretto255 (RFC 9496), prime order L, generator BASE. Points are their
 * 32-byte encodings, scalars 32 bytes little-endian below L. The one place where libsodium's arithmetic is called and
 * where encodings are judged.
 *
 * libsodium takes the identity for a valid point, a scalar above L for a scalar, and fails where a result is the identity: here
 * the identity is a value like others, `isPoint` and `isScalar` are strict, and whoever reads a message asks them first.
 * Arithmetic on bytes that are no points or scalars is undefined.
 */
import load, { type Libsodium } from 'libsodium-sumo';
import { fromHex as bytesOfHex, toHex } from '../process/hash.ts';
import { sameBytes } from '../process/plain.ts';
import { POINT_BYTES, SCALAR_BYTES } from './messages.ts';

/** A canonical encoding of a group element. */
export type Point = Uint8Array;
/** A number below L. */
export type Scalar = Uint8Array;

export const IDENTITY: Point = new Uint8Array(POINT_BYTES);
const ZERO: Scalar = new Uint8Array(SCALAR_BYTES);
/** RFC 9496, appendix A. */
export const BASE: Point = bytesOfHex('e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76');
/** L = 2^252 + 27742317777372353535851937790883648493, little-endian. */
const ORDER = bytesOfHex('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010');
const WIDE_BYTES = 64;

let sodium: Libsodium | null = null;
/** Room in the library's memory for what goes in and out. */
let room = { a: 0, b: 0, to: 0 };

/** Makes the group ready in this thread; everything else here throws before. */
export async function loadGroup(): Promise<void> {
  if (sodium) return;
  // Its own random numbers are never used, so it needs no further start.
  const library = await load();
  const at = library._malloc(3 * WIDE_BYTES);
  room = { a: at, b: at + WIDE_BYTES, to: at + 2 * WIDE_BYTES };
  sodium = library;
}

/** The loaded library, for the other arithmetic of this room. @throws Error before `loadGroup` */
export function library(): Libsodium {
  if (!sodium) throw new Error('The group has not been loaded.');
  return sodium;
}

/** Whether these bytes are a point other than the identity. */
export function isPoint(bytes: Uint8Array): boolean {
  return isPointOrIdentity(bytes) && !sameBytes(bytes, IDENTITY);
}

/** Whether these bytes are the canonical encoding of a point. */
export function isPointOrIdentity(bytes: Uint8Array): boolean {
  if (bytes.length !== POINT_BYTES) return false;
  const lib = library();
  lib.HEAPU8.set(bytes, room.a);
  return lib._crypto_core_ristretto255_is_valid_point(room.a) === 1;
}

/** Whether these bytes are a number below L. */
export function isScalar(bytes: Uint8Array): boolean {
  if (bytes.length !== SCALAR_BYTES) return false;
  for (let at = SCALAR_BYTES - 1; at >= 0; at--) {
    const [byte, limit] = [bytes[at] as number, ORDER[at] as number];
    if (byte !== limit) return byte < limit;
  }
  return false;
}

export function isZero(scalar: Scalar): boolean {
  return sameBytes(scalar, ZERO);
}

/** p + q */
export function add(p: Point, q: Point): Point {
  const lib = library();
  lib.HEAPU8.set(p, room.a);
  lib.HEAPU8.set(q, room.b);
  lib._crypto_core_ristretto255_add(room.to, room.a, room.b);
  return lib.HEAPU8.slice(room.to, room.to + POINT_BYTES);
}

/** p - q */
export function sub(p: Point, q: Point): Point {
  const lib = library();
  lib.HEAPU8.set(p, room.a);
  lib.HEAPU8.set(q, room.b);
  lib._crypto_core_ristretto255_sub(room.to, room.a, room.b);
  return lib.HEAPU8.slice(room.to, room.to + POINT_BYTES);
}

/** s p */
export function mul(s: Scalar, p: Point): Point {
  const lib = library();
  lib.HEAPU8.set(s, room.a);
  lib.HEAPU8.set(p, room.b);
  // It fails where the result is the identity.
  if (lib._crypto_scalarmult_ristretto255(room.to, room.a, room.b) !== 0) return IDENTITY;
  return lib.HEAPU8.slice(room.to, room.to + POINT_BYTES);
}

/** s G */
export function mulBase(s: Scalar): Point {
  const lib = library();
  lib.HEAPU8.set(s, room.a);
  if (lib._crypto_scalarmult_ristretto255_base(room.to, room.a) !== 0) return IDENTITY;
  return lib.HEAPU8.slice(room.to, room.to + POINT_BYTES);
}

/** The sum of points; of none, the identity. */
export function sumOf(points: readonly Point[]): Point {
  return points.reduce((sum, point) => add(sum, point), IDENTITY);
}

/**
 * The sum of s_i P_i. A point that comes more than once is multiplied once: in deck 0 every C1 is G. The library multiplies one
 * point at a time, so that a sum costs as many multiplications as it has points.
 */
export function multiMul(scalars: readonly Scalar[], points: readonly Point[]): Point {
  const gathered = new Map<string, { readonly point: Point; scalar: Scalar }>();
  for (const [at, point] of points.entries()) {
    const scalar = scalars[at] as Scalar;
    const same = gathered.get(toHex(point));
    if (same) same.scalar = addScalars(same.scalar, scalar);
    else gathered.set(toHex(point), { point, scalar });
  }
  return sumOf([...gathered.values()].map(({ scalar, point }) => mul(scalar, point)));
}

/** The point that 64 uniform bytes stand for (RFC 9496, 4.3.4). */
export function pointOfHash(wide: Uint8Array): Point {
  const lib = library();
  lib.HEAPU8.set(wide, room.a);
  lib._crypto_core_ristretto255_from_hash(room.to, room.a);
  return lib.HEAPU8.slice(room.to, room.to + POINT_BYTES);
}

/** 64 bytes, little-endian, modulo L. */
export function scalarOfHash(wide: Uint8Array): Scalar {
  const lib = library();
  lib.HEAPU8.set(wide, room.a);
  lib._crypto_core_ristretto255_scalar_reduce(room.to, room.a);
  return lib.HEAPU8.slice(room.to, room.to + SCALAR_BYTES);
}

/** A small whole number as a scalar. */
export function scalarOf(value: number): Scalar {
  const scalar = new Uint8Array(SCALAR_BYTES);
  new DataView(scalar.buffer).setUint32(0, value, true);
  return scalar;
}

export function addScalars(a: Scalar, b: Scalar): Scalar {
  return onScalars('_crypto_core_ristretto255_scalar_add', a, b);
}

export function subScalars(a: Scalar, b: Scalar): Scalar {
  return onScalars('_crypto_core_ristretto255_scalar_sub', a, b);
}

export function mulScalars(a: Scalar, b: Scalar): Scalar {
  return onScalars('_crypto_core_ristretto255_scalar_mul', a, b);
}

/** 1/a; of zero, zero. */
export function invertScalar(a: Scalar): Scalar {
  const lib = library();
  lib.HEAPU8.set(a, room.a);
  if (lib._crypto_core_ristretto255_scalar_invert(room.to, room.a) !== 0) return ZERO;
  return lib.HEAPU8.slice(room.to, room.to + SCALAR_BYTES);
}

export function sumOfScalars(scalars: readonly Scalar[]): Scalar {
  return scalars.reduce((sum, scalar) => addScalars(sum, scalar), ZERO);
}

function onScalars(
  operation:
    | '_crypto_core_ristretto255_scalar_add'
    | '_crypto_core_ristretto255_scalar_sub'
    | '_crypto_core_ristretto255_scalar_mul',
  a: Scalar,
  b: Scalar,
): Scalar {
  const lib = library();
  lib.HEAPU8.set(a, room.a);
  lib.HEAPU8.set(b, room.b);
  lib[operation](room.to, room.a, room.b);
  return lib.HEAPU8.slice(room.to, room.to + SCALAR_BYTES);
}
