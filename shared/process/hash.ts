import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

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
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  const add = (part: Uint8Array) => {
    parts.push(part);
    sizeBytes += LENGTH_BYTES + part.length;
  };
  add(utf8ToBytes(label));
  return { add, finish: () => sha256(framed(parts, sizeBytes)) };
}

const LENGTH_BYTES = 4;

/** All parts in one run of bytes: the hash is much faster over a long one than over many short ones. */
function framed(parts: readonly Uint8Array[], sizeBytes: number): Uint8Array {
  const bytes = new Uint8Array(sizeBytes);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const part of parts) {
    view.setUint32(at, part.length);
    bytes.set(part, at + LENGTH_BYTES);
    at += LENGTH_BYTES + part.length;
  }
  return bytes;
}

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
