import { toHex } from '../process/hash.ts';
import { sameBytes } from '../process/plain.ts';
import type { Verify } from '../process/ports.ts';
import { SIGNED_WORDS_MAX } from './limits.ts';
import { type Receipt, readReceipt } from './receipts.ts';
import { isMajorityOfEach, type VoterSet } from './voters.ts';

/**
 * The proof of a commit: a majority's receipts for one entry, given in the term of that entry. It commits all before
 * it as well. Anybody who knows the voters can check it, at any time.
 */
export interface CommitCertificate {
  readonly seq: number;
  /** The entry's id. */
  readonly entry: Uint8Array;
  readonly term: number;
  readonly receipts: readonly Uint8Array[];
}

/** Why a certificate proves nothing. */
export const CERTIFICATE_PROBLEMS = {
  tooMany: 'The certificate holds too many receipts.',
  unreadable: 'The certificate holds a receipt that nobody signed.',
  other: 'The certificate holds a receipt for something else.',
  minority: 'The certificate holds no majority of the voters.',
} as const;

/**
 * Why this certificate does not prove that its entry is committed; null: it does. The caller sees to it that the entry
 * at `seq` of its journal is the one named, and is of that term. There is no exception for a table with one voter: its
 * one receipt is what somebody who comes later can check.
 * @param table the table's id
 * @param voterSets those whose majorities count for the entry: one set, or the old and the new voters
 */
export function certificateProblem(
  certificate: CommitCertificate,
  table: Uint8Array,
  voterSets: readonly VoterSet[],
  verify: Verify,
): string | null {
  const { receipts } = certificate;
  if (receipts.length > SIGNED_WORDS_MAX) return CERTIFICATE_PROBLEMS.tooMany;
  const devices = new Set<string>();
  for (const bytes of receipts) {
    const receipt = receiptOrNull(bytes, verify);
    if (!receipt) return CERTIFICATE_PROBLEMS.unreadable;
    if (!isFor(receipt, certificate, table)) return CERTIFICATE_PROBLEMS.other;
    devices.add(toHex(receipt.device));
  }
  return isMajorityOfEach(devices, voterSets) ? null : CERTIFICATE_PROBLEMS.minority;
}

function isFor(receipt: Receipt, { seq, entry, term }: CommitCertificate, table: Uint8Array): boolean {
  return (
    receipt.seq === seq &&
    receipt.term === term &&
    sameBytes(receipt.entry, entry) &&
    sameBytes(receipt.table, table)
  );
}

function receiptOrNull(bytes: Uint8Array, verify: Verify): Receipt | null {
  try {
    return readReceipt(bytes, verify);
  } catch {
    return null;
  }
}
