import { hash } from '../process/hash.ts';
import { sameBytes } from '../process/plain.ts';
import type { Signer, Verify } from '../process/ports.ts';

/**
 * Keys of a simulated world: fast, seeded, and worth nothing against a real forger (whoever knows the public
 * key can sign). A changed byte is still noticed.
 */
export function simulatedSigner(name: string): Signer {
  const publicKey = hash('simulated-key', new TextEncoder().encode(name));
  return { publicKey, sign: (bytes) => simulatedSignature(publicKey, bytes) };
}

export const simulatedVerify: Verify = (publicKey, bytes, signature) =>
  sameBytes(signature, simulatedSignature(publicKey, bytes));

function simulatedSignature(publicKey: Uint8Array, bytes: Uint8Array): Uint8Array {
  const half = hash('simulated-signature', publicKey, bytes);
  const signature = new Uint8Array(64);
  signature.set(half);
  signature.set(half, 32);
  return signature;
}
