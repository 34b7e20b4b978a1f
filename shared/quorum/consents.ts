import type { Body } from '../process/effects.ts';
import { HASH_BYTES, hash } from '../process/hash.ts';
import { type Plain, toBytes } from '../process/plain.ts';
import type { Signer, Verify } from '../process/ports.ts';
import { bytesOf, type Fields, readWord, type SignedWord, signWord } from './signedWord.ts';

const LABEL = 'evertable/consent/1';

/** What needs a majority's word beyond its place in the journal (DESIGN.md 5.6). */
export const CONSENT_KINDS = ['TIMEOUT', 'RESTART'] as const;
export type ConsentKind = (typeof CONSENT_KINDS)[number];

/**
 * A device's word that something may be said now: TIMEOUT, as by its own clock and with nothing to say itself a wait is
 * over; RESTART, as it has found the same devices to be cheating.
 */
export interface Consent extends SignedWord {
  /** Id of the entry that the input follows: the word is good for that place alone. */
  readonly after: Uint8Array;
  readonly what: ConsentKind;
  /** See `consentAbout`. */
  readonly about: Uint8Array;
}

/** What exactly is agreed to: the hash of the input's body without the consents that it carries. */
export function consentAbout(body: Body): Uint8Array {
  const { consents: _, ...rest } = body;
  return hash('evertable/consent/about/1', toBytes(rest));
}

const fields: Fields<Consent> = {
  after: bytesOf(HASH_BYTES),
  what: (value: Plain | undefined) => CONSENT_KINDS.find((kind) => kind === value) ?? null,
  about: bytesOf(HASH_BYTES),
};

/** Signs a consent. */
export function signConsent(
  { table, after, what, about, boot }: Omit<Consent, 'device'>,
  signer: Signer,
): Uint8Array {
  return signWord(LABEL, { table, after, what, about, boot }, signer);
}

/** Reads a consent and checks its signature. @throws NotSigned, NotCanonical */
export function readConsent(bytes: Uint8Array, verify: Verify): Consent {
  return readWord(LABEL, bytes, fields, verify);
}
