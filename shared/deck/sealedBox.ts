import { library } from './group.ts';
import { BOX_BYTES, SCALAR_BYTES } from './messages.ts';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;

let room: {
  readonly key: number;
  readonly nonce: number;
  readonly plain: number;
  readonly box: number;
} | null = null;

/** A scalar under ChaCha20-Poly1305; each key seals one box, so the nonce is zero (step 3). */
export function sealScalar(scalar: Uint8Array, key: Uint8Array): Uint8Array {
  const { lib, at } = prepared(key);
  lib.HEAPU8.set(scalar, at.plain);
  lib._crypto_aead_chacha20poly1305_ietf_encrypt(
    at.box,
    0,
    at.plain,
    SCALAR_BYTES,
    0,
    0,
    0,
    0,
    0,
    at.nonce,
    at.key,
  );
  return lib.HEAPU8.slice(at.box, at.box + BOX_BYTES);
}

/** What a box holds; null: it was sealed with another key. */
export function openBox(box: Uint8Array, key: Uint8Array): Uint8Array | null {
  if (box.length !== BOX_BYTES) return null;
  const { lib, at } = prepared(key);
  lib.HEAPU8.set(box, at.box);
  const failed = lib._crypto_aead_chacha20poly1305_ietf_decrypt(
    at.plain,
    0,
    0,
    at.box,
    BOX_BYTES,
    0,
    0,
    0,
    0,
    at.nonce,
    at.key,
  );
  return failed === 0 ? lib.HEAPU8.slice(at.plain, at.plain + SCALAR_BYTES) : null;
}

function prepared(key: Uint8Array) {
  const lib = library();
  if (!room) {
    const start = lib._malloc(KEY_BYTES + NONCE_BYTES + SCALAR_BYTES + BOX_BYTES);
    const nonce = start + KEY_BYTES;
    const plain = nonce + NONCE_BYTES;
    room = { key: start, nonce, plain, box: plain + SCALAR_BYTES };
  }
  lib.HEAPU8.set(key.subarray(0, KEY_BYTES), room.key);
  lib.HEAPU8.fill(0, room.nonce, room.nonce + NONCE_BYTES);
  return { lib, at: room };
}
