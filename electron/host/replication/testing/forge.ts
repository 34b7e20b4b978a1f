/**
 * For tests: Automerge chunks that Automerge itself would never write, with checksums that are right all the same.
 * The format is automerge.org/automerge-binary-format-spec.
 */

import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import * as Automerge from '@automerge/automerge';
import { lengthBytes } from '../../disk/chunks.ts';
import type { HandDocument } from '../../handDocument.ts';

const MAGIC = Uint8Array.of(0x85, 0x6f, 0x4a, 0x83);
const TYPE_AT = 8;
const HASH_BYTES = 32;

export interface Column {
  readonly specification: number;
  readonly data: Uint8Array;
}

export interface ChangeParts {
  /** Hex. */
  readonly deps: readonly string[];
  /** Hex. */
  readonly actor: string;
  readonly seq: number;
  readonly startOp: number;
  readonly timeS: number;
  readonly message: Uint8Array;
  /** Hex: whom the ops name besides the actor. */
  readonly others: readonly string[];
  readonly columns: readonly Column[];
  readonly extra: Uint8Array;
}

/** Takes an uncompressed change apart. */
export function partsOfChange(chunk: Uint8Array): ChangeParts {
  const bytes = Buffer.from(contentOf(chunk));
  let at = 0;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] as number;
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  const take = (length: number) => {
    at += length;
    return bytes.subarray(at - length, at);
  };
  const times = <T>(count: number, read: () => T) => Array.from({ length: count }, read);
  const deps = times(number(), () => take(HASH_BYTES).toString('hex'));
  const actor = take(number()).toString('hex');
  const [seq, startOp, timeS] = [number(), number(), number()];
  const message = take(number());
  const others = times(number(), () => take(number()).toString('hex'));
  const heads = times(number(), () => ({ specification: number(), length: number() }));
  const columns = heads.map(({ specification, length }) => ({ specification, data: take(length) }));
  return { deps, actor, seq, startOp, timeS, message, others, columns, extra: bytes.subarray(at) };
}

export function changeOfParts(parts: ChangeParts): Uint8Array {
  const text = (hex: string) => prefixed(Buffer.from(hex, 'hex'));
  return chunkOf(
    1,
    Buffer.concat([
      lengthBytes(parts.deps.length),
      ...parts.deps.map((dep) => Buffer.from(dep, 'hex')),
      text(parts.actor),
      lengthBytes(parts.seq),
      lengthBytes(parts.startOp),
      lengthBytes(parts.timeS),
      prefixed(parts.message),
      lengthBytes(parts.others.length),
      ...parts.others.map(text),
      ...columnsOf(parts.columns),
      parts.extra,
    ]),
  );
}

/** A hand's document with these entries in one change, as an Evertable of before wrote it; whatever they are. */
export function savedWith(document: HandDocument, entries: readonly Uint8Array[]): Uint8Array {
  const loaded = Automerge.load<{ entries: Uint8Array[] }>(document.save());
  return Automerge.save(
    Automerge.change(loaded, { time: 0 }, (draft) => void draft.entries.push(...entries)),
  );
}

/** The change with some of its parts replaced. */
export function forged(chunk: Uint8Array, parts: Partial<ChangeParts>): Uint8Array {
  return changeOfParts({ ...partsOfChange(chunk), ...parts });
}

/** A chunk of any type and content with the right checksum. */
export function chunkOf(type: number, content: Uint8Array, hashedAs: [number, Uint8Array] = [type, content]) {
  const [hashedType, hashed] = hashedAs;
  const checksum = createHash('sha256')
    .update(Uint8Array.of(hashedType))
    .update(lengthBytes(hashed.length))
    .update(hashed)
    .digest()
    .subarray(0, 4);
  return Uint8Array.from(
    Buffer.concat([MAGIC, checksum, Uint8Array.of(type), lengthBytes(content.length), content]),
  );
}

/** The same change, deflated. */
export function compressed(chunk: Uint8Array): Uint8Array {
  const content = contentOf(chunk);
  return chunkOf(2, deflateRawSync(content), [1, content]);
}

/** A document without changes whose columns are these. */
export function documentOf(changeColumns: readonly Column[], opColumns: readonly Column[]): Uint8Array {
  const metadata = (columns: readonly Column[]) =>
    Buffer.concat([
      lengthBytes(columns.length),
      ...columns.flatMap(({ specification, data }) => [lengthBytes(specification), lengthBytes(data.length)]),
    ]);
  const data = [...changeColumns, ...opColumns].map((column) => column.data);
  return chunkOf(
    0,
    Buffer.concat([Uint8Array.of(0, 0), metadata(changeColumns), metadata(opColumns), ...data]),
  );
}

/** A run of `count` equal values in a run-length encoded column. */
export function runOf(count: number, value: number): Uint8Array {
  return Buffer.concat([signed(count), lengthBytes(value)]);
}

function columnsOf(columns: readonly Column[]): Uint8Array[] {
  const heads = columns.flatMap(({ specification, data }) => [
    lengthBytes(specification),
    lengthBytes(data.length),
  ]);
  return [lengthBytes(columns.length), ...heads, ...columns.map(({ data }) => data)];
}

/** Signed LEB128 of a number that is not negative. */
function signed(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (;;) {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    if (rest === 0 && low < 64) return Uint8Array.from([...bytes, low]);
    bytes.push(low | 128);
  }
}

function prefixed(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([lengthBytes(bytes.length), bytes]);
}

/** What follows a chunk's length. */
export function contentOf(chunk: Uint8Array): Uint8Array {
  let at = TYPE_AT + 1;
  while ((chunk[at] as number) >= 128) at += 1;
  return chunk.subarray(at + 1);
}
