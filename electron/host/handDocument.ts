import * as Automerge from '@automerge/automerge';
import { hash, toHex } from '../../shared/process/hash.ts';
import { TABLE_ID_BYTES } from '../../shared/process/input.ts';
import type { EntryList } from './replication/entryChange.ts';

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
export const FIELDS = 6;

/** A document that is no hand of ours; `message` is a sentence for a person. */
export class ForeignDocument extends Error {
  override name = 'ForeignDocument';
}

/** The device, term and boot in which changes are made: two of them never write as the same actor. */
export interface Writer {
  readonly device: Uint8Array;
  readonly term: number;
  readonly boot: number;
}

export type HandFields = Omit<Document, 'format' | 'entries'>;

/** How far a peer's document is known to be, on one link; a new link starts a new one. */
export class SyncSession {
  state: Automerge.SyncState = Automerge.initSyncState();
}

/** One hand as an Automerge document: it knows bytes and chunks, not what they mean. */
export class HandDocument {
  #document: Automerge.Doc<Document>;

  private constructor(document: Automerge.Doc<Document>) {
    this.#document = document;
  }

  /**
   * A hand's document before its first entry. Its first change is the same on every device (a fixed actor, no time), so
   * that each turns the page by itself and all their documents merge.
   */
  static create(hand: HandFields, writer: Writer): HandDocument {
    const blank = Automerge.init<Document>({ actor: rootActorOf(hand) });
    const root = Automerge.change(blank, { time: 0 }, (document) => {
      Object.assign(document, { format: DOCUMENT_FORMAT, ...hand, entries: [] });
    });
    const document = new HandDocument(root);
    document.writeAs(writer);
    return document;
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
    return new HandDocument(document);
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

  /** From now on changes are made as this writer. */
  writeAs(writer: Writer): void {
    this.#document = Automerge.clone(this.#document, { actor: actorOf(writer) });
    // The clone counts everything as unsaved; it is on disk already.
    Automerge.saveIncremental(this.#document);
  }

  /** The whole document as one chunk. */
  save(): Uint8Array {
    return Automerge.save(this.#document);
  }

  /** Adds entries in one change; returns its chunk, to be appended to the file. */
  push(...entries: readonly Uint8Array[]): Uint8Array {
    this.#document = Automerge.change(this.#document, { time: 0 }, (document) => {
      document.entries.push(...entries);
    });
    return Automerge.saveIncremental(this.#document);
  }

  /** All changes as they are when unpacked, each after those that it follows; the first one made the document. */
  changes(): Uint8Array[] {
    return Automerge.getAllChanges(this.#document);
  }

  /** How the changes of this hand name the list of entries. */
  get list(): EntryList {
    return { rootActor: rootActorOf({ table: this.table, hand: this.hand }), listOp: FIELDS };
  }

  /** Forgets changes that wait for others which never came. */
  dropWaiting(): void {
    const actor = Automerge.getActorId(this.#document);
    const sound = Automerge.load<Document>(Automerge.save(this.#document), { actor });
    Automerge.free(this.#document);
    this.#document = sound;
    Automerge.saveIncremental(sound);
  }

  /** What a peer should hear next on a link; null: nothing. */
  syncMessage(session: SyncSession): Uint8Array | null {
    const [state, message] = Automerge.generateSyncMessage(this.#document, session.state);
    session.state = state;
    return message;
  }

  /** Takes in a message that was inspected; returns the chunks of what is new, to be appended to the file. */
  receive(session: SyncSession, message: Uint8Array): Uint8Array {
    const [document, state] = Automerge.receiveSyncMessage(this.#document, session.state, message);
    this.#document = document;
    session.state = state;
    return Automerge.saveIncremental(this.#document);
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

function actorOf({ device, term, boot }: Writer): string {
  const numbers = new Uint8Array(16);
  const view = new DataView(numbers.buffer);
  view.setBigUint64(0, BigInt(term));
  view.setBigUint64(8, BigInt(boot));
  return toHex(hash('evertable/actor/1', device, numbers));
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
