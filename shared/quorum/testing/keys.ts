import { hash } from '../../process/hash.ts';
import { sameBytes } from '../../process/plain.ts';
import type { Signer, Verify } from '../../process/ports.ts';

/**
 * Keys for worlds of very many words: a signature is the key and what it signs, so it costs nothing, and a changed byte
 * is still noticed.
 */
export function quickSigner(name: string): Signer {
  const publicKey = hash('quick-key', new TextEncoder().encode(name));
  return { publicKey, sign: (bytes) => quickSignature(publicKey, bytes) };
}

export const quickVerify: Verify = (publicKey, bytes, signature) =>
  sameBytes(signature, quickSignature(publicKey, bytes));

/** `bytes` are a hash: 32 bytes, as the key. */
function quickSignature(publicKey: Uint8Array, bytes: Uint8Array): Uint8Array {
  const signature = new Uint8Array(64);
  signature.set(publicKey);
  signature.set(bytes, 32);
  return signature;
}
