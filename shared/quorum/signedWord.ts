import { TABLE_ID_BYTES } from '../process/input.ts';
import { isRecord, type Plain } from '../process/plain.ts';
import { PUBLIC_KEY_BYTES, type Signer, type Verify } from '../process/ports.ts';
import { isSignedBy, NotSigned, readSigned, sign } from '../process/signed.ts';
import { SIGNED_WORD_BYTES_MAX } from './limits.ts';

/** What every word of a device names that others may have to check: which table, whose word, from which of its starts. */
export interface SignedWord {
  readonly table: Uint8Array;
  /** The signer's public key. */
  readonly device: Uint8Array;
  /** Counts the signer's starts: a device that starts from a restored backup may contradict itself in good faith. */
  readonly boot: number;
}

/** How each field of one kind of word is read; the fields of SignedWord are read for all. */
export type Fields<T> = {
  readonly [K in Exclude<keyof T, keyof SignedWord>]: (value: Plain | undefined) => T[K] | null;
};

/** Signs a word under its kind's label; the signer is its device. */
export function signWord(
  label: string,
  word: { readonly [field: string]: Plain },
  signer: Signer,
): Uint8Array {
  return sign(label, { ...word, device: signer.publicKey }, signer).bytes;
}

/**
 * Reads a word: exactly the fields that it should have, signed by the device that it names.
 * @throws NotSigned, NotCanonical
 */
export function readWord<T extends SignedWord>(
  label: string,
  bytes: Uint8Array,
  fields: Fields<T>,
  verify: Verify,
): T {
  if (bytes.length > SIGNED_WORD_BYTES_MAX) throw new NotSigned(`${label}: too long`);
  const message = readSigned(label, bytes);
  const { value } = message;
  if (!isRecord(value)) throw new NotSigned(`${label}: not a record`);
  const readers = { table: tableId, device: key, boot: count, ...fields } as {
    readonly [field: string]: (value: Plain | undefined) => unknown;
  };
  if (Object.keys(value).length !== Object.keys(readers).length)
    throw new NotSigned(`${label}: other fields`);
  const word: { [field: string]: unknown } = {};
  for (const [field, read] of Object.entries(readers)) {
    word[field] = read(value[field]);
    if (word[field] === null) throw new NotSigned(`${label}: no ${field}`);
  }
  if (!isSignedBy(word.device as Uint8Array, message, verify)) {
    throw new NotSigned(`${label}: the signature does not match`);
  }
  return word as unknown as T;
}

/** A reader of byte strings of one length. */
export function bytesOf(length: number): (value: Plain | undefined) => Uint8Array | null {
  return (value) => (value instanceof Uint8Array && value.length === length ? value : null);
}

/** Reads a whole number from 0. */
export function count(value: Plain | undefined): number | null {
  return typeof value === 'number' && value >= 0 ? value : null;
}

export const tableId = bytesOf(TABLE_ID_BYTES);
export const key = bytesOf(PUBLIC_KEY_BYTES);
