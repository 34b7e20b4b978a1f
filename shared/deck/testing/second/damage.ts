import fc from 'fast-check';
import { toHex } from '../../../process/hash.ts';
import { BASE, IDENTITY } from '../../group.ts';
import { joined, numberOf, ORDER, pieces } from './group.ts';

export const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });

/** Ways to spoil bytes, the ones that careless readers of points and scalars miss among them. */
const damage: fc.Arbitrary<(bytes: Uint8Array) => Uint8Array> = fc.oneof(
  fc.nat().map((bit) => (bytes: Uint8Array) => flipped(bytes, bit)),
  fc.tuple(fc.nat(), specialParts()).map(
    ([place, part]) =>
      (bytes: Uint8Array) =>
        withPart(bytes, place, part),
  ),
  fc
    .nat()
    .map(
      (place) => (bytes: Uint8Array) => withPart(bytes, place, (part) => plainBytes(numberOf(part) + ORDER)),
    ),
  fc.nat(70).map((size) => (bytes: Uint8Array) => bytes.slice(0, size)),
  bytes32.map((more) => (bytes: Uint8Array) => joined(bytes, more)),
  fc.uint8Array({ maxLength: 200 }).map((any) => () => any),
  fc.constant((bytes: Uint8Array) => bytes),
);

function specialParts(): fc.Arbitrary<(part: Uint8Array) => Uint8Array> {
  return fc
    .oneof(
      fc.constantFrom(
        IDENTITY,
        BASE,
        new Uint8Array(32).fill(255),
        plainBytes(ORDER),
        plainBytes(ORDER - 1n),
      ),
      bytes32,
    )
    .map((special) => () => special);
}

function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const place = Math.floor(bit / 8) % Math.max(1, bytes.length);
  return bytes.map((byte, index) => (index === place ? byte ^ (1 << (bit % 8)) : byte));
}

/** With another 32 bytes in one of the places for points and scalars. */
function withPart(bytes: Uint8Array, place: number, change: (part: Uint8Array) => Uint8Array): Uint8Array {
  const parts = pieces(bytes, 32);
  if (parts.length === 0) return bytes;
  const chosen = place % parts.length;
  const rest = bytes.subarray(32 * parts.length);
  return joined(...parts.map((part, index) => (index === chosen ? change(part) : part)), rest);
}

/** 32 bytes of any number, least significant first; at or above L too. */
export function plainBytes(value: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, place) => Number((value >> BigInt(8 * place)) & 255n));
}

/** A message with one of its byte strings spoilt. */
export function spoilt<M extends object>(message: M, fields: readonly (keyof M)[]): fc.Arbitrary<M> {
  return fc
    .tuple(fc.constantFrom(...fields), damage)
    .map(([field, spoil]) => ({ ...message, [field]: spoil(message[field] as Uint8Array) }));
}

/** Whether nothing was spoilt after all. */
export function isSame(a: object, b: object): boolean {
  const text = (value: object) =>
    JSON.stringify(value, (_, part: unknown) => (part instanceof Uint8Array ? toHex(part) : part));
  return text(a) === text(b);
}
