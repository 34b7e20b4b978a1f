import { numberOf } from './group.ts';

/*
 * ChaCha20-Poly1305 (RFC 8439) with a zero nonce and nothing beside the message, as a deal's boxes use it (DECK.md, step
 * 3: every key seals one box). Slow and plain: for tests.
 */

const TAG_BYTES = 16;
const BLOCK_BYTES = 64;
const CONSTANTS = 'expand 32-byte k';
const QUARTERS: readonly (readonly [number, number, number, number])[] = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
];
const DOUBLE_ROUNDS = 10;
const P1305 = (1n << 130n) - 5n;
const R_MASK = 0x0ffffffc0ffffffc0ffffffc0fffffffn;

/** @param nonce 12 bytes; a deal's is all zero */
export function seal(message: Uint8Array, key: Uint8Array, nonce = new Uint8Array(12)): Uint8Array {
  const text = masked(message, key, nonce);
  return Uint8Array.from([...text, ...tagOf(text, key, nonce)]);
}

/** What a box holds; null: it was not sealed with this key. */
export function unseal(box: Uint8Array, key: Uint8Array, nonce = new Uint8Array(12)): Uint8Array | null {
  if (box.length < TAG_BYTES) return null;
  const text = box.slice(0, -TAG_BYTES);
  const tag = tagOf(text, key, nonce);
  return box.slice(-TAG_BYTES).every((byte, at) => byte === tag[at]) ? masked(text, key, nonce) : null;
}

/** The message under the key stream from block 1 on; the same way there and back. */
function masked(message: Uint8Array, key: Uint8Array, nonce: Uint8Array): Uint8Array {
  return message.map(
    (byte, at) => byte ^ byteOf(chachaBlock(key, 1 + Math.floor(at / BLOCK_BYTES), nonce), at),
  );
}

function byteOf(block: Uint8Array, at: number): number {
  return block[at % BLOCK_BYTES] as number;
}

function tagOf(text: Uint8Array, key: Uint8Array, nonce: Uint8Array): Uint8Array {
  const padding = new Uint8Array((TAG_BYTES - (text.length % TAG_BYTES)) % TAG_BYTES);
  const sizes = new Uint8Array(16);
  new DataView(sizes.buffer).setUint32(8, text.length, true);
  return poly1305(Uint8Array.from([...text, ...padding, ...sizes]), chachaBlock(key, 0, nonce).slice(0, 32));
}

/** RFC 8439, 2.3. */
export function chachaBlock(key: Uint8Array, counter: number, nonce: Uint8Array): Uint8Array {
  const start = new Uint8Array(BLOCK_BYTES);
  start.set(new TextEncoder().encode(CONSTANTS), 0);
  start.set(key, 16);
  start.set(nonce, 52);
  const view = new DataView(start.buffer);
  view.setUint32(48, counter, true);
  const before = Uint32Array.from({ length: 16 }, (_, at) => view.getUint32(4 * at, true));
  const state = before.slice();
  for (let round = 0; round < DOUBLE_ROUNDS; round++)
    for (const quarter of QUARTERS) quarterRound(state, quarter);
  const block = new DataView(new ArrayBuffer(BLOCK_BYTES));
  state.forEach((word, at) => {
    block.setUint32(4 * at, (word + (before[at] as number)) >>> 0, true);
  });
  return new Uint8Array(block.buffer);
}

function quarterRound(state: Uint32Array, [a, b, c, d]: readonly [number, number, number, number]): void {
  mix(state, a, b, d, 16);
  mix(state, c, d, b, 12);
  mix(state, a, b, d, 8);
  mix(state, c, d, b, 7);
}

/** x += y; z = (z ^ x) <<< bits */
function mix(state: Uint32Array, x: number, y: number, z: number, bits: number): void {
  state[x] = (state[x] as number) + (state[y] as number);
  const turned = (state[z] as number) ^ (state[x] as number);
  state[z] = (turned << bits) | (turned >>> (32 - bits));
}

/** RFC 8439, 2.5. @param key 32 bytes: r, s */
export function poly1305(message: Uint8Array, key: Uint8Array): Uint8Array {
  const r = numberOf(key.slice(0, 16)) & R_MASK;
  let accumulator = 0n;
  for (let from = 0; from < message.length; from += 16) {
    const block = [...message.slice(from, from + 16), 1];
    accumulator = ((accumulator + numberOf(Uint8Array.from(block))) * r) % P1305;
  }
  const tag = accumulator + numberOf(key.slice(16));
  return Uint8Array.from({ length: TAG_BYTES }, (_, at) => Number((tag >> BigInt(8 * at)) & 255n));
}
