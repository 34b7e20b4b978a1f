import { hash } from './hash.ts';
import { byteStringsFromBytes, fromBytes, type Plain, toBytes } from './plain.ts';
import { SIGNATURE_BYTES, type Signer, type Verify } from './ports.ts';

/** Bytes that are not what a key signed, or not of the shape they should have. */
export class NotSigned extends Error {
  override name = 'NotSigned';
}

export interface Sealed {
  readonly bytes: Uint8Array;
  /** Hash of label and payload: names this message whatever its signature. */
  readonly id: Uint8Array;
}

/** Signs a plain value under a label that keeps one kind of message from passing as another. */
export function sign(label: string, value: Plain, signer: Signer): Sealed {
  const payload = toBytes(value);
  const id = hash(label, payload);
  return { bytes: toBytes([payload, signer.sign(id)]), id };
}

export interface Signed {
  readonly value: Plain;
  /** See Sealed. */
  readonly id: Uint8Array;
  readonly signature: Uint8Array;
}

/** Messages that were taken apart already: one goes by many hands in a device, and its bytes never change. */
const taken = new WeakMap<Uint8Array, { readonly label: string; readonly signed: Signed }>();

/**
 * Takes a signed message apart; `isSignedBy` checks it.
 * @param bytes must not change from then on
 * @throws NotSigned, NotCanonical
 */
export function readSigned(label: string, bytes: Uint8Array): Signed {
  const known = taken.get(bytes);
  if (known?.label === label) return known.signed;
  const signed = takeApart(label, bytes);
  taken.set(bytes, { label, signed });
  return signed;
}

function takeApart(label: string, bytes: Uint8Array): Signed {
  const [payload, signature, ...more] = byteStringsFromBytes(bytes);
  if (!payload || !signature || more.length > 0) throw new NotSigned(`${label}: not a signed message`);
  if (signature.length !== SIGNATURE_BYTES) throw new NotSigned(`${label}: wrong signature length`);
  return { value: fromBytes(payload), id: hash(label, payload), signature };
}

export function isSignedBy(key: Uint8Array, message: Signed, verify: Verify): boolean {
  return verify(key, message.id, message.signature);
}
