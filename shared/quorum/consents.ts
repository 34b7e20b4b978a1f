import { HASH_BYTES } from '../process/hash.ts';
import type { Plain } from '../process/plain.ts';
import type { Signer, Verify } from '../process/ports.ts';
import { bytesOf, type Fields, readWord, type SignedWord, signWord } from './signedWord.ts';

const LABEL = 'evertable/consent/1';

/** What needs a majority's word beyond its place in the journal (DESIGN.md 5.6). */
export const CONSENT_KINDS = ['TIMEOUT'] as const;
export type ConsentKind = (typeof CONSENT_KINDS)[number];

/** A device's word that by its own clock, and with nothing to say itself, a wait is over. */
export interface Consent extends SignedWord {
  /** Id of the entry that the input follows: the word is good for that place alone. */
  readonly after: Uint8Array;
  readonly what: ConsentKind;
}

const fields: Fields<Consent> = {
  after: bytesOf(HASH_BYTES),
  what: (value: Plain | undefined) => CONSENT_KINDS.find((kind) => kind === value) ?? null,
};

/** Signs a consent. */
export function signConsent(
  { table, after, what, boot }: Omit<Consent, 'device'>,
  signer: Signer,
): Uint8Array {
  return signWord(LABEL, { table, after, what, boot }, signer);
}

/** Reads a consent and checks its signature. @throws NotSigned, NotCanonical */
export function readConsent(bytes: Uint8Array, verify: Verify): Consent {
  return readWord(LABEL, bytes, fields, verify);
}
