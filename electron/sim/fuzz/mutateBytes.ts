/** Changes of bytes as accidents and attackers make them. All chance comes from `random`. */
import type { RandomBelow } from '../../host/disk/testing/memoryDisk.ts';

/** Lengths and numbers that readers stumble over: CBOR heads, LEB128 and fixed widths, at the edges of what they hold. */
const BOMBS: readonly (readonly number[])[] = [
  [0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
  [0x9a, 0x7f, 0xff, 0xff, 0xff],
  [0xba, 0xff, 0xff, 0xff, 0xff],
  [0x5b, 0x00, 0x1f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
  [0x5a, 0xff, 0xff, 0xff, 0xff],
  [0x7a, 0x7f, 0xff, 0xff, 0xff],
  [0x9f, 0x5f, 0x7f, 0xbf, 0xff],
  [0xf9, 0x7e, 0x00],
  [0xfb, 0x7f, 0xf0, 0, 0, 0, 0, 0, 0],
  [0x1b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f],
  [0xff, 0xff, 0xff, 0xff, 0x0f],
  [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00],
  [0xff, 0xff, 0xff, 0xff],
  [0x7f, 0xff, 0xff, 0xff],
  [0, 0, 0, 0],
];

/** What opens something in CBOR, JSON and TOML: many of them lie deep. */
const OPENERS: readonly (readonly number[])[] = [
  [0x81],
  [0xa1, 0x60],
  [0xc1],
  [0x5b],
  [0x5f],
  [...Buffer.from('[')],
  [...Buffer.from('{"a":')],
  [...Buffer.from('{ a = ')],
  [...Buffer.from('a.')],
];

/** Deeper than any stack that a reader without a limit would use. */
const NESTING_MAX = 20_000;
const RANDOM_BYTES_MAX = 96;

type Change = (bytes: Buffer, random: RandomBelow, others: readonly Uint8Array[]) => Uint8Array;

const CHANGES: readonly Change[] = [
  function flip(bytes, random) {
    const changed = Buffer.from(bytes);
    for (let bits = 1 + random(4); bits > 0 && changed.length > 0; bits--) {
      const at = random(changed.length);
      changed[at] = (changed[at] ?? 0) ^ (1 << random(8));
    }
    return changed;
  },
  function set(bytes, random) {
    const changed = Buffer.from(bytes);
    if (changed.length > 0)
      changed[random(changed.length)] = [0, 1, 0x7f, 0x80, 0xff, random(256)][random(6)] ?? 0;
    return changed;
  },
  function truncate(bytes, random) {
    return bytes.subarray(0, random(bytes.length + 1));
  },
  function behead(bytes, random) {
    return bytes.subarray(random(bytes.length + 1));
  },
  function cutOut(bytes, random) {
    const [from, to] = span(bytes, random);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  function repeat(bytes, random) {
    const [from, to] = span(bytes, random);
    const times = 1 + random(8);
    const middle = Array.from({ length: times }, () => bytes.subarray(from, to));
    return Buffer.concat([bytes.subarray(0, to), ...middle, bytes.subarray(to)]);
  },
  function insert(bytes, random) {
    const at = random(bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, at), randomBytes(random), bytes.subarray(at)]);
  },
  function bomb(bytes, random) {
    const length = Buffer.from(BOMBS[random(BOMBS.length)] ?? []);
    const at = random(bytes.length + 1);
    const over = random(2) === 0 ? length.length : 0;
    return Buffer.concat([bytes.subarray(0, at), length, bytes.subarray(at + over)]);
  },
  function nest(bytes, random) {
    const opener = Buffer.from(OPENERS[random(OPENERS.length)] ?? []);
    const times = 1 + random([8, 200, NESTING_MAX][random(3)] ?? 8);
    const at = random(bytes.length + 1);
    const opened = Buffer.alloc(opener.length * times, opener);
    return Buffer.concat([bytes.subarray(0, at), opened, bytes.subarray(at)]);
  },
  function splice(bytes, random, others) {
    const other = others[random(Math.max(others.length, 1))] ?? new Uint8Array();
    return Buffer.concat([
      bytes.subarray(0, random(bytes.length + 1)),
      other.subarray(random(other.length + 1)),
    ]);
  },
  function nothingOfIt(_bytes, random) {
    return randomBytes(random);
  },
];

/** Another input made of one, and of others of its kind. */
export function mutateBytes(
  bytes: Uint8Array,
  random: RandomBelow,
  others: readonly Uint8Array[],
): Uint8Array {
  let changed = bytes;
  for (let times = 1 + random(3); times > 0; times--) {
    const change = CHANGES[random(CHANGES.length)] as Change;
    changed = change(Buffer.from(changed), random, others);
  }
  return Uint8Array.from(changed);
}

/** One piece of it over and over, up to `sizeBytes`. */
export function blowUp(bytes: Uint8Array, random: RandomBelow, sizeBytes: number): Uint8Array {
  const [from, to] = span(Buffer.from(bytes), random);
  const piece = bytes.subarray(from, Math.max(to, from + 1));
  const room = sizeBytes - bytes.length;
  if (piece.length === 0 || room <= 0) return bytes;
  return Uint8Array.from(
    Buffer.concat([bytes.subarray(0, from), Buffer.alloc(room, piece), bytes.subarray(from)]),
  );
}

function span(bytes: Buffer, random: RandomBelow): [number, number] {
  const from = random(bytes.length + 1);
  return [from, Math.min(bytes.length, from + 1 + random(64))];
}

function randomBytes(random: RandomBelow): Buffer {
  return Buffer.from(Array.from({ length: random(RANDOM_BYTES_MAX) }, () => random(256)));
}
