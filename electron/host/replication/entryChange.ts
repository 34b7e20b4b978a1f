import { createHash } from 'node:crypto';
import { sameBytes } from '../../../shared/process/plain.ts';
import { lengthBytes } from '../disk/chunks.ts';
import { ByteReader } from './byteReader.ts';
import { encodeRuns } from './columns.ts';
import { HostilePeer } from './hostilePeer.ts';

/*
 * The one form of change that is taken from a peer: bytes inserted one after the other into the list of entries.
 *
 * Automerge believes what a change says of itself. Operations that refer to what is not there, counters and sequence
 * numbers that skip, or columns packed in another way than Automerge packs them make it fail while it applies them, or
 * later, when the document is saved and cannot be read any more. So a change is read here, written again as Automerge
 * would have written it, and refused unless it is the same to the byte.
 */

/** An operation: the number that its document counted it as, and its actor (hex). */
export interface OpId {
  readonly counter: number;
  readonly actor: string;
}

export interface EntryChange {
  /** Hex, as all hashes and actors here. */
  readonly hash: string;
  readonly deps: readonly string[];
  readonly actor: string;
  /** Counts the changes of the actor, from 1. */
  readonly seq: number;
  readonly startOp: number;
  /** The element that the first entry stands behind; null: the list's beginning. */
  readonly after: OpId | null;
  readonly entries: readonly Uint8Array[];
}

/** What every change of one hand has in common. */
export interface EntryList {
  /** The actor of the document's first change. */
  readonly rootActor: string;
  /** The operation of the first change that makes the list. */
  readonly listOp: number;
}

const CHANGE = 1;
const HASH_BYTES = 32;
const INSERT = 0x34;
const BYTES_TYPE = 7;
const MAKES_VALUE = 1;
const COLUMN = {
  objectActor: 0x01,
  objectCounter: 0x02,
  keyActor: 0x11,
  keyCounter: 0x13,
  insert: INSERT,
  action: 0x42,
  valueMeta: 0x56,
  value: 0x57,
  predecessors: 0x70,
} as const;

const NOT_ENTRIES = 'A peer sent a change that does not add entries.';

/** The author of an unpacked change, before it is known to be one that adds entries. @throws HostilePeer */
export function actorOfChange(content: Uint8Array): string {
  const reader = new ByteReader(content);
  for (let deps = reader.count(); deps > 0; deps--) reader.bytes(HASH_BYTES);
  return hex(reader.bytes(reader.number()));
}

/**
 * Reads a change's content, as it is when unpacked.
 * @param entriesMax a change with more is refused before anything is done for each of them
 * @throws HostilePeer when it is anything but insertions of bytes
 */
export function readEntryChange(content: Uint8Array, list: EntryList, entriesMax: number): EntryChange {
  const reader = new ByteReader(content);
  const deps = Array.from({ length: reader.count() }, () => hex(reader.bytes(HASH_BYTES)));
  const actor = hex(reader.bytes(reader.number()));
  const [seq, startOp] = [reader.number(), reader.number()];
  // Neither time nor message: each byte of them would be somebody's to choose.
  if (reader.number() !== 0 || reader.number() !== 0) throw new HostilePeer(NOT_ENTRIES);
  const others = Array.from({ length: reader.count() }, () => hex(reader.bytes(reader.number())));
  const heads = Array.from({ length: reader.count() }, () => ({
    specification: reader.number(),
    length: reader.number(),
  }));
  const columns = new Map(heads.map(({ specification, length }) => [specification, reader.bytes(length)]));

  const lengths = lengthsOf(columns.get(COLUMN.valueMeta), entriesMax);
  const values = new ByteReader(columns.get(COLUMN.value) ?? new Uint8Array());
  const entries = lengths.map((length) => values.bytes(length));
  const after = firstKey(columns, [actor, ...others]);
  const change = { deps, actor, seq, startOp, after, entries };
  if (!sameBytes(encodeEntryChange(change, list), content)) throw new HostilePeer(NOT_ENTRIES);
  return { ...change, hash: hashOfChange(content) };
}

/** The content of a change as Automerge writes it. */
export function encodeEntryChange(change: Omit<EntryChange, 'hash'>, list: EntryList): Uint8Array {
  const { deps, actor, seq, startOp, after, entries } = change;
  const others = [...new Set([list.rootActor, ...(after ? [after.actor] : [])])]
    .filter((other) => other !== actor)
    .sort();
  const indexOf = (name: string) => (name === actor ? 0 : others.indexOf(name) + 1);
  const each = <T>(value: T) => entries.map(() => value);
  const chained = entries.length - 1;
  const keyActors = [after ? indexOf(after.actor) : null, ...Array<number>(chained).fill(0)];
  const firstCounter = after?.counter ?? 0;
  const steps = chained > 0 ? [startOp - firstCounter, ...Array<number>(chained - 1).fill(1)] : [];
  const columns: [number, Uint8Array][] = [
    runs(COLUMN.objectActor, each(indexOf(list.rootActor))),
    runs(COLUMN.objectCounter, each(list.listOp)),
    runs(COLUMN.keyActor, keyActors),
    runs(COLUMN.keyCounter, [firstCounter, ...steps]),
    // Booleans: none that is false, then all that are true.
    [COLUMN.insert, Buffer.concat([Uint8Array.of(0), lengthBytes(entries.length)])],
    runs(COLUMN.action, each(MAKES_VALUE)),
    runs(
      COLUMN.valueMeta,
      entries.map(({ length }) => length * 16 + BYTES_TYPE),
    ),
    [COLUMN.value, Buffer.concat(entries)],
    runs(COLUMN.predecessors, each(0)),
  ];
  const present = columns.filter(([, data]) => data.length > 0);
  return Buffer.concat([
    lengthBytes(deps.length),
    ...deps.map(unhex),
    prefixed(unhex(actor)),
    lengthBytes(seq),
    lengthBytes(startOp),
    Uint8Array.of(0, 0),
    lengthBytes(others.length),
    ...others.map((other) => prefixed(unhex(other))),
    lengthBytes(present.length),
    ...present.flatMap(([specification, data]) => [lengthBytes(specification), lengthBytes(data.length)]),
    ...present.map(([, data]) => data),
  ]);
}

/** How long each value is, by a column that holds length and type of each. */
function lengthsOf(column: Uint8Array | undefined, most: number): number[] {
  const lengths: number[] = [];
  const reader = new ByteReader(column ?? new Uint8Array());
  while (!reader.isAtEnd) {
    const run = reader.signedNumber();
    const size = Math.abs(run);
    if (run === 0) throw new HostilePeer(NOT_ENTRIES);
    if (lengths.length + size > most) {
      throw new HostilePeer('A peer sent more entries than a hand can have.');
    }
    for (let left = size; left > 0; ) {
      const meta = reader.number();
      for (let times = run > 0 ? run : 1; times > 0; times--, left--) lengths.push(meta >>> 4);
    }
  }
  if (lengths.length === 0) throw new HostilePeer(NOT_ENTRIES);
  return lengths;
}

/** What the first operation stands behind: the first value of both key columns. */
function firstKey(columns: ReadonlyMap<number, Uint8Array>, actors: readonly string[]): OpId | null {
  const keyActor = new ByteReader(columns.get(COLUMN.keyActor) ?? new Uint8Array());
  if (keyActor.isAtEnd || keyActor.signedNumber() === 0) return null;
  const actor = actors[keyActor.number()];
  const keyCounter = new ByteReader(columns.get(COLUMN.keyCounter) ?? new Uint8Array());
  keyCounter.signedNumber();
  const counter = keyCounter.signedNumber();
  if (actor === undefined || counter < 1) throw new HostilePeer(NOT_ENTRIES);
  return { counter, actor };
}

function runs(specification: number, values: readonly (number | null)[]): [number, Uint8Array] {
  return [specification, encodeRuns(values, specification)];
}

/** The hash of a change by its unpacked content. */
export function hashOfChange(content: Uint8Array): string {
  return createHash('sha256')
    .update(Uint8Array.of(CHANGE))
    .update(lengthBytes(content.length))
    .update(content)
    .digest('hex');
}

function prefixed(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([lengthBytes(bytes.length), bytes]);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

function unhex(text: string): Uint8Array {
  return Buffer.from(text, 'hex');
}
