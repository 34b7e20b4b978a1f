import * as Automerge from '@automerge/automerge';
import { ENTRY_BYTES_MAX, readEntry } from '../../../shared/process/entry.ts';
import { sameBytes } from '../../../shared/process/plain.ts';
import type { Verify } from '../../../shared/process/ports.ts';
import { LIMITS } from '../../../shared/protocol.ts';
import { DOCUMENT_CHUNK, type ReadChunk, readChunks } from './chunkBounds.ts';
import {
  actorOfChange,
  type EntryChange,
  type EntryList,
  hashOfChange,
  readEntryChange,
} from './entryChange.ts';
import type { PooledEntry } from './entryPool.ts';
import { HostilePeer } from './hostilePeer.ts';
import { ENTRIES_MAX } from './limits.ts';

export interface InspectOptions {
  readonly table: Uint8Array;
  readonly hand: number;
  readonly verify: Verify;
  /** Whether this change has been inspected before. */
  readonly isKnown: (hash: string) => boolean;
  readonly list: EntryList;
  /** The hash of the change that this hand's document begins with. */
  readonly root: string;
  /** How many entries the document has. */
  readonly entries: number;
}

export interface InspectedChange extends EntryChange {
  readonly pooled: readonly PooledEntry[];
}

export interface Inspected {
  /** The changes that are new, in the order in which they came. */
  readonly changes: readonly InspectedChange[];
  /** The peer's hand begins otherwise: one of both devices is on a branch that will be left. Nothing of it can be used. */
  readonly isOtherBeginning: boolean;
}

/**
 * Looks at what a sync message would do before it is applied (DESIGN.md 5.4): it may insert signed entries of this very
 * hand, and nothing else. How its changes fit to those that are here is for ChangeGraph to say.
 * @throws HostilePeer
 */
export function inspectSync(message: Uint8Array, options: InspectOptions): Inspected {
  const changes = new Map<string, InspectedChange>();
  let entries = options.entries;
  for (const content of changesIn(message)) {
    const hash = hashOfChange(content);
    if (hash === options.root || changes.has(hash) || options.isKnown(hash)) continue;
    if (actorOfChange(content) === options.list.rootActor) return { changes: [], isOtherBeginning: true };
    const change = readEntryChange(content, options.list, ENTRIES_MAX - entries);
    entries += change.entries.length;
    changes.set(hash, { ...change, pooled: change.entries.map((bytes) => signedEntry(bytes, options)) });
  }
  return { changes: [...changes.values()], isOtherBeginning: false };
}

/** The contents of the changes that a message carries; a whole document is loaded aside to get at them. */
function changesIn(message: Uint8Array): Uint8Array[] {
  let parts: Uint8Array[];
  try {
    parts = Automerge.decodeSyncMessage(message).changes;
  } catch {
    throw new HostilePeer('A peer sent a sync message that is none.');
  }
  let leftBytes = LIMITS.documentBytes;
  const contents: Uint8Array[] = [];
  const take = ({ type, bytes, content }: ReadChunk) => {
    const unpacked = type === DOCUMENT_CHUNK ? changesOfDocument(bytes, leftBytes) : [content];
    contents.push(...unpacked);
    leftBytes -= unpacked.reduce((sum, { length }) => sum + length, 0);
    if (leftBytes < 0) throw new HostilePeer('A peer sent more than a hand can be.');
  };
  for (const part of parts) readChunks(part, leftBytes).forEach(take);
  return contents;
}

function changesOfDocument(chunk: Uint8Array, limitBytes: number): Uint8Array[] {
  let changes: Uint8Array[];
  try {
    const aside = Automerge.load(chunk);
    changes = Automerge.getAllChanges(aside);
    Automerge.free(aside);
  } catch {
    throw new HostilePeer('A peer sent a document that cannot be read.');
  }
  return changes.flatMap((change) => readChunks(change, limitBytes).map(({ content }) => content));
}

function signedEntry(bytes: Uint8Array, { table, hand, verify }: InspectOptions): PooledEntry {
  if (bytes.length > ENTRY_BYTES_MAX) throw new HostilePeer('A peer sent an entry that is too long.');
  // A copy: the message's memory is not kept for the sake of an entry.
  const own = Uint8Array.from(bytes);
  let entry: PooledEntry['entry'];
  try {
    entry = readEntry(own, verify);
  } catch (error) {
    throw new HostilePeer(`A peer sent an entry that nobody signed (${(error as Error).message}).`);
  }
  if (!sameBytes(entry.table, table) || entry.hand !== hand) {
    throw new HostilePeer('A peer sent an entry of another table or hand.');
  }
  return { bytes: own, entry };
}
