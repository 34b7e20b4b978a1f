import { lengthBytes } from '../disk/chunks.ts';

/* The run-length encoded columns of Automerge's format, as it writes them. */

/** The low three bits of a column's specification. */
const DELTA = 3;

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
