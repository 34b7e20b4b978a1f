/**
 * One table on this device: the hand that is open, the one before for as long as its end is not committed, and the history.
 *
 * Invariants of this room (see also disk/ and replication/)
 *  R1  An entry is told to nobody before it is on disk.              replica.test "nothing is told before"
 *  R2  After a failed write the replica is dead; the table is read again from disk. replica.test "a failed write"
 *  R3  An intact entry is never lost to a damaged one behind it.     replica.test "damage"
 *  R4  An old hand's file goes only after its end is committed, its record written and the next hand read back.
 *                                                                    replica.test "killed at any step"
 *  R5  What a peer sends has played before it is accepted.           replication/handLog.test, inspect.test
 *  R6  What is committed is never undone.                            comingBack.test, scenarios/pulled.test
 */

import { type Checkpoint, certify, readCertified } from '../../shared/process/checkpoint.ts';
import { toHex } from '../../shared/process/hash.ts';
import type { Journal, JournalOptions, NextHand, PlayedEntry } from '../../shared/process/journal.ts';
import type { Plain } from '../../shared/process/plain.ts';
import { sameBytes } from '../../shared/process/plain.ts';
import type { Signer } from '../../shared/process/ports.ts';
import { Refused } from '../../shared/process/process.ts';
import { LIMITS } from '../../shared/protocol.ts';
import type { CommitCertificate } from '../../shared/quorum/certificate.ts';
import type { CardClaim } from './dealer/deckWork.ts';
import {
  type DataFolder,
  type FileSystem,
  HistoryFile,
  moveAside,
  type OpenHandFileOptions,
  removeDurably,
} from './disk/index.ts';
import { CertificateFile } from './replication/certificateFile.ts';
import type { Ahead } from './replication/entryPool.ts';
import {
  type Appended,
  HandLog,
  NOTHING_RECEIVED,
  type Offered,
  type Received,
} from './replication/handLog.ts';
import { HostilePeer } from './replication/hostilePeer.ts';
import {
  checkRecord,
  type ProvenChange,
  proofOf,
  readRecord,
  recordBytes,
  type Trust,
} from './replication/records.ts';
import { UnreadableTable } from './unreadableTable.ts';

export { UnreadableTable } from './unreadableTable.ts';

export interface ReplicaPorts {
  readonly fs: FileSystem;
  readonly folder: DataFolder;
  readonly journal: JournalOptions;
  /** This device's key. */
  readonly device: Uint8Array;
  /** What history keeps of a finished hand, made from the events that were announced in it. */
  readonly recordOf: (events: readonly Plain[]) => Plain;
  /** Whether this device alone keeps the table, as in practice: what is on its disk is committed. */
  readonly isAlone: (charter: Uint8Array) => boolean;
  /** The voters (hex) that a checkpoint's game names. */
  readonly votersOfGame: (game: Plain) => readonly string[];
  /** Whether the journal's bytes bear out what is claimed about cards; left out: nobody asks. */
  readonly isClaimRight?: (claim: CardClaim) => Promise<boolean>;
  /** Long work lets other work come between; left out: it does not. */
  readonly breathe?: () => Promise<void>;
  /** Two entries that one host signed for the same place. */
  readonly onEquivocation?: (first: Uint8Array, second: Uint8Array) => void;
}

/** What a commit has settled. */
export interface Committed {
  /** In order. */
  readonly entries: readonly PlayedEntry[];
  /** With them a hand has ended for good. */
  readonly turned: boolean;
  /** The journal ended otherwise before: entries made way for what is committed. */
  readonly rebuilt: boolean;
}

/** What the records in one answer may be, together: below a frame. */
const RECORDS_BYTES = LIMITS.frameBytes - 65_536;
const HAND_LOST = 'The open hand could not be read; it starts again from where the hand before ended.';

export class Replica {
  readonly tableId: string;
  /** What was found damaged when it was opened, in words; empty: nothing. */
  readonly damage: readonly string[];
  readonly #ports: ReplicaPorts;
  readonly #history: HistoryFile;
  readonly #isAlone: boolean;
  #open: HandLog;
  /** The hand before, until its HAND_END is committed. */
  #closing: HandLog | null;
  #committedSeq: number;
  /** The last hand that the history has a record of. */
  #recorded: number;
  /** Certificates of this run and those kept, oldest first, for the changes of voters in the hand that is played. */
  #certificates: CommitCertificate[];
  readonly #certificateFile: CertificateFile;
  #failure: Error | null = null;

  private constructor(
    tableId: string,
    ports: ReplicaPorts,
    files: { readonly history: HistoryFile; readonly certificates: CertificateFile },
    hands: { readonly open: HandLog; readonly closing: HandLog | null; readonly recorded: number },
    damage: readonly string[],
  ) {
    this.tableId = tableId;
    this.damage = damage;
    this.#ports = ports;
    this.#history = files.history;
    this.#certificateFile = files.certificates;
    this.#certificates = [...files.certificates.kept];
    this.#open = hands.open;
    this.#closing = hands.closing;
    this.#recorded = hands.recorded;
    this.#isAlone = ports.isAlone(hands.open.journal.charter);
    this.#committedSeq = this.#isAlone
      ? hands.open.journal.position.seq
      : (hands.closing ?? hands.open).opening.seq;
  }

  /** Opens a new table on disk. */
  static async create(checkpoint: Checkpoint, ports: ReplicaPorts): Promise<Replica> {
    const tableId = toHex(checkpoint.table);
    await ports.folder.makeTable(tableId);
    const { file: history } = await HistoryFile.open(ports.fs, ports.folder.historyPath(tableId));
    const next = { hand: checkpoint.hand, checkpoint: certify(checkpoint, null) };
    const open = await HandLog.create(tableId, next, ports);
    const certificates = await CertificateFile.open(ports.fs, ports.folder.certificatesPath(tableId), []);
    return new Replica(tableId, ports, { history, certificates }, { open, closing: null, recorded: 0 }, []);
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
    const recorded = await lastRecorded(history);
    const { open: found, closing } = await openHands(tableId, hands, recorded, ports, remarks, options);
    let open = found;
    if (!open) {
      const next = await lastCheckpoint(history);
      if (!next) throw new UnreadableTable(`${remarks.join(' ')} Nothing of this table can be read.`);
      open = await HandLog.create(tableId, next, ports);
      remarks.push(HAND_LOST);
    }
    const certificates = await CertificateFile.open(
      ports.fs,
      ports.folder.certificatesPath(tableId),
      remarks,
    );
    const files = { history, certificates };
    const replica = new Replica(tableId, ports, files, { open, closing, recorded }, remarks);
    await replica.#removeFinished(hands);
    await replica.#closeHand();
    await replica.#turnPages();
    return replica;
  }

  get journal(): Journal {
    return this.#open.journal;
  }

  /** The open hand's entries, as they were played. */
  get played(): readonly PlayedEntry[] {
    return this.#open.played;
  }

  get history(): HistoryFile {
    return this.#history;
  }

  /** Bytes of the open hand's file. */
  get handSizeBytes(): number {
    return this.#open.sizeBytes;
  }

  /** The last entry that is known to be on a majority's disks. */
  get committedSeq(): number {
    return this.#committedSeq;
  }

  /** The first hand whose end is not committed here: what a device that comes back asks for. */
  get neededHand(): number {
    return (this.#closing ?? this.#open).hand;
  }

  /**
   * Plays a signed input as the host of `term`; resolves once its entry is on disk.
   * @throws Refused when the program does not take it (nothing has changed), DiskFailure (the replica is dead)
   */
  async append(input: Uint8Array, timeMs: number, term: number, host: Signer): Promise<PlayedEntry> {
    const { played, refused } = await this.appendAll([{ bytes: input, timeMs }], term, host);
    const [entry] = played;
    if (!entry) throw new Refused(refused[0]?.words ?? '');
    return entry;
  }

  /** Plays signed inputs one after the other; resolves once all their entries are on disk, with one sync. @throws DiskFailure */
  appendAll(inputs: readonly Offered[], term: number, host: Signer): Promise<Appended> {
    return this.#orDie(() => this.#open.append(inputs, term, host));
  }

  /**
   * Ends the hand that has been played, and opens the next beside it until that end is committed.
   * @param number of the host's input; it must exceed all that the host's inputs had
   */
  async endHand(
    timeMs: number,
    term: number,
    host: Signer,
    number = this.journal.takenFrom(host.publicKey) + 1,
  ): Promise<PlayedEntry> {
    const played = await this.append(this.journal.handEndInput(number, host), timeMs, term, host);
    await this.#ports.breathe?.();
    await this.#orDie(() => this.#turnPages());
    return played;
  }

  /** A crash may have come between a hand's last entry and HAND_END: alone, it is given now, in the term the hand was played in. */
  async finishHand(host: Signer): Promise<void> {
    const { timeMs, term } = this.journal.position;
    if (!this.#isAlone || !this.journal.isPlayed) return;
    await this.endHand(timeMs, term, host);
    await this.commitAlone();
  }

  /** At a table that is this device's alone, what is on its disk is committed. */
  async commitAlone(): Promise<void> {
    if (!this.#isAlone) throw new Error('Others have a say in what is committed.');
    const { seq, id, term } = this.journal.position;
    await this.commit({ seq, entry: id, term, receipts: [] });
  }

  /** What a peer should hear next on its link, of each hand that may still change. */
  syncMessagesFor(link: object): { readonly hand: number; readonly message: Uint8Array }[] {
    const hands = this.#closing ? [this.#closing, this.#open] : [this.#open];
    return hands.flatMap((log) => log.syncMessagesFor(link).map((message) => ({ hand: log.hand, message })));
  }

  /**
   * Takes in a peer's sync message; resolves once what was new is on disk and played.
   * @throws HostilePeer (nothing was applied), Divergence, DiskFailure
   */
  receiveSync(link: object, hand: number, message: Uint8Array): Promise<Received> {
    return this.#orDie(async () => {
      if (hand === this.#closing?.hand) return this.#receiveClosing(this.#closing, link, message);
      if (hand !== this.#open.hand) return NOTHING_RECEIVED;
      const received = await this.#open.receive(link, message);
      await this.#turnPages();
      return received;
    });
  }

  forgetLink(link: object): void {
    this.#open.forgetLink(link);
    this.#closing?.forgetLink(link);
  }

  /**
   * Notes that all up to an entry is committed; the caller has checked the certificate. An entry that is not here yet is
   * committed once it comes (see Received.certified).
   * @throws TwoHistories when another entry is committed in its place here
   */
  commit(certificate: CommitCertificate): Promise<Committed> {
    return this.#orDie(async () => {
      const from = this.#committedSeq;
      const { seq } = certificate;
      const closing = this.#closing;
      const isOfClosing = closing !== null && seq <= this.#open.opening.seq;
      const { isHere, rebuilt } =
        isOfClosing && closing
          ? await closing.commit(certificate, from, this.#ahead())
          : await this.#open.commit(certificate, from);
      if (isOfClosing && closing && rebuilt) await this.#reopen(closing);
      if (!isHere || seq <= from) return { entries: [], turned: false, rebuilt };
      const all = [...(this.#closing?.played ?? []), ...this.#open.played];
      const entries = all.filter(({ entry }) => entry.seq > from && entry.seq <= seq);
      this.#committedSeq = seq;
      this.#certificates.push(certificate);
      // On disk before anybody acts upon it.
      if (entries.some(changesVoters)) await this.#certificateFile.keep(certificate);
      const turned = await this.#closeHand();
      await this.#turnPages();
      return { entries, turned, rebuilt };
    });
  }

  /** The highest (term, seq) that this device holds an entry of, signed by that one as its host. */
  seenOf(device: string): { term: number; seq: number } {
    const all = [...(this.#closing?.played ?? []), ...this.#open.played];
    // Where a hand has just begun, all that is left of what that one hosted is the end of the hand before.
    const ends = [(this.#closing ?? this.#open).opening, ...all.map(({ entry }) => entry)];
    const last = ends.findLast(({ host }) => toHex(host) === device);
    return last ? { term: last.term, seq: last.seq } : { term: 0, seq: 0 };
  }

  /**
   * The records of finished hands from that one on, for somebody who missed them: up to the first that is damaged here, and
   * as many as go into one frame.
   */
  async records(fromHand: number, countMax: number): Promise<Uint8Array[]> {
    const records: Uint8Array[] = [];
    let leftBytes = RECORDS_BYTES;
    for await (const { number, payload } of this.#history.recordsFrom(fromHand)) {
      leftBytes -= payload.length;
      const isNext = number === fromHand + records.length && payload.length <= LIMITS.recordBytes;
      if (!isNext || leftBytes < 0) break;
      records.push(payload);
      if (records.length === countMax) break;
    }
    return records;
  }

  /**
   * Takes over hands that were missed, each of which must prove itself from the voters trusted so far: those with whom
   * the first of them began.
   * @throws HostilePeer (what had proven itself before is kept), DiskFailure
   */
  adoptRecords(records: readonly Uint8Array[]): Promise<void> {
    return this.#orDie(async () => {
      const { opening, journal } = this.#closing ?? this.#open;
      let trust: Trust = {
        table: journal.table,
        hand: this.neededHand,
        opening: opening.id,
        voters: this.#ports.votersOfGame(journal.openingGame),
        verify: this.#ports.journal.verify,
        votersOfGame: this.#ports.votersOfGame,
        isAlone: this.#isAlone,
      };
      let next: NextHand | null = null;
      let hostile: HostilePeer | null = null;
      for (const bytes of records) {
        try {
          const checked = checkRecord(bytes, trust);
          trust = checked.trust;
        } catch (error) {
          if (!(error instanceof HostilePeer)) throw error;
          hostile = error;
          break;
        }
        await this.#record(trust.hand - 1, bytes);
        next = { hand: trust.hand, checkpoint: (readRecord(bytes) as { next: Uint8Array }).next };
      }
      if (next) await this.#skipTo(next);
      if (hostile) throw hostile;
    });
  }

  async close(): Promise<void> {
    // What failed is closed as well as can be; nothing is acknowledged any more.
    await Promise.allSettled([this.#open.close(), this.#closing?.close(), this.#history.close()]);
  }

  /** An ended hand makes room for the next; it stays beside it until its end is committed. */
  async #turnPages(): Promise<void> {
    while (this.#open.journal.isEnded && !this.#closing) {
      const ended = this.#open;
      this.#open = await HandLog.create(this.tableId, ended.journal.nextHand(), this.#ports);
      this.#closing = ended;
      await this.#ports.breathe?.();
      if (!(await this.#closeHand())) return;
    }
  }

  /** The hand before has ended for good: its record is kept, its file goes. @returns whether it has */
  async #closeHand(): Promise<boolean> {
    const ended = this.#closing;
    if (!ended || this.#committedSeq < ended.journal.position.seq) return false;
    if (this.#recorded < ended.hand) await this.#record(ended.hand, this.#recordOf(ended));
    this.#closing = null;
    this.#certificates = this.#certificates.slice(-1);
    await this.#certificateFile.forgetUpTo(ended.journal.position.seq);
    await ended.close();
    await removeDurably(this.#ports.fs, this.#ports.folder.handPath(this.tableId, ended.hand));
    return true;
  }

  /** A record is found by its hand, whatever is missing before it. */
  async #record(hand: number, bytes: Uint8Array): Promise<void> {
    if (hand <= this.#recorded) return;
    await this.#history.append(bytes, hand);
    this.#recorded = hand;
  }

  #recordOf(ended: HandLog): Uint8Array {
    const { seq } = ended.journal.position;
    const all = [...ended.played, ...this.#open.played];
    const proof = (of: number) => {
      const certificate = this.#certificates.find((one) => one.seq >= of);
      return certificate ? proofOf(of, all, certificate) : null;
    };
    const changes = ended.played.filter(changesVoters).flatMap(({ bytes, entry }): ProvenChange[] => {
      const proven = proof(entry.seq);
      return proven ? [{ entry: bytes, proof: proven }] : [];
    });
    return recordBytes({
      hand: ended.hand,
      record: this.#ports.recordOf(eventsOf(ended)),
      next: ended.journal.nextHand().checkpoint,
      proof: proof(seq),
      changes,
    });
  }

  /** A hand that seemed to have ended may go on otherwise. */
  async #receiveClosing(closing: HandLog, link: object, message: Uint8Array): Promise<Received> {
    const { hostile, certified } = await closing.receive(link, message, this.#ahead());
    const rebuilt = !sameBytes(closing.journal.position.id, this.#open.opening.id);
    if (rebuilt) await this.#reopen(closing);
    return { ...NOTHING_RECEIVED, rebuilt, hostile, certified };
  }

  /** The hand before goes on otherwise: what was begun after it is set aside. */
  async #reopen(closing: HandLog): Promise<void> {
    const begun = this.#open;
    await begun.close();
    await moveAside(this.#ports.fs, this.#ports.folder.handPath(this.tableId, begun.hand));
    this.#open = closing;
    this.#closing = null;
    await this.#turnPages();
  }

  /** What follows the hand before: as part of its journal it counts when branches are compared. */
  #ahead(): Ahead {
    return aheadOf(this.#open);
  }

  /** The hands up to this one are known by their records: it opens, and what was open before goes. */
  async #skipTo(next: NextHand): Promise<void> {
    const old = [this.#open, ...(this.#closing ? [this.#closing] : [])];
    const { seq } = readCertified(next.checkpoint, this.#ports.journal.verify).position;
    const stays = old.find(({ hand, opening }) => hand === next.hand && opening.seq === seq);
    this.#open = stays ?? (await this.#createOver(next, old));
    this.#closing = null;
    this.#committedSeq = Math.max(this.#committedSeq, seq);
    this.#certificates = [];
    await this.#certificateFile.forgetUpTo(seq);
    for (const log of old) {
      if (log === this.#open) continue;
      await log.close();
      if (log.hand !== next.hand)
        await removeDurably(this.#ports.fs, this.#ports.folder.handPath(this.tableId, log.hand));
    }
  }

  /** Creates a hand where a file of the same hand may lie that began otherwise: that one is set aside. */
  async #createOver(next: NextHand, old: readonly HandLog[]): Promise<HandLog> {
    const rival = old.find(({ hand }) => hand === next.hand);
    if (rival) await moveAside(this.#ports.fs, this.#ports.folder.handPath(this.tableId, rival.hand));
    return HandLog.create(this.tableId, next, this.#ports);
  }

  async #removeFinished(hands: readonly number[]): Promise<void> {
    const { fs, folder } = this.#ports;
    const keptFrom = (this.#closing ?? this.#open).hand;
    for (const hand of hands) {
      const path = folder.handPath(this.tableId, hand);
      if (hand >= keptFrom || (await fs.size(path)) === null) continue;
      // What no record tells of is never deleted.
      if (hand <= this.#recorded) await removeDurably(fs, path);
      else await moveAside(fs, path);
    }
  }

  /** Runs a step that writes; after one that failed nothing is done any more. What a peer did wrong fails nothing here. */
  async #orDie<T>(work: () => Promise<T>): Promise<T> {
    if (this.#failure) throw this.#failure;
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof HostilePeer) && !isRefusal(error)) this.#failure = error as Error;
      throw error;
    }
  }
}

function changesVoters({ input }: PlayedEntry): boolean {
  return input.body.kind === 'VOTERS';
}

function aheadOf({ opening, journal }: HandLog): Ahead {
  const { term, seq } = journal.position;
  return { after: toHex(opening.id), term, seq };
}

/**
 * The hand to go on with, and the one before where its end may not be committed. A power cut may have come between a rival
 * end of the hand before and the setting aside of what was begun: then the branch counts that reaches further.
 */
async function openHands(
  tableId: string,
  hands: readonly number[],
  recorded: number,
  ports: ReplicaPorts,
  remarks: string[],
  options: OpenHandFileOptions,
): Promise<{ open: HandLog | null; closing: HandLog | null }> {
  let open: HandLog | null = null;
  const setAside = async (log: HandLog) => {
    await log.close();
    const kept = await moveAside(ports.fs, ports.folder.handPath(tableId, log.hand));
    remarks.push(`Hand ${log.hand} does not belong to the hand beside it. It is kept as ${kept}.`);
  };
  for (const hand of hands.toReversed()) {
    if (hand <= recorded && open) break;
    if (!open) {
      open = await HandLog.open(tableId, hand, ports, remarks, options);
      continue;
    }
    if (hand !== open.hand - 1) continue;
    const before = await HandLog.open(tableId, hand, ports, remarks, options, aheadOf(open));
    if (!before) continue;
    if (sameBytes(before.journal.position.id, open.opening.id)) return { open, closing: before };
    const [mine, its] = [open.journal.position, before.journal.position];
    const reachesFurther = its.term > mine.term || (its.term === mine.term && its.seq >= mine.seq);
    await setAside(reachesFurther ? open : before);
    if (reachesFurther) open = before;
  }
  return { open, closing: null };
}

function isRefusal(error: unknown): boolean {
  return (
    error instanceof Refused ||
    (error as Error).name === 'NotSigned' ||
    (error as Error).name === 'NotCanonical'
  );
}

function eventsOf({ journal, played }: HandLog): Plain[] {
  const told = [journal.opening, ...played.map(({ step }) => step)].flatMap((step) => step.told);
  return told.flatMap((item) => (item.type === 'event' ? [item.event] : []));
}

/** The last hand that the history has a record of; 0: none. */
async function lastRecorded(history: HistoryFile): Promise<number> {
  return ((await lastCheckpoint(history))?.hand ?? 1) - 1;
}

/** Where the last finished hand left the table. */
async function lastCheckpoint(history: HistoryFile): Promise<NextHand | null> {
  const { records } = await history.readLast(1);
  const [last] = records;
  const record = last ? readRecord(last.payload) : null;
  return record ? { hand: record.hand + 1, checkpoint: record.next } : null;
}
