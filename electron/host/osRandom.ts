import { randomBytes } from 'node:crypto';

/** Bytes from the operating system's generator, for keys, secrets and nonces. */
export function osRandomBytes(sizeBytes: number): Uint8Array {
  return new Uint8Array(randomBytes(sizeBytes));
}
