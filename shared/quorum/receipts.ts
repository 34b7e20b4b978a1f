import { HASH_BYTES } from '../process/hash.ts';
import type { Signer, Verify } from '../process/ports.ts';
import { bytesOf, count, type Fields, readWord, type SignedWord, signWord } from './signedWord.ts';

const LABEL = 'evertable/receipt/1';

/**
 * A device's word that an entry, and all before it, is checked and on its disk. It is given in the signer's current
 * term, and only for an entry of that very term: receipts for older entries are what Raft's figure 8 warns of.
 */
export interface Receipt extends SignedWord {
  readonly seq: number;
  /** The entry's id. */
  readonly entry: Uint8Array;
  readonly term: number;
}

const fields: Fields<Receipt> = { seq: count, entry: bytesOf(HASH_BYTES), term: count };

/** Signs a receipt for an entry that is on this disk. */
export function signReceipt(
  { table, seq, entry, term, boot }: Omit<Receipt, 'device'>,
  signer: Signer,
): Uint8Array {
  return signWord(LABEL, { table, seq, entry, term, boot }, signer);
}

/** Reads a receipt and checks its signature. @throws NotSigned, NotCanonical */
export function readReceipt(bytes: Uint8Array, verify: Verify): Receipt {
  return readWord(LABEL, bytes, fields, verify);
}
