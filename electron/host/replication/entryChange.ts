import { createHash } from 'node:crypto';
import { lengthBytes } from '../disk/chunks.ts';
import { ByteReader } from './byteReader.ts';
import { changeChunk, hashOfChange } from './chunkBounds.ts';
import { encodeRuns } from './columns.ts';
import { HostilePeer } from './hostilePeer.ts';

/*
 * The one form of change that a hand is made of: one entry, inserted into the list of entries behind the entry it follows.
 *
 * Everything in it follows from the entry and from the change of the entry before: whom it depends on, its numbers, and
 * its actor, a hash of both. So there is one possible change for an entry, the same on every device; nobody can take a
 * change's place before it is made, and nothing in a change is anybody's to choose. Automerge believes what a change says
 * of itself (numbers that skip, operations that refer to nothing make it fail later); here each change is made anew from
 * its entry, and one with another hash is refused.
 */

/** Where a change stands in its document: what the next one needs to follow it. */
export interface ChangePlace {
  /** Hex, as all hashes and actors here. */
  readonly hash: string;
  readonly actor: string;
  /** The number of its last operation. That of a hand's first change makes the list of entries; each later one has one. */
  readonly op: number;
}

export interface EntryChange {
  readonly place: ChangePlace;
  /** As Automerge reads it. */
  readonly chunk: Uint8Array;
}

/** A change as a peer sent it, not yet compared with the one that its entry makes. */
export interface ReadChange {
  readonly hash: string;
  /** The change that it follows; null: none, as the first of a document. */
  readonly parent: string | null;
  readonly actor: string;
  readonly entry: Uint8Array;
}

const ACTOR_LABEL = 'evertable/actor/2';
const HASH_BYTES = 32;
const BYTES_TYPE = 7;
const MAKES_VALUE = 1;
/** By their specifications, in the order in which they stand. */
const COLUMN = {
  objectActor: 0x01,
  objectCounter: 0x02,
  keyActor: 0x11,
  keyCounter: 0x13,
  insert: 0x34,
  action: 0x42,
  valueMeta: 0x56,
  value: 0x57,
  predecessors: 0x70,
} as const;

const NOT_AN_ENTRY = 'A peer sent a change that does not add an entry.';

/**
 * The one change that adds an entry.
 * @param parent the change of the entry before; of a hand's first entry, `root`
 * @param root the change that the hand's document begins with
 */
export function changeOf(entry: Uint8Array, parent: ChangePlace, root: ChangePlace): EntryChange {
  const actor = createHash('sha256')
    .update(ACTOR_LABEL)
    .update(unhex(parent.hash))
    .update(entry)
    .digest('hex');
  const { chunk, hash } = changeChunk(contentOf(entry, actor, parent, root));
  return { place: { hash: hex(hash), actor, op: parent.op + 1 }, chunk };
}

/**
 * Reads what a change says of itself, from its unpacked content.
 * @throws HostilePeer when it cannot be one that adds an entry
 */
export function readEntryChange(content: Uint8Array): ReadChange {
  const reader = new ByteReader(content);
  const deps = Array.from({ length: reader.count() }, () => hex(reader.bytes(HASH_BYTES)));
  const actor = hex(reader.bytes(reader.number()));
  const [parent = null] = deps;
  const change = { hash: hex(hashOfChange(content)), parent, actor };
  if (parent === null) return { ...change, entry: new Uint8Array() };
  // Numbers, time, message, actors: all follow from the entry, and are not looked at but compared.
  for (let numbers = 3; numbers > 0; numbers--) reader.number();
  reader.bytes(reader.number());
  for (let others = reader.count(); others > 0; others--) reader.bytes(reader.number());
  const heads = Array.from({ length: reader.count() }, () => ({
    specification: reader.number(),
    length: reader.number(),
  }));
  const columns = new Map(heads.map(({ specification, length }) => [specification, reader.bytes(length)]));
  const entry = columns.get(COLUMN.value);
  if (!entry) throw new HostilePeer(NOT_AN_ENTRY);
  return { ...change, entry };
}

/** The content of the change as Automerge writes it. */
function contentOf(entry: Uint8Array, actor: string, parent: ChangePlace, root: ChangePlace): Uint8Array {
  const isFirst = parent.hash === root.hash;
  const others = [...new Set([root.actor, parent.actor])].sort();
  // Its own actor is 0, the others follow in order.
  const indexOf = (name: string) => others.indexOf(name) + 1;
  const column = (specification: number, value: number | null): [number, Uint8Array] => [
    specification,
    encodeRuns([value], specification),
  ];
  const columns: [number, Uint8Array][] = [
    column(COLUMN.objectActor, indexOf(root.actor)),
    column(COLUMN.objectCounter, root.op),
    column(COLUMN.keyActor, isFirst ? null : indexOf(parent.actor)),
    column(COLUMN.keyCounter, isFirst ? 0 : parent.op),
    // Booleans: none that is false, then one that is true.
    [COLUMN.insert, Uint8Array.of(0, 1)],
    column(COLUMN.action, MAKES_VALUE),
    column(COLUMN.valueMeta, entry.length * 16 + BYTES_TYPE),
    [COLUMN.value, entry],
    column(COLUMN.predecessors, 0),
  ];
  const present = columns.filter(([, data]) => data.length > 0);
  return Buffer.concat([
    lengthBytes(1),
    unhex(parent.hash),
    prefixed(unhex(actor)),
    // The actor's first change.
    lengthBytes(1),
    lengthBytes(parent.op + 1),
    // Neither time nor message.
    Uint8Array.of(0, 0),
    lengthBytes(others.length),
    ...others.map((other) => prefixed(unhex(other))),
    lengthBytes(present.length),
    ...present.flatMap(([specification, data]) => [lengthBytes(specification), lengthBytes(data.length)]),
    ...present.map(([, data]) => data),
  ]);
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
