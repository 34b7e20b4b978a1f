import type { Position } from '../../../shared/process/checkpoint.ts';
import { toHex } from '../../../shared/process/hash.ts';
import { Divergence, Journal, type NextHand, type PlayedEntry } from '../../../shared/process/journal.ts';
import { sameBytes } from '../../../shared/process/plain.ts';
import type { Signer } from '../../../shared/process/ports.ts';
import { Refused } from '../../../shared/process/process.ts';
import { UnknownProgram } from '../../../shared/process/program.ts';
import type { CommitCertificate } from '../../../shared/quorum/certificate.ts';
import { WRONG_CLAIM } from '../dealer/cardClaim.ts';
import { copyAside, HandFile, moveAside, type OpenHandFileOptions, writeDurably } from '../disk/index.ts';
import { ForeignDocument, HandDocument, SyncSession } from '../handDocument.ts';
import type { ReplicaPorts } from '../replica.ts';
import { UnreadableTable } from '../unreadableTable.ts';
import { readEntryChange } from './entryChange.ts';
import { type Ahead, EntryPool, type PooledEntry } from './entryPool.ts';
import { HostilePeer, TwoHistories } from './hostilePeer.ts';
import { checkChange, entryOf } from './inspect.ts';
import { ENTRIES_MAX } from './limits.ts';
import { isWrongClaim, type PlayedChain, playChain } from './playChain.ts';
import { type ReceivedSync, readSync } from './syncMessage.ts';
import { type Arrived, Waiting } from './waiting.ts';

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

const NO_ID = new Uint8Array();
const CANNOT_PLAY = 'A peer sent an entry that cannot be played';
const TOO_MANY = 'A peer sent more entries than a hand can have.';
const twoHistories = (seq: number) =>
  `A majority has another entry ${seq} than this device. The table stops here.`;

/** A link's other end sent what no honest device sends; nothing of that was applied. */
export interface Hostile {
  readonly link: object;
  readonly error: HostilePeer;
}

export interface Received {
  /** Entries that the journal goes on with. */
  readonly advanced: readonly PlayedEntry[];
  /** The journal ended otherwise before: entries that were not committed made way. */
  readonly rebuilt: boolean;
  /** Whose links are to be closed. */
  readonly hostile: readonly Hostile[];
  /** A commit that was heard of before its entry was here, and holds now. */
  readonly certified: CommitCertificate | null;
  /** The peer's hand of this number starts from another end of the hand before. */
  readonly beginsOtherwise?: boolean;
}

export const NOTHING_RECEIVED: Received = { advanced: [], rebuilt: false, hostile: [], certified: null };

/**
 * One hand on this device: its document, its file, the journal that they carry, and what peers know of it.
 *
 *  H1  An entry enters the document only once it has played on its branch.   handLog.test "junk", "a chair taken in advance"
 *  H2  Who sends one that cannot play loses its link at the first.           handLog.test "junk"
 *  H3  What follows something missing waits in memory, bounded for each link. handLog.test "waits"
 *  H4  The journal is the same on all devices that hold the same entries.    handLog.test "a tie", convergence.test
 *  H5  What is known to be committed is never left.                          handLog.test "committed"
 *  H6  Two entries of one host for one place are told once, also after a start. handLog.test "a pair"
 */
export class HandLog {
  readonly hand: number;
  readonly #ports: ReplicaPorts;
  readonly #document: HandDocument;
  readonly #file: HandFile;
  readonly #pool: EntryPool;
  readonly #waiting = new Waiting();
  readonly #opening: Position;
  readonly #sessions = new Map<object, SyncSession>();
  /** The highest commit whose entry is not in the journal here. */
  #certified: CommitCertificate | null = null;
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
    for (const [first, second] of parts.pool.rivals()) ports.onEquivocation?.(first.bytes, second.bytes);
  }

  /** Begins a hand on disk. @throws DiskFailure, UnreadableTable */
  static async create(tableId: string, next: NextHand, ports: ReplicaPorts): Promise<HandLog> {
    const { fs, folder, breathe } = ports;
    const program = ports.journal.programs.newest.version;
    const journal = new Journal(next.checkpoint, program, ports.journal);
    await breathe?.();
    const { hand, checkpoint } = next;
    const fields = { table: journal.table, hand, program, checkpoint };
    const document = HandDocument.create(fields);
    const bytes = document.save();
    await breathe?.();
    const path = folder.handPath(tableId, hand);
    const file = await HandFile.create(fs, path, bytes);
    // Read back before anything older goes.
    if (!sameBytes(await fs.read(path), bytes)) {
      throw new UnreadableTable(`The file of hand ${hand} does not hold what was written to it.`);
    }
    const pool = new EntryPool(journal.position, document.root);
    return new HandLog({ document, file, journal, pool, opening: journal.position, played: [] }, ports);
  }

  /**
   * The hand in a file, replayed as far as it holds; null if nothing of it can be used. What is left out is kept aside and
   * told in `remarks`.
   * @param ahead the hand that was begun after this one
   * @throws Divergence, UnknownProgram, DiskFailure
   */
  static async open(
    tableId: string,
    hand: number,
    ports: ReplicaPorts,
    remarks: string[],
    options: OpenHandFileOptions,
    ahead: Ahead | null = null,
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
    const { pool, foreign, isOldForm } = poolOf(document, opening);
    const anew = () => openJournal(document, ports) as Journal;
    const { played, misfit } = await replayBest(journal, pool, anew, ports, ahead);
    const parts = { document, journal: played.journal, played: played.entries, pool, opening };
    const fault = foreign ?? misfit;
    if (!fault && !opened.damage && !isOldForm) return new HandLog({ ...parts, file: opened.file }, ports);

    // What does not fit, or hangs on chunks that are gone, must not stand before the entries that will follow.
    await opened.file.close();
    if (fault) {
      const kept = await copyAside(ports.fs, path, await ports.fs.read(path));
      const seq = played.journal.position.seq + 1;
      remarks.push(`From entry ${seq} on the hand does not hold together (${fault}). It is kept as ${kept}.`);
    }
    const { table, program, checkpoint } = document;
    const sound = HandDocument.create({ table, hand, program, checkpoint });
    const soundPool = new EntryPool(opening, sound.root);
    sound.add(played.entries.flatMap((one) => soundPool.add(one) ?? []));
    await writeDurably(ports.fs, path, sound.save());
    document.free();
    const rewritten = await HandFile.open(ports.fs, path);
    if (rewritten.type === 'unusable') throw new UnreadableTable(rewritten.words);
    return new HandLog({ ...parts, document: sound, file: rewritten.file, pool: soundPool }, ports);
  }

  get sizeBytes(): number {
    return this.#file.sizeBytes;
  }

  /** Where the hand before ended. */
  get opening(): Position {
    return this.#opening;
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
        if (await isWrongClaim(this.journal, known, bytes, this.#ports)) throw new Refused(WRONG_CLAIM);
        if (result.played.length > 0) await this.#ports.breathe?.();
        result.played.push(this.journal.append(bytes, timeMs, term, host));
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        result.refused.push({ input: bytes, words: error.message });
      }
    }
    if (result.played.length === 0) return result;
    const changes = result.played.flatMap((played) => this.#pool.add(played) ?? []);
    await this.#file.append(this.#document.add(changes));
    this.played.push(...result.played);
    return result;
  }

  /** What a peer should hear of this hand next on its link. */
  syncMessagesFor(link: object): Uint8Array[] {
    return this.#document.syncMessages(this.#sessionOf(link), {
      has: (hash) => this.#waiting.has(link, hash),
      missing: this.#waiting.missingOn(link),
    });
  }

  forgetLink(link: object): void {
    this.#sessions.delete(link);
    this.#waiting.forget(link);
  }

  /**
   * Takes in a peer's sync message: what follows something that is here is played where it belongs, and what has played is
   * on disk when this resolves.
   * @param ahead the hand that was begun after this one
   * @throws HostilePeer (nothing was applied), Divergence, DiskFailure
   */
  async receive(link: object, message: Uint8Array, ahead: Ahead | null = null): Promise<Received> {
    const sync = readSync(message);
    if (!this.#takeIn(link, sync)) return { ...NOTHING_RECEIVED, beginsOtherwise: true };
    const before = this.journal.position;
    const known = this.played.length;
    const hostile: Hostile[] = [];
    const changes: Uint8Array[] = [];
    const rivals: [PooledEntry, PooledEntry][] = [];
    for (;;) {
      const run = this.#waiting.nextRun((hash) => this.#pool.has(hash));
      if (run.length === 0) break;
      const refused = await this.#play(run, changes, rivals);
      if (!refused) continue;
      const blamed = this.#waiting.drop(refused.one.change.hash);
      for (const of of blamed) this.#waiting.forget(of);
      hostile.push(...blamed.map((of) => ({ link: of, error: refused.error })));
    }
    if (changes.length > 0) await this.#file.append(this.#document.add(changes));
    for (const [first, second] of rivals) this.#ports.onEquivocation?.(first.bytes, second.bytes);
    if (changes.length > 0) await this.#follow(ahead);
    this.#document.receive(this.#sessionOf(link), sync);

    const isOn = known === 0 || sameBytes(this.played[known - 1]?.entry.id ?? NO_ID, before.id);
    const certified = this.#takeCertified();
    if (isOn) return { advanced: this.played.slice(known), rebuilt: false, hostile, certified };
    return { advanced: this.played, rebuilt: true, hostile, certified };
  }

  /**
   * Notes that an entry of this hand is committed; the caller has checked the certificate.
   * @returns whether it is in the journal, perhaps only now; if not, the journal leaves what stands in its place
   * @throws TwoHistories when another one is committed here
   */
  async commit(
    certificate: CommitCertificate,
    committedSeq: number,
    ahead: Ahead | null = null,
  ): Promise<{ readonly isHere: boolean; readonly rebuilt: boolean }> {
    const { entry: id, seq } = certificate;
    const at = this.played.find(({ entry }) => entry.seq === seq)?.entry;
    const isHere = at !== undefined && sameBytes(at.id, id);
    if (seq <= committedSeq) {
      if (at && !isHere) throw new TwoHistories(twoHistories(seq));
      return { isHere, rebuilt: false };
    }
    this.#pool.commit(id, seq);
    if (isHere) return { isHere, rebuilt: false };
    const before = this.journal.position.id;
    await this.#follow(ahead);
    const isIn = this.played.some(({ entry }) => sameBytes(entry.id, id));
    if (!isIn && seq > (this.#certified?.seq ?? 0)) this.#certified = certificate;
    return { isHere: isIn, rebuilt: !sameBytes(before, this.journal.position.id) };
  }

  async close(): Promise<void> {
    await this.#file.close();
    this.#document.free();
  }

  /**
   * What is new in a message waits for its turn.
   * @returns false: the peer's hand begins otherwise. One of both devices is on a branch that will be left; nothing of it is used
   * @throws HostilePeer
   */
  #takeIn(link: object, { contents }: ReceivedSync): boolean {
    const { table } = this.journal;
    const { verify } = this.#ports.journal;
    const { root } = this.#document;
    const isNew = new Map(contents.map((content) => readEntryChange(content)).map((one) => [one.hash, one]));
    for (const change of isNew.values()) {
      const { hash, parent, actor } = change;
      if (this.#pool.has(hash) || this.#waiting.has(link, hash)) continue;
      if (parent === null) {
        this.#waiting.forget(link);
        if (actor === root.actor) return false;
        throw new HostilePeer('A peer sent the beginning of another document.');
      }
      const one = entryOf(change, { table, hand: this.hand, verify });
      this.#waiting.add({ ...one, change, link });
    }
    return true;
  }

  /**
   * Plays entries one after the other on the branch where the first belongs, up to one that cannot be played there.
   * @param changes takes the chunks of what has played
   * @param rivals takes pairs that one host signed for one place
   * @returns the one that cannot be played; null: all were
   */
  async #play(
    run: readonly Arrived[],
    changes: Uint8Array[],
    rivals: [PooledEntry, PooledEntry][],
  ): Promise<{ one: Arrived; error: HostilePeer } | null> {
    let branch: Branch | null = null;
    for (const one of run) {
      // Of a contradiction both halves are proof, also where one can be played nowhere.
      for (const rival of this.#pool.rivalsOf(one)) rivals.push([rival, one]);
      try {
        checkChange(one.change, one, this.#pool);
        if (this.#pool.size >= ENTRIES_MAX) throw new HostilePeer(TOO_MANY);
        branch ??= await this.#branchAt(one);
        await this.#playOn(branch, one);
      } catch (error) {
        if (!(error instanceof HostilePeer)) throw error;
        return { one, error };
      }
      const chunk = this.#pool.add(one, one.change.parent ?? undefined);
      if (chunk) changes.push(chunk);
      this.#waiting.drop(one.change.hash);
    }
    return null;
  }

  /** @throws HostilePeer when it cannot be played, Divergence */
  async #playOn({ journal, played }: Branch, one: PooledEntry): Promise<void> {
    let chain: PlayedChain;
    try {
      chain = await playChain(journal, played, [one], this.#ports);
    } catch (error) {
      // On a branch that nobody would follow another state stops nobody: it is as invalid as any other entry.
      const isFollowed = isBeyond(one.entry, this.journal.position) || journal === this.journal;
      if (!(error instanceof Divergence) || isFollowed) throw error;
      throw new HostilePeer(`${CANNOT_PLAY} (${error.message})`);
    }
    if (chain.bad) throw new HostilePeer(`${CANNOT_PLAY} (${chain.bad.why}).`);
    played.push(...chain.advanced);
  }

  /** The journal itself where it ends with the entry before; otherwise one that is played so far. */
  async #branchAt({ entry, change }: Arrived): Promise<Branch> {
    if (sameBytes(entry.prev, this.journal.position.id)) return this;
    return this.#branchOf(this.#pool.chainTo(change.parent ?? '') ?? []);
  }

  async #branchOf(chain: readonly PooledEntry[]): Promise<Branch> {
    const journal = openJournal(this.#document, this.#ports);
    if (typeof journal === 'string') throw new UnreadableTable(journal);
    const { advanced, bad } = await playChain(journal, [], chain, this.#ports);
    // It has played before, here.
    if (bad) throw new UnreadableTable(`Entry ${bad.entry.seq} cannot be played any more (${bad.why}).`);
    return { journal, played: advanced };
  }

  /** The journal becomes the best chain. */
  async #follow(ahead: Ahead | null): Promise<void> {
    const chain = this.#pool.bestChain(ahead);
    const end = chain.at(-1)?.entry.id ?? this.#opening.id;
    if (sameBytes(end, this.journal.position.id)) return;
    const { journal, played } = await this.#branchOf(chain);
    this.journal = journal;
    this.played = played;
  }

  #takeCertified(): CommitCertificate | null {
    const certificate = this.#certified;
    const isHere = certificate && this.played.some(({ entry }) => sameBytes(entry.id, certificate.entry));
    if (!isHere) return null;
    this.#certified = null;
    return certificate;
  }

  #sessionOf(link: object): SyncSession {
    const known = this.#sessions.get(link);
    if (known) return known;
    const session = new SyncSession();
    this.#sessions.set(link, session);
    return session;
  }
}

/** A journal and all that it has played. */
interface Branch {
  readonly journal: Journal;
  readonly played: PlayedEntry[];
}

interface HandParts {
  readonly document: HandDocument;
  readonly file: HandFile;
  readonly journal: Journal;
  readonly pool: EntryPool;
  readonly opening: Position;
  readonly played: PlayedEntry[];
}

function isBeyond(one: { term: number; seq: number }, other: { term: number; seq: number }): boolean {
  return one.term > other.term || (one.term === other.term && one.seq > other.seq);
}

/** Plays the best chain; one that does not hold makes way for the next best. @throws Divergence: no entry is to blame */
async function replayBest(
  first: Journal,
  pool: EntryPool,
  anew: () => Journal,
  ports: ReplicaPorts,
  ahead: Ahead | null,
): Promise<{ played: { journal: Journal; entries: PlayedEntry[] }; misfit: string | null }> {
  let journal = first;
  let misfit: string | null = null;
  for (;;) {
    const { advanced, bad } = await playChain(journal, [], pool.bestChain(ahead), ports);
    if (!bad) return { played: { journal, entries: advanced }, misfit };
    misfit ??= bad.why;
    pool.markBad(bad.entry, advanced);
    journal = anew();
  }
}

/**
 * The entries of a document of this device's own disk. Where they alone do not tell which change follows which, its changes
 * do; where those are not the ones that entries make, it was written by an Evertable of before (`isOldForm`).
 */
function poolOf(document: HandDocument, opening: Position) {
  const pool = new EntryPool(opening, document.root);
  const foreign = pool.addFromDisk(document.entries);
  const isWhole = (of: EntryPool) => String(of.heads) === String(document.heads);
  if (isWhole(pool)) return { pool, foreign, isOldForm: false };
  const byChanges = new EntryPool(opening, document.root);
  const isSound = byChanges.addChanges(document.changes()) && isWhole(byChanges);
  return isSound ? { pool: byChanges, foreign: null, isOldForm: false } : { pool, foreign, isOldForm: true };
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
