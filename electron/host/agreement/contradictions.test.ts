import { describe, expect, test } from 'vitest';
import { readInput, signInput } from '../../../shared/process/input.ts';
import { readReceipt, signReceipt } from '../../../shared/quorum/receipts.ts';
import { readVote, signVote } from '../../../shared/quorum/votes.ts';
import { simulatedSigner, simulatedVerify } from '../../../shared/sim/keys.ts';
import { Contradictions, WORDS_KEPT } from './contradictions.ts';

const table = new Uint8Array(16).fill(7);
const ada = simulatedSigner('ada');
const bo = simulatedSigner('bo');
const cy = simulatedSigner('cy');
const id = (byte: number) => new Uint8Array(32).fill(byte);

function listening() {
  const found: (readonly [Uint8Array, Uint8Array])[] = [];
  const contradictions = new Contradictions((first, second) => found.push([first, second]));
  const vote = (signer: typeof ada, term: number, candidate: typeof ada) => {
    const bytes = signVote({ table, term, candidate: candidate.publicKey, boot: 1 }, signer);
    contradictions.noteVote(bytes, readVote(bytes, simulatedVerify));
    return bytes;
  };
  const receipt = (signer: typeof ada, seq: number, entry: Uint8Array, term = 3) => {
    const bytes = signReceipt({ table, seq, entry, term, boot: 1 }, signer);
    contradictions.noteReceipt(bytes, readReceipt(bytes, simulatedVerify));
    return bytes;
  };
  const input = (signer: typeof ada, number: number, kind: string) => {
    const bytes = signInput({ table, number, body: { kind } }, signer);
    contradictions.noteInput(bytes, readInput(bytes, simulatedVerify));
    return bytes;
  };
  const journalled = (signer: typeof ada, number: number, kind: string) => {
    const bytes = signInput({ table, number, body: { kind } }, signer);
    contradictions.compareInput(bytes, readInput(bytes, simulatedVerify));
    return bytes;
  };
  return { found, vote, receipt, input, journalled };
}

describe('words that were heard lately', () => {
  test('case 43: a second input under one number is noticed, with both', () => {
    const { found, input } = listening();
    const first = input(ada, 4, 'ACK');
    input(ada, 4, 'ACK');
    input(ada, 5, 'SHUFFLE');
    input(cy, 4, 'SHUFFLE');
    expect(found).toEqual([]);
    const second = input(ada, 4, 'SHUFFLE');
    expect(found).toEqual([[first, second]]);
  });

  // Guards compareInput: what a cheat said here, and what it said to the host alone.
  test('case 43: what the journal holds under the number of another thing that was heard is noticed', () => {
    const { found, input, journalled } = listening();
    const heard = input(ada, 4, 'READY');
    journalled(ada, 5, 'READY');
    input(ada, 5, 'DEAL');
    expect(found, 'the journal is not remembered').toEqual([]);
    const other = journalled(ada, 4, 'DEAL');
    expect(found).toEqual([[heard, other]]);
  });

  test('a second vote in one term is noticed, with both words', () => {
    const { found, vote } = listening();
    const first = vote(ada, 4, bo);
    vote(ada, 4, bo);
    vote(ada, 5, cy);
    vote(cy, 4, cy);
    expect(found).toEqual([]);
    const second = vote(ada, 4, cy);
    expect(found).toEqual([[first, second]]);
  });

  test('a receipt for another entry in the same place and term is noticed', () => {
    const { found, receipt } = listening();
    const first = receipt(ada, 9, id(1));
    receipt(ada, 9, id(1));
    receipt(ada, 10, id(2));
    receipt(bo, 9, id(2));
    // Another term's host may put another entry there.
    receipt(ada, 9, id(2), 4);
    expect(found).toEqual([]);
    const second = receipt(ada, 9, id(2));
    expect(found).toEqual([[first, second]]);
  });

  // Guards the bound in #note.
  test('only so many are remembered: the oldest are forgotten first', () => {
    const { found, receipt } = listening();
    for (let seq = 0; seq <= WORDS_KEPT; seq++) receipt(ada, seq, id(1));
    receipt(ada, 0, id(2));
    expect(found).toEqual([]);
    receipt(ada, WORDS_KEPT, id(2));
    expect(found).toHaveLength(1);
  });
});
