import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NotCanonical, type Plain, toBytes } from '../process/plain.ts';
import { NotSigned, sign } from '../process/signed.ts';
import { simulatedSigner, simulatedVerify } from '../sim/keys.ts';
import { readConsent, signConsent } from './consents.ts';
import { readReceipt, signReceipt } from './receipts.ts';
import { readVote, signVote } from './votes.ts';

const ada = simulatedSigner('ada');
const bob = simulatedSigner('bob');
const table = new Uint8Array(16).fill(7);
const id = new Uint8Array(32).fill(9);
const vote = { table, term: 4, candidate: bob.publicKey, boot: 2 };
const receipt = { table, seq: 12, entry: id, term: 4, boot: 2 };
const consent = { table, after: id, what: 'TIMEOUT' as const, about: id, boot: 2 };

const words = [
  { name: 'vote', label: 'evertable/vote/1', word: vote, bytes: signVote(vote, ada), read: readVote },
  {
    name: 'receipt',
    label: 'evertable/receipt/1',
    word: receipt,
    bytes: signReceipt(receipt, ada),
    read: readReceipt,
  },
  {
    name: 'consent',
    label: 'evertable/consent/1',
    word: consent,
    bytes: signConsent(consent, ada),
    read: readConsent,
  },
];
const isRefused = (error: unknown) => error instanceof NotSigned || error instanceof NotCanonical;

describe.each(words)('a $name', ({ label, word, bytes, read }) => {
  const reading =
    (value: Plain, signer = ada) =>
    () =>
      read(sign(label, value, signer).bytes, simulatedVerify);
  const whole = { ...word, device: ada.publicKey } as { [field: string]: Plain };

  test('is read as it was signed', () => {
    expect(read(bytes, simulatedVerify)).toEqual(whole);
  });

  test('is not read once any byte is another', () => {
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
      expect(() => read(changed, simulatedVerify), `byte ${at}`).toThrow();
    }
  });

  // Guards isSignedBy in readWord: the signature must be the named device's.
  test('signed by another than it names is refused', () => {
    expect(reading(whole, bob)).toThrow(NotSigned);
    expect(reading(whole)).not.toThrow();
  });

  test('lacks no field, has no other and none of another kind', () => {
    for (const field of Object.keys(whole)) {
      const { [field]: _, ...less } = whole;
      expect(reading(less), `without ${field}`).toThrow(NotSigned);
      for (const value of [-1, 'x', null, new Uint8Array(3), [], {}]) {
        expect(reading({ ...whole, [field]: value }), `${field}: ${value}`).toThrow(NotSigned);
      }
    }
    expect(reading({ ...whole, more: 1 })).toThrow(NotSigned);
    expect(reading([whole])).toThrow(NotSigned);
  });

  test('too long is refused before it is read', () => {
    expect(() => read(new Uint8Array(1_025), simulatedVerify)).toThrow('too long');
  });

  test('garbage throws nothing but NotSigned and NotCanonical', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (garbage) => {
        for (const frame of [garbage, toBytes([garbage, new Uint8Array(64)])]) {
          try {
            read(frame, simulatedVerify);
            return false;
          } catch (error) {
            if (!isRefused(error)) throw error;
          }
        }
        return true;
      }),
    );
  });
});

// Guards the labels: a receipt must never be taken for a vote.
test('one kind of word does not pass as another', () => {
  for (const { read } of words) {
    const others = words.filter((other) => other.read !== read);
    for (const { bytes } of others) expect(() => read(bytes, simulatedVerify)).toThrow(NotSigned);
  }
});
