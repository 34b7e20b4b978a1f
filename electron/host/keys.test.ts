import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { fromHex, toHex } from '../../shared/process/hash.ts';
import { botSeed, signerOf, verifySignature } from './keys.ts';

test('signs as in RFC 8032, 7.1, test 2', () => {
  const signer = signerOf(fromHex('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb'));
  expect(toHex(signer.publicKey)).toBe('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c');
  expect(toHex(signer.sign(Uint8Array.of(0x72)))).toBe(
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da' +
      '085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  );
});

test('a changed byte, another key and malformed keys are refused', () => {
  const [ada, bob] = [signerOf(randomBytes(32)), signerOf(randomBytes(32))];
  const message = randomBytes(50);
  const signature = ada.sign(message);
  expect(verifySignature(ada.publicKey, message, signature)).toBe(true);
  expect(verifySignature(bob.publicKey, message, signature)).toBe(false);
  expect(verifySignature(ada.publicKey, message.subarray(1), signature)).toBe(false);
  expect(verifySignature(ada.publicKey, message, signature.subarray(1))).toBe(false);
  expect(verifySignature(new Uint8Array(31), message, signature)).toBe(false);
  expect(verifySignature(new Uint8Array(0), message, new Uint8Array(0))).toBe(false);
});

test('a signature that was found right once proves nothing for another key, text or signature', () => {
  const [ada, bob] = [signerOf(randomBytes(32)), signerOf(randomBytes(32))];
  const digest = randomBytes(32);
  const signature = ada.sign(digest);
  // Twice each: the second answer comes from what is kept.
  for (let time = 0; time < 2; time += 1) {
    expect(verifySignature(ada.publicKey, digest, signature)).toBe(true);
    expect(verifySignature(bob.publicKey, digest, signature)).toBe(false);
    expect(verifySignature(ada.publicKey, randomBytes(32), signature)).toBe(false);
    expect(verifySignature(ada.publicKey, digest.subarray(1), signature)).toBe(false);
    const changed = signature.map((byte, at) => (at === 40 ? byte ^ 1 : byte));
    expect(verifySignature(ada.publicKey, digest, changed)).toBe(false);
  }
});

test('every bot of every table has its own key, and keeps it', () => {
  const seed = randomBytes(32);
  const seeds = [botSeed(seed, 'a', 1), botSeed(seed, 'a', 2), botSeed(seed, 'b', 1)].map(toHex);
  expect(new Set(seeds).size).toBe(3);
  expect(toHex(botSeed(seed, 'a', 1))).toBe(seeds[0]);
});
