import * as Automerge from '@automerge/automerge';
import { hash, toHex } from '../../shared/process/hash.ts';
import { TABLE_ID_BYTES } from '../../shared/process/input.ts';
import { LIMITS } from '../../shared/protocol.ts';
import { readChanges } from './replication/chunkBounds.ts';
import type { ChangePlace } from './replication/entryChange.ts';
import { SYNC_CHANGES_BYTES } from './replication/limits.ts';
import { type ReceivedSync, writeSync } from './replication/syncMessage.ts';

/** What is stored of one hand (DESIGN.md 3.10). Strings would be text CRDTs: there are none. */
type Document = {
  format: number;
  table: Uint8Array;
  hand: number;
  program: number;
  /** The certified checkpoint that the hand starts from. */
  checkpoint: Uint8Array;
  entries: Uint8Array[];
};

export const DOCUMENT_FORMAT = 1;
/** The first change makes so many fields; the last of them is the list of entries. */
const FIELDS = 6;

/** A document that is no hand of ours; `message` is a sentence for a person. */
export class ForeignDocument extends Error {
  override name = 'ForeignDocument';
}

export type HandFields = Omit<Document, 'format' | 'entries'>;

/** How far a peer's document is known to be, on one link; a new link starts a new one. */
export class SyncSession {
  state: Automerge.SyncState = Automerge.initSyncState();

  /** What is known to be on both sides is kept; what was only sent may have been lost. */
  forgetSent(): void {
    this.state = Automerge.decodeSyncState(Automerge.encodeSyncState(this.state));
  }
}

/** Changes that have come and follow others that have not. */
export interface WaitingChanges {
  readonly has: (hash: string) => boolean;
  /** What they wait for. */
  readonly missing: readonly string[];
}

/** One hand as an Automerge document: it knows bytes and chunks, not what they mean. */
export class HandDocument {
  #document: Automerge.Doc<Document>;

  /** The first change: it makes the list of entries. */
  readonly root: ChangePlace;

  private constructor(document: Automerge.Doc<Document>, root: ChangePlace) {
    this.#document = document;
    this.root = root;
  }

  /**
   * A hand's document before its first entry. Its first change is the same on every device (a fixed actor, no time), so
   * that each turns the page by itself and all their documents merge.
   */
  static create(hand: HandFields): HandDocument {
    const document = rootOf(hand);
    // What is saved as a whole is not saved again with the first change.
    Automerge.saveIncremental(document);
    return new HandDocument(document, placeOfRoot(document, hand));
  }

  /**
   * Loads a document from the chunks of its file.
   * @throws ForeignDocument
   */
  static load(chunks: readonly Uint8Array[]): HandDocument {
    let document: Automerge.Doc<Document>;
    try {
      document = Automerge.load<Document>(Buffer.concat(chunks));
    } catch (error) {
      throw new ForeignDocument(`This is no Automerge document (${(error as Error).message}).`);
    }
    checkShape(document);
    const { table, hand, program, checkpoint } = document;
    const root = rootOf({ table, hand, program, checkpoint });
    const place = placeOfRoot(root, document);
    Automerge.free(root);
    Automerge.saveIncremental(document);
    return new HandDocument(document, place);
  }

  get table(): Uint8Array {
    return this.#document.table;
  }

  get hand(): number {
    return this.#document.hand;
  }

  get program(): number {
    return this.#document.program;
  }

  get checkpoint(): Uint8Array {
    return this.#document.checkpoint;
  }

  get entries(): readonly Uint8Array[] {
    return this.#document.entries;
  }

  /** The hashes of the changes that no other follows, sorted. */
  get heads(): string[] {
    return Automerge.getHeads(this.#document).toSorted();
  }

  /** The contents of all changes, each after those that it follows. */
  changes(): Uint8Array[] {
    const chunks = Automerge.getAllChanges(this.#document);
    return chunks.flatMap((chunk) => readChanges(chunk, LIMITS.documentBytes));
  }

  /** The whole document as one chunk. */
  save(): Uint8Array {
    return Automerge.save(this.#document);
  }

  /** Takes in changes, each after the one that it follows; returns their chunks, to be appended to the file. */
  add(changes: readonly Uint8Array[]): Uint8Array {
    [this.#document] = Automerge.applyChanges(this.#document, [...changes]);
    return Automerge.saveIncremental(this.#document);
  }

  /**
   * What a peer should hear next on a link, in order: more than one message where there is more than goes into one.
   * @param waiting what has come already is not asked for again, what it waits for is
   */
  syncMessages(session: SyncSession, waiting: WaitingChanges): Uint8Array[] {
    const [state, message] = Automerge.generateSyncMessage(this.#document, session.state);
    session.state = state;
    if (!message) return [];
    const { heads, need, have, changes } = Automerge.decodeSyncMessage(message);
    const wanted = [...new Set([...need.filter((hash) => !waiting.has(hash)), ...waiting.missing])];
    return parted(changes).map((part) => writeSync({ heads, need: wanted, have, changes: part }));
  }

  /**
   * Takes in what a peer's message says of its document; its changes are `add`ed before, those that may be. A peer that asks
   * for what is here never got it, though it was sent: a message for a hand that was not open there yet is lost. Then what
   * was sent counts for nothing, or both would ask for ever.
   */
  receive(session: SyncSession, { heads, need, have }: ReceivedSync): void {
    if (need.some((hash) => Automerge.hasHeads(this.#document, [hash]))) session.forgetSent();
    const bare = writeSync({ heads, need, have, changes: [] });
    const [document, state] = Automerge.receiveSyncMessage(this.#document, session.state, bare);
    this.#document = document;
    session.state = state;
  }

  /** Gives its memory back. */
  free(): void {
    Automerge.free(this.#document);
  }
}

function rootActorOf({ table, hand }: Pick<HandFields, 'table' | 'hand'>): string {
  const number = new Uint8Array(8);
  new DataView(number.buffer).setBigUint64(0, BigInt(hand));
  return toHex(hash('evertable/root/1', table, number));
}

function rootOf(hand: HandFields): Automerge.Doc<Document> {
  const blank = Automerge.init<Document>({ actor: rootActorOf(hand) });
  return Automerge.change(blank, { time: 0 }, (document) => {
    Object.assign(document, { format: DOCUMENT_FORMAT, ...hand, entries: [] });
  });
}

function placeOfRoot(root: Automerge.Doc<Document>, hand: Pick<HandFields, 'table' | 'hand'>): ChangePlace {
  const [hash] = Automerge.getHeads(root) as [string];
  return { hash, actor: rootActorOf(hand), op: FIELDS };
}

/** The changes in as many parts as messages are needed, at least one. */
function parted(changes: readonly Uint8Array[]): Uint8Array[][] {
  const parts: Uint8Array[][] = [[]];
  let sizeBytes = 0;
  for (const change of changes) {
    if (sizeBytes > 0 && sizeBytes + change.length > SYNC_CHANGES_BYTES) {
      parts.push([]);
      sizeBytes = 0;
    }
    parts.at(-1)?.push(change);
    sizeBytes += change.length;
  }
  return parts;
}

function checkShape(document: Automerge.Doc<Document>): void {
  const { format, table, hand, program, checkpoint, entries } = document;
  if (format !== DOCUMENT_FORMAT) {
    throw new ForeignDocument(
      typeof format === 'number' && format > DOCUMENT_FORMAT
        ? 'This hand was written by a newer Evertable. Please update.'
        : 'This document is no hand of a table.',
    );
  }
  const isHand =
    table instanceof Uint8Array &&
    table.length === TABLE_ID_BYTES &&
    Number.isSafeInteger(hand) &&
    Number.isSafeInteger(program) &&
    checkpoint instanceof Uint8Array &&
    Array.isArray(entries) &&
    entries.every((entry) => entry instanceof Uint8Array);
  if (!isHand) throw new ForeignDocument('This document is no hand of a table.');
}
