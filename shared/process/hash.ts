import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

export { bytesToHex as toHex, hexToBytes as fromHex };

/** SHA-256 of a label and parts, each with its length before it, so that no two lists of parts collide. */
export function hash(label: string, ...parts: Uint8Array[]): Uint8Array {
  const hasher = startHash(label);
  for (const part of parts) hasher.add(part);
  return hasher.finish();
}

/** `hash`, part by part. */
export interface Hasher {
  add(part: Uint8Array): void;
  finish(): Uint8Array;
}

export function startHash(label: string): Hasher {
  // Gathered first: the hash is much faster over one long run of bytes than over many short ones.
  const parts: Uint8Array[] = [];
  const add = (part: Uint8Array) => {
    const length = new Uint8Array(LENGTH_BYTES);
    new DataView(length.buffer).setUint32(0, part.length);
    parts.push(length, part);
  };
  add(utf8ToBytes(label));
  return { add, finish: () => sha256(concatBytes(...parts)) };
}

const LENGTH_BYTES = 4;
export const HASH_BYTES = 32;

/**
 * 32-bit FNV-1a: the short digest by which a divergence report names the field that differs. It protects
 * nothing; the state hash does.
 */
export function digest32(bytes: Uint8Array, start = 0x811c9dc5): number {
  let digest = start;
  for (const byte of bytes) digest = Math.imul(digest ^ byte, 0x01000193);
  return digest >>> 0;
}
