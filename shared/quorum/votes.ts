import type { Signer, Verify } from '../process/ports.ts';
import { count, type Fields, key, readWord, type SignedWord, signWord } from './signedWord.ts';

const LABEL = 'evertable/vote/1';

/** A device's word that it wants `candidate` to host in `term`, and nobody else (Raft, 5.2). */
export interface Vote extends SignedWord {
  readonly term: number;
  /** Public key of the device that stands. */
  readonly candidate: Uint8Array;
}

const fields: Fields<Vote> = { term: count, candidate: key };

/** Signs a vote. It must be on disk before it is sent (DESIGN.md 4.5). */
export function signVote({ table, term, candidate, boot }: Omit<Vote, 'device'>, signer: Signer): Uint8Array {
  return signWord(LABEL, { table, term, candidate, boot }, signer);
}

/** Reads a vote and checks its voter's signature. @throws NotSigned, NotCanonical */
export function readVote(bytes: Uint8Array, verify: Verify): Vote {
  return readWord(LABEL, bytes, fields, verify);
}
