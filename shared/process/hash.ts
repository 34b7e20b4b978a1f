import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

export { bytesToHex as toHex, hexToBytes as fromHex };

/** SHA-256 of a label and parts, each with its length before it, so that no two lists of parts collide. */
export function hash(label: string, ...parts: Uint8Array[]): Uint8Array {
  const framed: Uint8Array[] = [];
  for (const part of [utf8ToBytes(label), ...parts]) {
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, part.length);
    framed.push(length, part);
  }
  return sha256(concatBytes(...framed));
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
