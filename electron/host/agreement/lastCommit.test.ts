import { expect, test } from 'vitest';
import { toHex } from '../../../shared/process/hash.ts';
import { signReceipt } from '../../../shared/quorum/receipts.ts';
import { simulatedSigner } from '../../../shared/sim/keys.ts';
import { LastCommit } from './lastCommit.ts';

const table = new Uint8Array(16).fill(7);
const entry = new Uint8Array(32).fill(1);
const [ada, bo, cy] = ['ada', 'bo', 'cy'].map(simulatedSigner) as [Signer, Signer, Signer];
type Signer = ReturnType<typeof simulatedSigner>;
const hex = ({ publicKey }: Signer) => toHex(publicKey);

const receipts = [ada, bo].map((signer) => signReceipt({ table, seq: 9, entry, term: 3, boot: 1 }, signer));
const commit = new LastCommit(2, { seq: 9, entry, term: 3, receipts });

test('whose receipts made a commit has its entry, and is not sent it by other followers', () => {
  expect(commit.isProofThat(hex(ada), { seq: 9, id: entry })).toBe(true);
  expect(commit.isProofThat(hex(bo), { seq: 9, id: entry })).toBe(true);
});

test('a commit proves nothing of others, of later entries or of another entry in its place', () => {
  expect(commit.isProofThat(hex(cy), { seq: 9, id: entry })).toBe(false);
  expect(commit.isProofThat(hex(ada), { seq: 10, id: new Uint8Array(32).fill(2) })).toBe(false);
  expect(commit.isProofThat(hex(ada), { seq: 9, id: new Uint8Array(32).fill(2) })).toBe(false);
});
