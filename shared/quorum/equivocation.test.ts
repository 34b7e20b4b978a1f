import { describe, expect, test } from 'vitest';
import { signEntry } from '../process/entry.ts';
import { toHex } from '../process/hash.ts';
import { signInput } from '../process/input.ts';
import type { Signer } from '../process/ports.ts';
import { simulatedSigner, simulatedVerify } from '../sim/keys.ts';
import { signConsent } from './consents.ts';
import { EQUIVOCATION_WORDS, equivocationOf } from './equivocation.ts';
import { signReceipt } from './receipts.ts';
import { signVote } from './votes.ts';

const ada = simulatedSigner('ada');
const bob = simulatedSigner('bob');
const cyd = simulatedSigner('cyd');
const table = new Uint8Array(16).fill(7);
const otherTable = new Uint8Array(16).fill(8);
const id = (byte: number) => new Uint8Array(32).fill(byte);
const found = (first: Uint8Array, second: Uint8Array) =>
  equivocationOf(first, second, table, simulatedVerify);

const vote = (change: object = {}, signer: Signer = ada) =>
  signVote({ table, term: 4, candidate: bob.publicKey, boot: 1, ...change }, signer);
const receipt = (change: object = {}, signer: Signer = ada) =>
  signReceipt({ table, seq: 9, entry: id(1), term: 4, boot: 1, ...change }, signer);
const entry = (change: object = {}, signer: Signer = ada) =>
  signEntry(
    {
      table,
      hand: 1,
      term: 4,
      seq: 9,
      prev: id(0),
      timeMs: 5,
      input: signInput({ table, number: 1, body: { kind: 'MOVE' } }, ada),
      state: id(2),
      fields: new Uint8Array(0),
      ...change,
    },
    signer,
  ).bytes;

const kinds = [
  { what: 'votes' as const, word: vote, other: { candidate: cyd.publicKey } },
  { what: 'receipts' as const, word: receipt, other: { entry: id(3) } },
  { what: 'entries' as const, word: entry, other: { timeMs: 6 } },
];

describe.each(kinds)('two $what', ({ what, word, other }) => {
  test('of one device for one place that differ are proof', () => {
    const proof = { what, device: toHex(ada.publicKey), isCheating: true, words: EQUIVOCATION_WORDS[what] };
    expect(found(word(), word(other))).toEqual(proof);
    expect(found(word(other), word())).toEqual(proof);
  });

  // Guards each comparison in equivocationOf.
  test.each<[string, object, Signer]>([
    ['that say the same', {}, ada],
    ['of two devices', other, bob],
    ['of two terms', { ...other, term: 5 }, ada],
    ['one of another table', { ...other, table: otherTable }, ada],
  ])('%s prove nothing', (_, change, signer) => {
    expect(found(word(), word(change, signer))).toBeNull();
  });

  test('at another table are not its business', () => {
    expect(found(word({ table: otherTable }), word({ ...other, table: otherTable }))).toBeNull();
  });

  test('one of them forged prove nothing', () => {
    expect(found(word(), word(other).with(-1, 0xff))).toBeNull();
    expect(found(word().with(-1, 0xff), word(other))).toBeNull();
  });
});

test.each([
  ['receipts', receipt],
  ['entries', entry],
])('two %s for two places prove nothing', (_, word) => {
  expect(found(word(), word({ seq: 10 }))).toBeNull();
});

test.each([
  ['votes', vote, { candidate: cyd.publicKey }],
  ['receipts', receipt, { entry: id(3) }],
])('%s from two starts of a device are shown, not punished', (what, word, other) => {
  expect(found(word(), word({ ...other, boot: 2 }))).toEqual({
    what,
    device: toHex(ada.publicKey),
    isCheating: false,
    words: EQUIVOCATION_WORDS.forgot,
  });
  // The same word again from another start is none at all.
  expect(found(word(), word({ boot: 2 }))).toBeNull();
});

test('words of two kinds, other words and garbage prove nothing', () => {
  const consent = signConsent({ table, after: id(1), what: 'TIMEOUT', about: id(2), boot: 1 }, ada);
  for (const [first, second] of [
    [vote(), receipt()],
    [entry(), receipt({ entry: id(5) })],
    [consent, consent],
    [new Uint8Array(0), new Uint8Array(9)],
    [vote(), new Uint8Array(2_000)],
  ] as const) {
    expect(found(first, second)).toBeNull();
  }
});

describe('case 43: two inputs', () => {
  const input = (
    change: { readonly number?: number; readonly kind?: string; readonly of?: Uint8Array } = {},
    signer = ada,
  ) => {
    const { number = 5, kind = 'DECK_ACK', of = table } = change;
    return signInput({ table: of, number, body: { kind } }, signer);
  };
  const other = { kind: 'SHUFFLE' };

  test('of one device under one number that differ are proof, for whoever looks at them later', () => {
    const proof = {
      what: 'inputs',
      device: toHex(ada.publicKey),
      isCheating: true,
      words: EQUIVOCATION_WORDS.inputs,
    };
    expect(found(input(), input(other))).toEqual(proof);
    expect(found(input(other), input())).toEqual(proof);
  });

  test('that say the same, are of two devices, numbers or tables, or forged, prove nothing', () => {
    expect(found(input(), input())).toBeNull();
    expect(found(input(), input(other, bob))).toBeNull();
    expect(found(input(), input({ ...other, number: 6 }))).toBeNull();
    expect(found(input(), input({ ...other, of: otherTable }))).toBeNull();
    expect(found(input(), input(other).with(-1, 0xff))).toBeNull();
  });
});
