import { decode } from 'cborg';
import { writeCanonical } from './canonicalWriter.ts';
import { NotCanonical } from './notCanonical.ts';

export { NotCanonical } from './notCanonical.ts';

/** What may stand in an input, a look, an event or a checkpoint. Numbers are safe integers. */
export type Plain =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | readonly Plain[]
  | { readonly [key: string]: Plain };

const decodeOptions = {
  strict: true,
  allowIndefinite: false,
  allowUndefined: false,
  allowInfinity: false,
  allowNaN: false,
  allowBigInt: false,
  rejectDuplicateMapKeys: true,
};

/**
 * The deterministic CBOR encoding (RFC 8949, 4.2.3: shortest forms, map keys length first) of a plain value: the
 * same value gives the same bytes on every device.
 * @throws NotCanonical on floats, unsafe integers, undefined and anything else that is not plain, and on what lies deeper
 * than DEPTH_MAX.
 */
export function toBytes(value: Plain): Uint8Array {
  return writeCanonical(value);
}

/**
 * Reads bytes that `toBytes` made.
 * @throws NotCanonical when the bytes are anything but the canonical encoding of a plain value.
 */
export function fromBytes(bytes: Uint8Array): Plain {
  const value = decodeStrictly(bytes);
  // One value, one spelling: whatever would hash differently on another device is refused here.
  if (!sameBytes(toBytes(value), bytes)) throw new NotCanonical('not the canonical encoding');
  return value;
}

/**
 * Reads a list of byte strings that `toBytes` made. Without maps and numbers a strict reading leaves one spelling.
 * @throws NotCanonical when it is anything else.
 */
export function byteStringsFromBytes(bytes: Uint8Array): readonly Uint8Array[] {
  const value = decodeStrictly(bytes);
  const isList = Array.isArray(value) && value.every((item) => item instanceof Uint8Array);
  if (!isList) throw new NotCanonical('not a list of byte strings');
  return value as Uint8Array[];
}

function decodeStrictly(bytes: Uint8Array): Plain {
  try {
    return decode(bytes, decodeOptions) as Plain;
  } catch (error) {
    throw new NotCanonical(`not CBOR: ${(error as Error).message}`);
  }
}

/** Whether two byte strings are equal. Not for secrets: it stops at the first difference. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

export function isRecord(value: Plain | undefined): value is { readonly [key: string]: Plain } {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
  );
}
