import { describe, expect, test } from 'vitest';
import { toHex } from '../../shared/process/hash.ts';
import { LIMITS } from '../../shared/protocol.ts';
import { EQUIVOCATION_WORDS } from '../../shared/quorum/equivocation.ts';
import { signVote } from '../../shared/quorum/votes.ts';
import { simulatedSigner, simulatedVerify } from '../../shared/sim/keys.ts';
import { MemoryDisk } from './disk/testing/memoryDisk.ts';
import { Evidence, type Proof } from './evidence.ts';

const table = new Uint8Array(16).fill(7);
const ada = simulatedSigner('ada');
const [bo, cy] = [simulatedSigner('bo').publicKey, simulatedSigner('cy').publicKey];
const vote = (candidate: Uint8Array, term = 4, signer = ada, boot = 1) =>
  signVote({ table, term, candidate, boot }, signer);

const PATH = '/proofs.cbor';

function onDisk(disk: MemoryDisk) {
  return Evidence.open({ fs: disk.fileSystem(), path: PATH, table, verify: simulatedVerify });
}

async function withProof() {
  const disk = new MemoryDisk();
  const evidence = await onDisk(disk);
  const proof = evidence.examine(vote(bo), vote(cy)) as Proof;
  evidence.take(proof);
  await evidence.save();
  return { disk, evidence, proof };
}

describe('evidence', () => {
  test('two votes of one term prove cheating: their device is excluded', async () => {
    const { evidence, proof } = await withProof();
    expect(proof).toMatchObject({ device: toHex(ada.publicKey), words: EQUIVOCATION_WORDS.votes });
    expect(evidence.excludes(toHex(ada.publicKey))).toBe(true);
    expect(evidence.excludes(toHex(bo))).toBe(false);
  });

  test('what proves nothing is not taken: the same word twice, bytes, another table', async () => {
    const evidence = await onDisk(new MemoryDisk());
    expect(evidence.examine(vote(bo), vote(bo))).toBeNull();
    expect(evidence.examine(vote(bo), vote(cy, 5))).toBeNull();
    expect(evidence.examine(new Uint8Array(40), new Uint8Array(41))).toBeNull();
    const forged = vote(cy);
    forged[forged.length - 1] = (forged.at(-1) as number) ^ 1;
    expect(evidence.examine(vote(bo), forged)).toBeNull();
  });

  // Guards `proof.isCheating` in excludes.
  test('words of two starts are shown, not punished', async () => {
    const evidence = await onDisk(new MemoryDisk());
    const proof = evidence.examine(vote(bo), vote(cy, 4, ada, 2)) as Proof;
    expect(evidence.take(proof)).toBe(true);
    expect(evidence.proofs.map(({ words }) => words)).toEqual([EQUIVOCATION_WORDS.forgot]);
    expect(evidence.excludes(toHex(ada.publicKey))).toBe(false);
  });

  test('it is read again after a power cut, and checked again', async () => {
    const { disk, proof } = await withProof();
    disk.powerCut(() => 0);
    const again = await onDisk(disk);
    expect(again.proofs).toEqual([proof]);
    expect(again.isKnown(proof.second, proof.first)).toBe(true);
    const elsewhere = await Evidence.open({
      fs: disk.fileSystem(),
      path: PATH,
      table: new Uint8Array(16).fill(8),
      verify: simulatedVerify,
    });
    expect(elsewhere.proofs).toEqual([]);
  });

  test('a damaged file is set aside, and new proofs are kept', async () => {
    const { disk, proof } = await withProof();
    await disk.fileSystem().overwrite(PATH, Uint8Array.of(0xff));
    const evidence = await onDisk(disk);
    expect(evidence.proofs).toEqual([]);
    expect(await disk.fileSystem().size(`${PATH}.damaged-1`)).not.toBeNull();
    evidence.take(proof);
    await evidence.save();
    expect((await onDisk(disk)).proofs).toEqual([proof]);
  });

  // Guards both bounds in take.
  test('one proof of a kind is enough of each device, and their number is bounded', async () => {
    const { evidence, proof } = await withProof();
    expect(evidence.take(evidence.examine(vote(bo, 9), vote(cy, 9)) as Proof)).toBe(false);
    expect(evidence.proofs).toEqual([proof]);
    for (let at = 0; at < 3 * LIMITS.members; at++) {
      const signer = simulatedSigner(`device ${at}`);
      evidence.take(evidence.examine(vote(bo, 4, signer), vote(cy, 4, signer)) as Proof);
    }
    expect(evidence.proofs).toHaveLength(2 * LIMITS.members);
  });
});
