import type { Position } from '../../../shared/process/checkpoint.ts';
import { toHex } from '../../../shared/process/hash.ts';
import { Journal, type NextHand, type PlayedEntry } from '../../../shared/process/journal.ts';
import { sameBytes } from '../../../shared/process/plain.ts';
import type { Signer } from '../../../shared/process/ports.ts';
import { Refused } from '../../../shared/process/process.ts';
import { UnknownProgram } from '../../../shared/process/program.ts';
import { LIMITS } from '../../../shared/protocol.ts';
import { WRONG_FACE } from '../dealer/faceClaim.ts';
import { copyAside, HandFile, moveAside, type OpenHandFileOptions, writeDurably } from '../disk/index.ts';
import { ForeignDocument, HandDocument, SyncSession, type Writer } from '../handDocument.ts';
import type { ReplicaPorts } from '../replica.ts';
import { UnreadableTable } from '../unreadableTable.ts';
import { ChangeGraph } from './changeGraph.ts';
import { readChunks } from './chunkBounds.ts';
import { hashOfChange, readEntryChange } from './entryChange.ts';
import { EntryPool, type PooledEntry } from './entryPool.ts';
import { HostilePeer, TwoHistories } from './hostilePeer.ts';
import { type InspectedChange, inspectSync } from './inspect.ts';
import { ENTRIES_MAX, WAITING_CHANGES_MAX } from './limits.ts';
import { isWrongFace, playChain } from './playChain.ts';

/** An input that asks for a place. @see Journal.append */
export interface Offered {
  readonly bytes: Uint8Array;
  readonly timeMs: number;
}

export interface Appended {
  readonly played: PlayedEntry[];
  /** What the program did not take, and why. */
  readonly refused: { readonly input: Uint8Array; readonly words: string }[];
}

export interface Received {
  /** Entries that the journal goes on with. */
  readonly advanced: PlayedEntry[];
  /** The journal ended otherwise before: entries of an older term made way. */
  readonly rebuilt: boolean;
}

/** One hand on this device: its document, its file, the journal that they carry, and what peers know of it. */
export class HandLog {
  readonly hand: number;
  readonly #ports: ReplicaPorts;
  readonly #document: HandDocument;
  readonly #file: HandFile;
  readonly #pool: EntryPool;
  /** Made when a peer first sends something: alone, nobody asks. */
  #graph: ChangeGraph | null = null;
  #root = '';
  /** Chunks of changes of its own that are not in the graph yet. */
  #written: Uint8Array[] = [];
  /** Inspected changes that follow others which have not come yet, by hash. */
  readonly #waiting = new Map<string, InspectedChange>();
  /** Entries in the document, repetitions counted. */
  #inserted: number;
  readonly #opening: Position;
  readonly #sessions = new Map<object, SyncSession>();
  journal: Journal;
  played: PlayedEntry[];

  private constructor(parts: HandParts, ports: ReplicaPorts) {
    this.#ports = ports;
    this.#document = parts.document;
    this.#file = parts.file;
    this.#pool = parts.pool;
    this.#opening = parts.opening;
    this.journal = parts.journal;
    this.played = parts.played;
    this.hand = parts.journal.hand;
    this.#inserted = parts.document.entries.length;
  }

  /** Begins a hand on disk. @throws DiskFailure, UnreadableTable */
  static async create(tableId: string, next: NextHand, ports: ReplicaPorts): Promise<HandLog> {
    const { fs, folder, device, boot } = ports;
    const program = ports.journal.programs.newest.version;
    const journal = new Journal(next.checkpoint, program, ports.journal);
    const { term } = journal.position;
    const { hand, checkpoint } = next;
    const fields = { table: journal.table, hand, program, checkpoint };
    const document = HandDocument.create(fields, { device, term, boot });
    const bytes = document.save();
    const path = folder.handPath(tableId, hand);
    const file = await HandFile.create(fs, path, bytes);
    // Read back before anything older goes.
    if (!sameBytes(await fs.read(path), bytes)) {
      throw new UnreadableTable(`The file of hand ${hand} does not hold what was written to it.`);
    }
    const pool = new EntryPool();
    return new HandLog({ document, file, journal, pool, opening: journal.position, played: [] }, ports);
  }

  /**
   * The hand in a file, replayed as far as it holds; null if nothing of it can be used. What is left out is kept aside and
   * told in `remarks`.
   * @throws Divergence, UnknownProgram, DiskFailure
   */
  static async open(
    tableId: string,
    hand: number,
    ports: ReplicaPorts,
    remarks: string[],
    options: OpenHandFileOptions,
  ): Promise<HandLog | null> {
    const path = ports.folder.handPath(tableId, hand);
    const opened = await HandFile.open(ports.fs, path, options);
    if (opened.type === 'unusable') {
      remarks.push(opened.words);
      return null;
    }
    if (opened.damage) remarks.push(opened.damage);

    const document = loadHand(opened.chunks, tableId, hand);
    const journal = typeof document === 'string' ? document : openJournal(document, ports);
    if (typeof document === 'string' || typeof journal === 'string') {
      await opened.file.close();
      remarks.push(`${journal} It is kept as ${await moveAside(ports.fs, path)}.`);
      return null;
    }
    const opening = journal.position;
    const pool = new EntryPool();
    const foreign = pool.addFromDisk(document.entries);
    const anew = () => openJournal(document, ports) as Journal;
    const { played, misfit } = await replayBest(journal, pool, opening, anew, ports);
    const strays = pool.strays(opening);
    const writer: Writer = { device: ports.device, term: played.journal.position.term, boot: ports.boot };
    const parts = { document, journal: played.journal, played: played.entries, pool, opening };
    const fault = foreign ?? misfit ?? (strays > 0 ? `${strays} entries follow nothing` : null);
    if (!fault && !opened.damage) {
      document.writeAs(writer);
      return new HandLog({ ...parts, file: opened.file }, ports);
    }

    // What does not fit, or hangs on chunks that are gone, must not stand before the entries that will follow.
    await opened.file.close();
    if (fault) {
      const kept = await copyAside(ports.fs, path, await ports.fs.read(path));
      const seq = played.journal.position.seq + 1;
      remarks.push(`From entry ${seq} on the hand does not hold together (${fault}). It is kept as ${kept}.`);
    }
    const { table, program, checkpoint } = document;
    const sound = HandDocument.create({ table, hand, program, checkpoint }, writer);
    for (const { bytes } of played.entries) sound.push(bytes);
    await writeDurably(ports.fs, path, sound.save());
    document.free();
    const rewritten = await HandFile.open(ports.fs, path);
    if (rewritten.type === 'unusable') throw new UnreadableTable(rewritten.words);
    const soundPool = new EntryPool();
    soundPool.addFromDisk(sound.entries);
    return new HandLog({ ...parts, document: sound, file: rewritten.file, pool: soundPool }, ports);
  }

  get sizeBytes(): number {
    return this.#file.sizeBytes;
  }

  /** Where the hand before ended. */
  get opening(): Position {
    return this.#opening;
  }

  writeAs(writer: Writer): void {
    this.#document.writeAs(writer);
  }

  /**
   * Plays signed inputs as the host of `term`, one after the other; resolves once their entries are on disk, all with one
   * sync.
   * @throws DiskFailure
   */
  async append(inputs: readonly Offered[], term: number, host: Signer): Promise<Appended> {
    const result: Appended = { played: [], refused: [] };
    for (const { bytes, timeMs } of inputs) {
      try {
        const known = [...this.played, ...result.played];
        if (await isWrongFace(this.journal, known, bytes, this.#ports)) throw new Refused(WRONG_FACE);
        result.played.push(this.journal.append(bytes, timeMs, term, host));
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        result.refused.push({ input: bytes, words: error.message });
      }
    }
    if (result.played.length === 0) return result;
    for (const played of result.played) this.#pool.add(played);
    const chunk = this.#document.push(...result.played.map(({ bytes }) => bytes));
    this.#written.push(chunk);
    this.#inserted += result.played.length;
    await this.#file.append(chunk);
    this.played.push(...result.played);
    return result;
  }

  /** What a peer should hear of this hand next on its link; null: nothing. */
  syncMessageFor(link: object): Uint8Array | null {
    return this.#document.syncMessage(this.#sessionOf(link));
  }

  forgetLink(link: object): void {
    this.#sessions.delete(link);
  }

  /**
   * Takes in a peer's sync message: inspected, then on disk, then played.
   * @param committedSeq up to here nothing may change
   * @throws HostilePeer (nothing was applied), TwoHistories, Divergence, DiskFailure
   */
  async receive(link: object, message: Uint8Array, committedSeq: number): Promise<Received> {
    const graph = this.#graphNow();
    const { changes, isOtherBeginning } = inspectSync(message, {
      table: this.journal.table,
      hand: this.hand,
      verify: this.#ports.journal.verify,
      isKnown: (hash) => graph.has(hash) || this.#waiting.has(hash),
      root: this.#root,
      list: this.#document.list,
      entries: this.#inserted,
    });
    if (isOtherBeginning) return { advanced: [], rebuilt: false };
    const applied = this.#fit(graph, changes);
    const chunk = this.#received(graph, link, message, applied);
    for (const { hash } of applied) this.#waiting.delete(hash);
    for (const change of changes) if (!graph.has(change.hash)) this.#waiting.set(change.hash, change);
    const pooled = applied.flatMap((change) => change.pooled);
    this.#inserted += pooled.length;
    // Only what is on disk is played.
    if (chunk.length > 0) await this.#file.append(chunk);
    const added = pooled.filter((one) => this.#pool.add(one));
    for (const one of added) {
      const rival = this.#pool.rivalOf(one);
      if (rival) this.#ports.onEquivocation?.(rival.bytes, one.bytes);
    }
    return added.length > 0 ? this.#advance(committedSeq) : { advanced: [], rebuilt: false };
  }

  async close(): Promise<void> {
    await this.#file.close();
    this.#document.free();
  }

  #graphNow(): ChangeGraph {
    const { list } = this.#document;
    let graph = this.#graph;
    if (!graph) {
      const [root, ...rest] = this.#document.changes();
      this.#root = hashOfChange(contentsOf(root as Uint8Array)[0] as Uint8Array);
      graph = new ChangeGraph(this.#root, list.rootActor, list.listOp);
      this.#written = rest;
      this.#graph = graph;
    }
    for (const content of this.#written.flatMap(contentsOf)) {
      graph.add(readEntryChange(content, list, ENTRIES_MAX));
    }
    this.#written = [];
    return graph;
  }

  /**
   * Adds to the graph what follows nothing that is missing, those included that waited for it.
   * @returns these, each after those that it follows
   * @throws HostilePeer (the graph is as it was)
   */
  #fit(graph: ChangeGraph, changes: readonly InspectedChange[]): InspectedChange[] {
    const added: InspectedChange[] = [];
    let left = [...changes, ...this.#waiting.values()];
    let isPurged = false;
    for (let next = findComplete(); next; next = findComplete()) {
      const change = next;
      left = left.filter((one) => one !== change);
      try {
        graph.add(change);
        added.push(change);
      } catch (error) {
        if (!this.#waiting.delete(change.hash)) {
          graph.remove(added);
          throw error;
        }
        // Who sent it may be gone; what came now is not to blame.
        isPurged = true;
      }
    }
    if (left.length > WAITING_CHANGES_MAX) {
      graph.remove(added);
      throw new HostilePeer('A peer sent changes that follow nothing.');
    }
    if (isPurged) this.#purge();
    return added;

    function findComplete(): InspectedChange | undefined {
      return left.find((change) => graph.isComplete(change));
    }
  }

  /** What waits is forgotten; new sessions bring what was sound in it. */
  #purge(): void {
    this.#document.dropWaiting();
    this.#waiting.clear();
    this.#sessions.clear();
  }

  #received(
    graph: ChangeGraph,
    link: object,
    message: Uint8Array,
    applied: readonly InspectedChange[],
  ): Uint8Array {
    try {
      return this.#document.receive(this.#sessionOf(link), message);
    } catch (error) {
      graph.remove(applied);
      throw new HostilePeer(`A peer sent a sync message that does not fit (${(error as Error).message}).`);
    }
  }

  /** Plays on along the best chain; one that leaves what was played is played anew from the hand's opening. */
  async #advance(committedSeq: number): Promise<Received> {
    const all: PlayedEntry[] = [];
    for (;;) {
      const chain = this.#pool.bestChain(this.#opening);
      const known = this.played.length;
      const goesOn = chain.length >= known && this.played.every((one, at) => sameEntry(one, chain[at]));
      if (!goesOn) {
        const rebuilt = await this.#rebuild(chain, committedSeq);
        if (rebuilt) return rebuilt;
        continue;
      }
      const { advanced, bad } = await playChain(this.journal, this.played, chain.slice(known), this.#ports);
      this.played.push(...advanced);
      all.push(...advanced);
      if (!bad) return { advanced: all, rebuilt: false };
      this.#pool.markBad(bad.entry, this.played);
    }
  }

  /**
   * What is committed makes way for no chain, and a chain is judged only once all of it has been played.
   * @returns null: it cannot be played, and is out
   */
  async #rebuild(chain: readonly PooledEntry[], committedSeq: number): Promise<Received | null> {
    const journal = openJournal(this.#document, this.#ports);
    if (typeof journal === 'string') throw new UnreadableTable(journal);
    const { advanced, bad } = await playChain(journal, [], chain, this.#ports);
    if (bad) {
      this.#pool.markBad(bad.entry, this.played);
      return null;
    }
    const lost = this.played.find(
      (played, at) => played.entry.seq <= committedSeq && !sameEntry(played, advanced[at]),
    );
    if (lost) {
      throw new TwoHistories(
        `Entry ${lost.entry.seq} is committed here, and others have another one in its place. The table stops here.`,
      );
    }
    this.journal = journal;
    this.played = advanced;
    return { advanced, rebuilt: true };
  }

  #sessionOf(link: object): SyncSession {
    const known = this.#sessions.get(link);
    if (known) return known;
    const session = new SyncSession();
    this.#sessions.set(link, session);
    return session;
  }
}

interface HandParts {
  readonly document: HandDocument;
  readonly file: HandFile;
  readonly journal: Journal;
  readonly pool: EntryPool;
  readonly opening: Position;
  readonly played: PlayedEntry[];
}

function contentsOf(chunks: Uint8Array): Uint8Array[] {
  return readChunks(chunks, LIMITS.documentBytes).map(({ content }) => content);
}

function sameEntry(played: PlayedEntry, other: PooledEntry | undefined): boolean {
  return other !== undefined && sameBytes(played.entry.id, other.entry.id);
}

/** Plays the best chain; one that does not hold makes way for the next best. @throws Divergence: no entry is to blame */
async function replayBest(
  first: Journal,
  pool: EntryPool,
  opening: Position,
  anew: () => Journal,
  ports: ReplicaPorts,
): Promise<{ played: { journal: Journal; entries: PlayedEntry[] }; misfit: string | null }> {
  let journal = first;
  let misfit: string | null = null;
  for (;;) {
    const { advanced, bad } = await playChain(journal, [], pool.bestChain(opening), ports);
    if (!bad) return { played: { journal, entries: advanced }, misfit };
    misfit ??= bad.why;
    pool.markBad(bad.entry, advanced);
    journal = anew();
  }
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
