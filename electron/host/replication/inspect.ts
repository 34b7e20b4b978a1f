import * as Automerge from '@automerge/automerge';
import { type ReadEntry, readEntry } from '../../../shared/process/entry.ts';
import { sameBytes } from '../../../shared/process/plain.ts';
import type { Verify } from '../../../shared/process/ports.ts';
import { LIMITS } from '../../../shared/protocol.ts';
import {
  CHANGE_CHUNK,
  COMPRESSED_CHUNK,
  checkUnpackedSize,
  chunkTypeOf,
  DOCUMENT_CHUNK,
  splitChunks,
} from './chunkBounds.ts';
import { HostilePeer } from './hostilePeer.ts';

/** A hand's entries, all branches and repetitions counted. */
export const ENTRIES_MAX = 4_096;

export interface InspectOptions {
  readonly table: Uint8Array;
  readonly hand: number;
  readonly verify: Verify;
  /** Whether the document has this change already. */
  readonly isKnown: (hash: string) => boolean;
  /** The hash of the change that every document of this hand begins with. */
  readonly root: string;
  /** How many entries the document has. */
  readonly entries: number;
}

export interface Inspected {
  /** The changes that are new. */
  readonly hashes: readonly string[];
  /** The entries that they insert. */
  readonly entries: readonly { readonly bytes: Uint8Array; readonly entry: ReadEntry }[];
}

/**
 * Looks at what a sync message would do before it is applied (DESIGN.md 5.4): it may insert signed entries of this very
 * hand, and nothing else.
 * @throws HostilePeer
 */
export function inspectSync(message: Uint8Array, options: InspectOptions): Inspected {
  const changes = changesIn(message);
  const hashes: string[] = [];
  const entries: { bytes: Uint8Array; entry: ReadEntry }[] = [];
  for (const change of changes.map(decoded)) {
    if (options.isKnown(change.hash) || hashes.includes(change.hash)) continue;
    if (change.hash === options.root) continue;
    for (const op of change.ops) entries.push(insertedEntry(op as Op, options));
    if (options.entries + entries.length > ENTRIES_MAX) {
      throw new HostilePeer('A peer sent more entries than a hand can have.');
    }
    hashes.push(change.hash);
  }
  return { hashes, entries };
}

/** The changes that a message carries, one by one; a whole document is loaded aside to get at them. */
function changesIn(message: Uint8Array): Uint8Array[] {
  let chunks: Uint8Array[];
  try {
    chunks = Automerge.decodeSyncMessage(message).changes;
  } catch {
    throw new HostilePeer('A peer sent a sync message that is none.');
  }
  return chunks.flatMap(splitChunks).flatMap((chunk) => {
    const type = chunkTypeOf(chunk);
    if (type !== DOCUMENT_CHUNK && type !== CHANGE_CHUNK && type !== COMPRESSED_CHUNK) {
      throw new HostilePeer('A peer sent a chunk that no hand is made of.');
    }
    checkUnpackedSize(chunk, LIMITS.documentBytes);
    return type === DOCUMENT_CHUNK ? changesOfDocument(chunk) : [chunk];
  });
}

function changesOfDocument(chunk: Uint8Array): Uint8Array[] {
  try {
    const aside = Automerge.load(chunk);
    const changes = Automerge.getAllChanges(aside);
    Automerge.free(aside);
    return changes;
  } catch {
    throw new HostilePeer('A peer sent a document that cannot be read.');
  }
}

function decoded(change: Uint8Array): Automerge.DecodedChange {
  try {
    return Automerge.decodeChange(change);
  } catch {
    throw new HostilePeer('A peer sent a change that cannot be read.');
  }
}

interface Op {
  readonly action: string;
  readonly obj: string;
  readonly insert?: boolean;
  readonly value?: unknown;
  readonly pred: readonly string[];
}

/** The list of entries is the sixth thing that the root makes (handDocument.ts). */
const ENTRIES_LIST = /^6@/;

function insertedEntry(op: Op, options: InspectOptions): { bytes: Uint8Array; entry: ReadEntry } {
  const isInsertion =
    op.action === 'set' && op.insert === true && ENTRIES_LIST.test(op.obj) && op.pred.length === 0;
  if (!isInsertion) throw new HostilePeer('A peer sent a change that does not add entries.');
  const { value } = op;
  if (!(value instanceof Uint8Array) && !Array.isArray(value)) {
    throw new HostilePeer('A peer sent an entry that is no bytes.');
  }
  const bytes = Uint8Array.from(value as ArrayLike<number>);
  const entry = signedEntry(bytes, options.verify);
  if (!sameBytes(entry.table, options.table) || entry.hand !== options.hand) {
    throw new HostilePeer('A peer sent an entry of another table or hand.');
  }
  return { bytes, entry };
}

function signedEntry(bytes: Uint8Array, verify: Verify): ReadEntry {
  try {
    return readEntry(bytes, verify);
  } catch (error) {
    throw new HostilePeer(`A peer sent an entry that nobody signed (${(error as Error).message}).`);
  }
}
