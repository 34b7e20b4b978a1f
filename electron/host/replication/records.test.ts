import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHex } from '../../../shared/process/hash.ts';
import { signInput } from '../../../shared/process/input.ts';
import { Journal } from '../../../shared/process/journal.ts';
import { type Plain, toBytes } from '../../../shared/process/plain.ts';
import { signReceipt } from '../../../shared/quorum/receipts.ts';
import { simulatedSigner, simulatedVerify } from '../../../shared/sim/keys.ts';
import { HostilePeer } from './hostilePeer.ts';
import { checkRecord, readRecord, recordBytes, type Trust } from './records.ts';
import { CHECKPOINT, FIRST, host, JOURNAL_OPTIONS, joinInput } from './testing/hands.ts';

const voter = simulatedSigner('voter');
const voters = [toHex(voter.publicKey)];

/** A finished first hand: two bidders, closed at once. */
function finished(): Journal {
  const journal = new Journal(FIRST.checkpoint, 1, JOURNAL_OPTIONS);
  const closer = simulatedSigner('closer');
  const close = signInput({ table: CHECKPOINT.table, number: 1, body: { kind: 'CLOSE' } }, closer);
  for (const input of [joinInput('ada'), joinInput('bob'), close]) journal.append(input, 0, 1, host);
  journal.append(journal.handEndInput(1, host), 0, 1, host);
  return journal;
}

const journal = finished();
const { seq, id: entry, term } = journal.position;
const receipt = signReceipt({ table: CHECKPOINT.table, seq, entry, term, boot: 1 }, voter);
const certificate = { seq, entry, term, receipts: [receipt] };
const RECORD = {
  ...{ hand: 1, record: null, next: journal.nextHand().checkpoint },
  ...{ proof: { links: [], certificate }, changes: [] },
};
const trust: Trust = {
  ...{ table: CHECKPOINT.table, hand: 1, opening: new Uint8Array(32), voters, verify: simulatedVerify },
  // As a game does that expects its own shape.
  votersOfGame: (game) =>
    (game as { [device: string]: Plain })[toHex(simulatedSigner('ada').publicKey)] === 10
      ? voters
      : (game as unknown as { voters: string[] }).voters.slice(),
};

describe('a record of a finished hand', () => {
  test('that proves itself is trusted', () => {
    expect(checkRecord(recordBytes(RECORD), trust).trust.hand).toBe(2);
  });

  // Guards recordSchema: without it what is missing or of another kind is used as if it were right.
  const of = (over: object) => toBytes({ ...RECORD, ...over } as Plain);
  const proof = RECORD.proof;
  test.each<[string, Uint8Array]>([
    ['bytes that are no value', Uint8Array.of(0xff, 1, 2)],
    ['nothing', toBytes(null)],
    ['a text', toBytes('record')],
    ['no certificate', of({ proof: null })],
    ['a proof that is a number', of({ proof: 7 })],
    ['a proof without links', of({ proof: { certificate } })],
    ['links that are numbers', of({ proof: { ...proof, links: [1, 2] } })],
    ['a proof without a certificate', of({ proof: { links: [] } })],
    ['a certificate without receipts', of({ proof: { ...proof, certificate: { seq, entry, term } } })],
    [
      'receipts that are numbers',
      of({ proof: { ...proof, certificate: { ...certificate, receipts: [1] } } }),
    ],
    ['changes that are nothing', of({ changes: [null] })],
    ['changes without proof', of({ changes: [{ entry: new Uint8Array(3) }] })],
    ['changes that nobody signed', of({ changes: [{ entry: new Uint8Array(3), proof }] })],
    ['changes that are a number', of({ changes: 3 })],
    ['a hand that is a fraction', of({ hand: 'one' })],
    ['a next hand that is none', of({ next: toBytes({ checkpoint: {} }) })],
  ])('with %s costs its sender the link', (_what, bytes) => {
    expect(() => checkRecord(bytes, trust)).toThrow(HostilePeer);
  });

  test('whatever it is made of, it is trusted or costs the link, and nothing else is thrown', () => {
    const value = fc.oneof(
      fc.constantFrom<unknown>(null, 0, '', [], {}, [null], [{}], new Uint8Array(40), proof, certificate),
      fc.integer(),
      fc.string(),
    );
    const paths = ['hand', 'next', 'proof', 'changes', 'record'] as const;
    const shape = fc.record(Object.fromEntries(paths.map((key) => [key, value])), { requiredKeys: [] });
    fc.assert(
      fc.property(shape, (over) => {
        try {
          checkRecord(of(over), trust);
        } catch (error) {
          expect(error).toBeInstanceOf(HostilePeer);
        }
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  test('of an Evertable of before, without proof and changes, is read', () => {
    const { hand, record, next } = RECORD;
    expect(readRecord(toBytes({ hand, record, next }))).toEqual({ ...RECORD, proof: null });
  });
});
