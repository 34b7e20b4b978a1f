/**
 * One table on this device: the open hand's document, its file, and the journal that they carry.
 *
 * Invariants of this room (see also disk/)
 *  R1  An entry is told to nobody before it is on disk.              replica.test "nothing is told before"
 *  R2  After a failed write the replica is dead; the table is read again from disk. replica.test "a failed write"
 *  R3  An intact entry is never lost to a damaged one behind it.     replica.test "damage"
 *  R4  An old hand's file goes only after the next one was read back. replica.test "killed at any step"
 */

import { type Checkpoint, certify } from '../../shared/process/checkpoint.ts';
import { toHex } from '../../shared/process/hash.ts';
import {
  Divergence,
  Journal,
  type JournalOptions,
  type NextHand,
  type PlayedEntry,
} from '../../shared/process/journal.ts';
import type { Plain } from '../../shared/process/plain.ts';
import { fromBytes, isRecord, sameBytes, toBytes } from '../../shared/process/plain.ts';
import type { Signer } from '../../shared/process/ports.ts';
import { UnknownProgram } from '../../shared/process/program.ts';
import {
  copyAside,
  type DataFolder,
  type FileSystem,
  HandFile,
  HistoryFile,
  moveAside,
  type OpenHandFileOptions,
  removeDurably,
  writeDurably,
} from './disk/index.ts';
import { ForeignDocument, HandDocument } from './handDocument.ts';

export interface ReplicaPorts {
  readonly fs: FileSystem;
  readonly folder: DataFolder;
  readonly journal: JournalOptions;
  /** This device's key, for the names of its changes. */
  readonly device: Uint8Array;
  /** Rises with every start of this device. */
  readonly boot: number;
  /** What history keeps of a finished hand, made from the events that were announced in it. */
  readonly recordOf: (events: readonly Plain[]) => Plain;
}

/** A table that cannot be opened; `message` is a sentence for a person. */
export class UnreadableTable extends Error {
  override name = 'UnreadableTable';
}

const HAND_LOST = 'The open hand could not be read; it starts again from where the hand before ended.';

export class Replica {
  readonly tableId: string;
  /** What was found damaged when it was opened, in words; empty: nothing. */
  readonly damage: readonly string[];
  readonly #ports: ReplicaPorts;
  readonly #history: HistoryFile;
  #document: HandDocument;
  #file: HandFile;
  #journal: Journal;
  #played: PlayedEntry[];
  #failure: Error | null = null;

  private constructor(
    tableId: string,
    ports: ReplicaPorts,
    history: HistoryFile,
    hand: OpenHand,
    damage: readonly string[],
  ) {
    this.tableId = tableId;
    this.damage = damage;
    this.#ports = ports;
    this.#history = history;
    this.#document = hand.document;
    this.#file = hand.file;
    this.#journal = hand.journal;
    this.#played = hand.played;
  }

  /** Opens a new table on disk. */
  static async create(checkpoint: Checkpoint, ports: ReplicaPorts): Promise<Replica> {
    const tableId = toHex(checkpoint.table);
    await ports.folder.makeTable(tableId);
    const { file: history } = await HistoryFile.open(ports.fs, ports.folder.historyPath(tableId));
    const next = { hand: checkpoint.hand, checkpoint: certify(checkpoint, null) };
    return new Replica(tableId, ports, history, await createHand(tableId, next, ports), []);
  }

  /**
   * Opens a table from disk and replays its open hand.
   * @param hands the hands that have a file, ascending
   * @param options `rewrite` after a write of this run of the machine failed
   * @throws UnreadableTable, Divergence, UnknownProgram, DiskFailure
   */
  static async open(
    tableId: string,
    hands: readonly number[],
    ports: ReplicaPorts,
    options: OpenHandFileOptions = {},
  ): Promise<Replica> {
    const { file: history, damage } = await HistoryFile.open(ports.fs, ports.folder.historyPath(tableId));
    const remarks = damage ? [damage] : [];
    for (const hand of hands.toReversed()) {
      const opened = await openHand(tableId, hand, ports, remarks, options);
      if (!opened) continue;
      const replica = new Replica(tableId, ports, history, opened, remarks);
      await replica.#removeHandsBefore(hands, opened.journal.hand);
      if (opened.journal.isEnded) await replica.#turnPage();
      return replica;
    }
    const next = await lastCheckpoint(history);
    if (!next) throw new UnreadableTable(`${remarks.join(' ')} Nothing of this table can be read.`);
    const hand = await createHand(tableId, next, ports);
    return new Replica(tableId, ports, history, hand, [...remarks, HAND_LOST]);
  }

  get journal(): Journal {
    return this.#journal;
  }

  /** The open hand's entries, as they were played. */
  get played(): readonly PlayedEntry[] {
    return this.#played;
  }

  get history(): HistoryFile {
    return this.#history;
  }

  /** Bytes of the open hand's file. */
  get handSizeBytes(): number {
    return this.#file.sizeBytes;
  }

  /** From now on this device writes in a new term. */
  beginTerm(term: number): void {
    const { device, boot } = this.#ports;
    this.#document.writeAs({ device, term, boot });
  }

  /**
   * Plays a signed input as the host of `term`; resolves once its entry is on disk.
   * @throws Refused when the program does not take it (nothing has changed), DiskFailure (the replica is dead)
   */
  async append(input: Uint8Array, timeMs: number, term: number, host: Signer): Promise<PlayedEntry> {
    if (this.#failure) throw this.#failure;
    const played = this.#journal.append(input, timeMs, term, host);
    await this.#orDie(this.#file.append(this.#document.push(played.bytes)));
    this.#played.push(played);
    return played;
  }

  /**
   * Ends the hand that has been played: HAND_END is journalled, the hand goes to the history, the next hand's
   * document takes its place.
   */
  async endHand(timeMs: number, term: number, host: Signer): Promise<PlayedEntry> {
    const number = this.#journal.takenFrom(host.publicKey) + 1;
    const played = await this.append(this.#journal.handEndInput(number, host), timeMs, term, host);
    await this.#orDie(this.#turnPage());
    return played;
  }

  /** A crash may have come between a hand's last entry and HAND_END: it is given now, in the term the hand was played in. */
  async finishHand(host: Signer): Promise<void> {
    const { timeMs, term } = this.#journal.position;
    if (this.#journal.isPlayed) await this.endHand(timeMs, term, host);
  }

  async close(): Promise<void> {
    // What failed is closed as well as can be; nothing is acknowledged any more.
    await Promise.allSettled([this.#file.close(), this.#history.close()]);
    this.#document.free();
  }

  /** The steps from a hand that has ended to the next; each may have been done before a crash. */
  async #turnPage(): Promise<void> {
    const { fs, folder } = this.#ports;
    const next = this.#journal.nextHand();
    if (this.#history.count < this.#journal.hand) {
      const { hand } = this.#journal;
      const record = this.#ports.recordOf(this.#events());
      await this.#history.append(toBytes({ hand, record, next: next.checkpoint }));
    }
    const created = await createHand(this.tableId, next, this.#ports);
    const [old, oldDocument] = [this.#file, this.#document];
    this.#document = created.document;
    this.#file = created.file;
    this.#journal = created.journal;
    this.#played = created.played;
    await old.close();
    oldDocument.free();
    await removeDurably(fs, folder.handPath(this.tableId, next.hand - 1));
  }

  #events(): Plain[] {
    const told = [this.#journal.opening, ...this.#played.map(({ step }) => step)].flatMap(
      (step) => step.told,
    );
    return told.flatMap((item) => (item.type === 'event' ? [item.event] : []));
  }

  async #removeHandsBefore(hands: readonly number[], open: number): Promise<void> {
    const { fs, folder } = this.#ports;
    for (const hand of hands) {
      if (hand < open) await removeDurably(fs, folder.handPath(this.tableId, hand));
    }
  }

  async #orDie(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      this.#failure = error as Error;
      throw error;
    }
  }
}

interface OpenHand {
  readonly document: HandDocument;
  readonly file: HandFile;
  readonly journal: Journal;
  readonly played: PlayedEntry[];
}

async function createHand(tableId: string, next: NextHand, ports: ReplicaPorts): Promise<OpenHand> {
  const { fs, folder, device, boot } = ports;
  const program = ports.journal.programs.newest.version;
  const journal = new Journal(next.checkpoint, program, ports.journal);
  const { term } = journal.position;
  const { hand, checkpoint } = next;
  const document = HandDocument.create(
    { table: journal.table, hand, program, checkpoint },
    { device, term, boot },
  );
  const bytes = document.save();
  const path = folder.handPath(tableId, hand);
  const file = await HandFile.create(fs, path, bytes);
  // Read back before anything older goes.
  if (!sameBytes(await fs.read(path), bytes)) {
    throw new UnreadableTable(`The file of hand ${hand} does not hold what was written to it.`);
  }
  return { document, file, journal, played: [] };
}

/** The hand in a file, replayed as far as it holds; null if nothing of it can be used. What is left out is kept aside. */
async function openHand(
  tableId: string,
  hand: number,
  ports: ReplicaPorts,
  remarks: string[],
  options: OpenHandFileOptions,
): Promise<OpenHand | null> {
  const path = ports.folder.handPath(tableId, hand);
  const opened = await HandFile.open(ports.fs, path, options);
  if (opened.type === 'unusable') {
    remarks.push(opened.words);
    return null;
  }
  if (opened.damage) remarks.push(opened.damage);

  const document = loadHand(opened.chunks, tableId, hand);
  if (typeof document === 'string') {
    await opened.file.close();
    remarks.push(`${document} It is kept as ${await moveAside(ports.fs, path)}.`);
    return null;
  }
  const journal = openJournal(document, ports);
  if (typeof journal === 'string') {
    await opened.file.close();
    remarks.push(`${journal} It is kept as ${await moveAside(ports.fs, path)}.`);
    return null;
  }
  const { played, misfit } = replayAll(journal, document.entries);
  const writer = { device: ports.device, term: journal.position.term, boot: ports.boot };
  if (!misfit && !opened.damage) {
    document.writeAs(writer);
    return { document, file: opened.file, journal, played };
  }

  // What does not fit, or hangs on chunks that are gone, must not stand before the entries that will follow.
  await opened.file.close();
  if (misfit) {
    const kept = await copyAside(ports.fs, path, await ports.fs.read(path));
    remarks.push(
      `From entry ${journal.position.seq + 1} on the hand does not hold together (${misfit}). It is kept as ${kept}.`,
    );
  }
  const { table, program, checkpoint } = document;
  const sound = HandDocument.create({ table, hand, program, checkpoint }, writer);
  for (const { bytes } of played) sound.push(bytes);
  await writeDurably(ports.fs, path, sound.save());
  document.free();
  const rewritten = await HandFile.open(ports.fs, path);
  if (rewritten.type === 'unusable') throw new UnreadableTable(rewritten.words);
  return { document: sound, file: rewritten.file, journal, played };
}

/** The document of this very hand, or why the chunks are not it. */
function loadHand(chunks: readonly Uint8Array[], tableId: string, hand: number): HandDocument | string {
  try {
    const document = HandDocument.load(chunks);
    if (toHex(document.table) === tableId && document.hand === hand) return document;
    return `The file of hand ${hand} belongs to another hand or table.`;
  } catch (error) {
    if (error instanceof ForeignDocument) return error.message;
    throw error;
  }
}

/** The journal that a document starts, or why it cannot start. A program that this app lacks is thrown. */
function openJournal(document: HandDocument, ports: ReplicaPorts): Journal | string {
  try {
    return new Journal(document.checkpoint, document.program, ports.journal);
  } catch (error) {
    if (error instanceof UnknownProgram) throw error;
    return `What hand ${document.hand} starts from does not hold together (${(error as Error).message}).`;
  }
}

/** Plays entries until one has no place; says why. A divergence is thrown: no entry is to blame for it. */
function replayAll(
  journal: Journal,
  entries: readonly Uint8Array[],
): { played: PlayedEntry[]; misfit: string | null } {
  const played: PlayedEntry[] = [];
  for (const entry of entries) {
    try {
      played.push(journal.replay(entry));
    } catch (error) {
      if (error instanceof Divergence) throw error;
      return { played, misfit: (error as Error).message };
    }
  }
  return { played, misfit: null };
}

/** Where the last finished hand left the table. */
async function lastCheckpoint(history: HistoryFile): Promise<NextHand | null> {
  const { records } = await history.readLast(1);
  const [last] = records;
  if (!last) return null;
  const value = fromBytes(last.payload);
  if (!isRecord(value) || typeof value.hand !== 'number' || !(value.next instanceof Uint8Array)) return null;
  return { hand: value.hand + 1, checkpoint: value.next };
}
