import { describe, expect, test } from 'vitest';
import { toHex } from '../process/hash.ts';
import { simulatedSigner, simulatedVerify } from '../sim/keys.ts';
import { CERTIFICATE_PROBLEMS, type CommitCertificate, certificateProblem } from './certificate.ts';
import { type Receipt, signReceipt } from './receipts.ts';
import type { VoterSet } from './voters.ts';

const signers = ['ada', 'bob', 'cyd', 'dan'].map(simulatedSigner);
const [ada, bob, cyd, dan] = signers as [
  (typeof signers)[0],
  (typeof signers)[0],
  (typeof signers)[0],
  (typeof signers)[0],
];
const hex = (...of: (typeof signers)[0][]): VoterSet => of.map(({ publicKey }) => toHex(publicKey));
const table = new Uint8Array(16).fill(7);
const entry = new Uint8Array(32).fill(9);
const place = { table, seq: 12, entry, term: 4, boot: 1 };
const receiptOf = (signer = ada, change: Partial<Receipt> = {}) =>
  signReceipt({ ...place, ...change }, signer);
const certificate = (...receipts: Uint8Array[]): CommitCertificate => ({ seq: 12, entry, term: 4, receipts });
const three = [hex(ada, bob, cyd)];
const problem = (given: CommitCertificate, voterSets: readonly VoterSet[] = three) =>
  certificateProblem(given, table, voterSets, simulatedVerify);

describe('a certificate', () => {
  test("with a majority's receipts proves the commit", () => {
    expect(problem(certificate(receiptOf(ada), receiptOf(cyd)))).toBeNull();
    expect(problem(certificate(receiptOf(ada), receiptOf(bob), receiptOf(cyd)))).toBeNull();
  });

  test('of a minority proves nothing', () => {
    expect(problem(certificate())).toBe(CERTIFICATE_PROBLEMS.minority);
    expect(problem(certificate(receiptOf(ada)))).toBe(CERTIFICATE_PROBLEMS.minority);
  });

  // Guards the Set in certificateProblem, and isMajority.
  test('counts a device once, and nobody who is no voter', () => {
    expect(problem(certificate(receiptOf(ada), receiptOf(ada)))).toBe(CERTIFICATE_PROBLEMS.minority);
    expect(problem(certificate(receiptOf(ada), receiptOf(ada, { boot: 2 })))).toBe(
      CERTIFICATE_PROBLEMS.minority,
    );
    expect(problem(certificate(receiptOf(ada), receiptOf(dan)))).toBe(CERTIFICATE_PROBLEMS.minority);
  });

  // Guards each comparison in isFor.
  test.each([
    ['another entry', { entry: new Uint8Array(32).fill(8) }],
    ['another place', { seq: 13 }],
    ['another term', { term: 5 }],
    ['another table', { table: new Uint8Array(16).fill(6) }],
  ])('with a receipt for %s proves nothing', (_, change) => {
    expect(problem(certificate(receiptOf(ada), receiptOf(bob, change)))).toBe(CERTIFICATE_PROBLEMS.other);
    expect(problem(certificate(receiptOf(ada, change), receiptOf(bob, change)))).toBe(
      CERTIFICATE_PROBLEMS.other,
    );
  });

  test('with a forged receipt, garbage or too many proves nothing, and throws nothing', () => {
    const forged = receiptOf(bob).with(-1, 0xff);
    expect(problem(certificate(receiptOf(ada), forged))).toBe(CERTIFICATE_PROBLEMS.unreadable);
    expect(problem(certificate(receiptOf(ada), new Uint8Array(5)))).toBe(CERTIFICATE_PROBLEMS.unreadable);
    const many = Array.from({ length: 33 }, () => receiptOf(ada));
    expect(problem(certificate(...many))).toBe(CERTIFICATE_PROBLEMS.tooMany);
  });

  test('needs the old and the new voters while they change', () => {
    const joint = [hex(ada, bob, cyd), hex(ada, bob, cyd, dan)];
    expect(problem(certificate(receiptOf(ada), receiptOf(bob)), joint)).toBe(CERTIFICATE_PROBLEMS.minority);
    expect(problem(certificate(receiptOf(ada), receiptOf(dan), receiptOf(bob)), joint)).toBeNull();
  });

  test('of one voter needs its receipt like any other', () => {
    expect(problem(certificate(), [hex(ada)])).toBe(CERTIFICATE_PROBLEMS.minority);
    expect(problem(certificate(receiptOf(bob)), [hex(ada)])).toBe(CERTIFICATE_PROBLEMS.minority);
    expect(problem(certificate(receiptOf(ada)), [hex(ada)])).toBeNull();
  });

  test('without voters proves nothing', () => {
    expect(problem(certificate(receiptOf(ada)), [])).toBe(CERTIFICATE_PROBLEMS.minority);
    expect(problem(certificate(receiptOf(ada)), [[]])).toBe(CERTIFICATE_PROBLEMS.minority);
  });
});
