import { lengthBytes } from '../disk/chunks.ts';
import { ByteReader } from './byteReader.ts';
import { HostilePeer } from './hostilePeer.ts';

/*
 * The run-length encoded columns of Automerge's format. A run takes two bytes however long it is: who unpacks columns
 * without counting first can be made to fill any memory.
 */

/** The low three bits of a column's specification. */
const BOOLEAN = 4;
const STRING = 5;
const RAW = 7;
const DELTA = 3;

/**
 * How many values a column unpacks to; stops counting beyond `most`.
 * @throws HostilePeer when its runs are none
 */
export function countValues(specification: number, data: Uint8Array, most: number): number {
  const type = specification & 7;
  if (type === RAW) return 0;
  const reader = new ByteReader(data);
  let count = 0;
  while (!reader.isAtEnd && count <= most) {
    if (type === BOOLEAN) {
      count += reader.number();
      continue;
    }
    const run = reader.signedNumber();
    if (run === 0) count += reader.number();
    else {
      for (let values = run > 0 ? 1 : -run; values > 0 && count <= most; values--) {
        skipValue(type, reader);
        count += run > 0 ? run : 1;
      }
    }
  }
  return count;
}

function skipValue(type: number, reader: ByteReader): void {
  if (type === STRING) reader.bytes(reader.number());
  else {
    // A number may have up to 64 bits; only its length is of interest.
    for (let bytes = 1; ((reader.bytes(1)[0] as number) & 128) !== 0; bytes++) {
      if (bytes > 9) throw new HostilePeer('A peer sent a column with a number that is none.');
    }
  }
}

/** The values of a column, run-length encoded as Automerge does: runs of two and more, literals between, null for none. */
export function encodeRuns(values: readonly (number | null)[], specification: number): Uint8Array {
  if (values.every((value) => value === null)) return new Uint8Array();
  const encode = (specification & 7) === DELTA ? signedBytes : lengthBytes;
  const parts: Uint8Array[] = [];
  let literal: Uint8Array[] = [];
  const endLiteral = () => {
    if (literal.length > 0) parts.push(signedBytes(-literal.length), ...literal);
    literal = [];
  };
  for (let at = 0; at < values.length; ) {
    const value = values[at] ?? null;
    let end = at + 1;
    while (end < values.length && values[end] === value) end++;
    if (value === null) {
      endLiteral();
      parts.push(Uint8Array.of(0), lengthBytes(end - at));
    } else if (end - at > 1) {
      endLiteral();
      parts.push(signedBytes(end - at), encode(value));
    } else literal.push(encode(value));
    at = end;
  }
  endLiteral();
  return Buffer.concat(parts);
}

/** The shortest signed LEB128 form of a whole number. */
export function signedBytes(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    const low = ((rest % 128) + 128) % 128;
    const next = Math.floor(rest / 128);
    const isLast = (next === 0 && (low & 64) === 0) || (next === -1 && (low & 64) !== 0);
    bytes.push(isLast ? low : low | 128);
    if (isLast) return Uint8Array.from(bytes);
  }
}
