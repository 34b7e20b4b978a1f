import { toHex } from '../../../shared/process/hash.ts';
import type { PlayedEntry } from '../../../shared/process/journal.ts';
import type { Signer, Verify } from '../../../shared/process/ports.ts';
import { Refused } from '../../../shared/process/process.ts';
import type { CommitCertificate } from '../../../shared/quorum/certificate.ts';
import { gameSchema } from '../../../shared/table/game.ts';
import type { AgreedReplica } from '../../host/agreement/agreedReplica.ts';
import type { Committed } from '../../host/replica.ts';
import {
  type Appended,
  NOTHING_RECEIVED,
  type Offered,
  type Received,
} from '../../host/replication/handLog.ts';
import { HostilePeer } from '../../host/replication/hostilePeer.ts';
import {
  checkRecord,
  type ProvenChange,
  proofOf,
  readRecord,
  recordBytes,
  type Trust,
} from '../../host/replication/records.ts';
import type { WallClock } from '../../host/wallClock.ts';
import type { FastDisk, OnDisk } from './fastDisk.ts';
import { type Ahead, HandBook } from './handBook.ts';
import type { HandStart, Place, Places } from './places.ts';

export interface FastReplicaPorts {
  readonly clock: WallClock;
  readonly disk: FastDisk;
  readonly places: Places;
  readonly verify: Verify;
  readonly onEquivocation: (first: Uint8Array, second: Uint8Array) => void;
}

/**
 * A table on a simulated device: host/replica.ts without Automerge and files, step by step the same, so that what devices
 * agree upon meets the same orders of events. Records of finished hands are the real ones.
 */
export class FastReplica implements AgreedReplica {
  readonly #ports: FastReplicaPorts;
  #open: HandBook;
  #closing: HandBook | null;
  #committedSeq: number;
  #certificates: CommitCertificate[];

  private constructor(ports: FastReplicaPorts, open: HandBook, closing: HandBook | null) {
    this.#ports = ports;
    this.#open = open;
    this.#closing = closing;
    this.#committedSeq = (closing ?? open).begun.start.position.seq;
    this.#certificates = [...ports.disk.now.certificates];
  }

  /** A new table on disk. */
  static async create(begun: HandStart, ports: FastReplicaPorts): Promise<void> {
    await ports.disk.write(ports.clock, writesHand(begun));
  }

  /** The table as it lies on disk. */
  static async open(ports: FastReplicaPorts): Promise<FastReplica> {
    const { disk, places, clock } = ports;
    const { hands, records } = disk.now;
    const recorded = Math.max(0, ...records.keys());
    const rivals = rivalsTold(ports);
    let open: HandBook | null = null;
    let closing: HandBook | null = null;
    for (const hand of [...hands.keys()].sort((a, b) => b - a)) {
      if (hand <= recorded && open) break;
      const onDisk = hands.get(hand);
      if (!onDisk) continue;
      if (!open) {
        open = HandBook.read(onDisk, places, rivals, null);
        continue;
      }
      if (hand !== open.hand - 1) continue;
      const before = HandBook.read(onDisk, places, rivals, aheadOf(open));
      if (before.at.key === open.begun.start.key) {
        closing = before;
        break;
      }
      const [mine, its] = [open.at.position, before.at.position];
      const reachesFurther = its.term > mine.term || (its.term === mine.term && its.seq >= mine.seq);
      if (reachesFurther) open = before;
    }
    if (!open) {
      const { next } = records.get(recorded) as { next: { checkpoint: Uint8Array; after: string } };
      const begun = places.begin(next.checkpoint, next.after);
      await disk.write(clock, writesHand(begun));
      open = new HandBook(begun, places, rivals);
    }
    const replica = new FastReplica(ports, open, closing);
    await replica.#closeHand();
    await replica.#turnPages();
    return replica;
  }

  get journal(): Place {
    return this.#open.at;
  }

  get played(): readonly PlayedEntry[] {
    return this.#open.played;
  }

  get committedSeq(): number {
    return this.#committedSeq;
  }

  get neededHand(): number {
    return (this.#closing ?? this.#open).hand;
  }

  async appendAll(inputs: readonly Offered[], term: number, host: Signer): Promise<Appended> {
    const result: Appended = { played: [], refused: [] };
    const book = this.#open;
    const written: Place[] = [];
    let at = book.at;
    for (const { bytes, timeMs } of inputs) {
      try {
        at = this.#ports.places.append(at, bytes, timeMs, term, host);
        written.push(at);
        result.played.push(at.played as PlayedEntry);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        result.refused.push({ input: bytes, words: error.message });
      }
    }
    if (written.length === 0) return result;
    await this.#write(writesEntries(book.hand, written));
    book.wrote(written);
    return result;
  }

  async endHand(timeMs: number, term: number, host: Signer, number: number): Promise<PlayedEntry> {
    const bytes = this.#ports.places.handEndInput(this.#open.at, number, host);
    const { played, refused } = await this.appendAll([{ bytes, timeMs }], term, host);
    const [entry] = played;
    if (!entry) throw new Refused(refused[0]?.words ?? '');
    await this.#turnPages();
    return entry;
  }

  syncMessagesFor(link: object): { readonly hand: number; readonly message: Uint8Array }[] {
    const books = this.#closing ? [this.#closing, this.#open] : [this.#open];
    return books.flatMap((book) => book.messagesFor(link).map((message) => ({ hand: book.hand, message })));
  }

  async receiveSync(link: object, hand: number, message: Uint8Array): Promise<Received> {
    const closing = this.#closing;
    const book = hand === closing?.hand ? closing : hand === this.#open.hand ? this.#open : null;
    if (!book) return NOTHING_RECEIVED;
    const known = book.played.length;
    const fresh = book.takeIn(link, message);
    let isLeft = false;
    if (fresh.length > 0) {
      await this.#write(writesEntries(hand, fresh));
      isLeft = book.follow(book === closing ? aheadOf(this.#open) : null);
    }
    const certified = book.takeCertified();
    if (book === closing) {
      const rebuilt = closing.at.key !== this.#open.begun.start.key;
      if (rebuilt) await this.#reopen(closing);
      return { ...NOTHING_RECEIVED, rebuilt, certified };
    }
    await this.#turnPages();
    const advanced = isLeft ? book.played : book.played.slice(known);
    return { advanced, rebuilt: isLeft, hostile: [], certified };
  }

  forgetLink(link: object): void {
    this.#open.forgetLink(link);
    this.#closing?.forgetLink(link);
  }

  async commit(certificate: CommitCertificate): Promise<Committed> {
    const from = this.#committedSeq;
    const { seq } = certificate;
    const closing = this.#closing;
    const isOfClosing = closing !== null && seq <= this.#open.begun.start.position.seq;
    const { isHere, rebuilt } =
      isOfClosing && closing
        ? closing.commit(certificate, from, aheadOf(this.#open))
        : this.#open.commit(certificate, from, null);
    if (isOfClosing && closing && rebuilt) await this.#reopen(closing);
    if (!isHere || seq <= from) return { entries: [], turned: false, rebuilt };
    const all = [...(this.#closing?.played ?? []), ...this.#open.played];
    const entries = all.filter(({ entry }) => entry.seq > from && entry.seq <= seq);
    this.#committedSeq = seq;
    this.#certificates.push(certificate);
    if (entries.some(changesVoters)) await this.#keepCertificates();
    const turned = await this.#closeHand();
    await this.#turnPages();
    return { entries, turned, rebuilt };
  }

  seenOf(device: string): { term: number; seq: number } {
    const all = [...(this.#closing?.played ?? []), ...this.#open.played];
    const last = all.findLast(({ entry }) => toHex(entry.host) === device)?.entry;
    return last ? { term: last.term, seq: last.seq } : { term: 0, seq: 0 };
  }

  async records(fromHand: number, countMax: number): Promise<Uint8Array[]> {
    const { records } = this.#ports.disk.now;
    const found: Uint8Array[] = [];
    for (let hand = fromHand; found.length < countMax; hand++) {
      const kept = records.get(hand);
      if (!kept) break;
      found.push(kept.bytes());
    }
    return found;
  }

  async adoptRecords(records: readonly Uint8Array[]): Promise<void> {
    const { begun } = this.#closing ?? this.#open;
    const votersOfGame: Trust['votersOfGame'] = (game) => gameSchema.parse(game).voters;
    const { table, game } = begun.certified.checkpoint;
    let trust: Trust = {
      table,
      hand: this.neededHand,
      opening: begun.start.position.id,
      voters: votersOfGame(game),
      verify: this.#ports.verify,
      votersOfGame,
    };
    let next: HandStart | null = null;
    let hostile: HostilePeer | null = null;
    for (const bytes of records) {
      try {
        trust = checkRecord(bytes, trust).trust;
      } catch (error) {
        if (!(error instanceof HostilePeer)) throw error;
        hostile = error;
        break;
      }
      const { next: checkpoint } = readRecord(bytes) as { next: Uint8Array };
      const after = toHex(trust.opening);
      const kept = { hand: trust.hand - 1, next: { checkpoint, after }, bytes: () => bytes };
      await this.#write(({ records: all }) => all.set(kept.hand, all.get(kept.hand) ?? kept));
      next = this.#ports.places.begin(checkpoint, after);
    }
    if (next) await this.#skipTo(next);
    if (hostile) throw hostile;
  }

  /** See Replica: an ended hand makes room for the next, and stays beside it until its end is committed. */
  async #turnPages(): Promise<void> {
    for (;;) {
      const { nextHand, key } = this.#open.at;
      if (!nextHand || this.#closing) return;
      const begun = this.#ports.places.begin(nextHand.checkpoint, key);
      await this.#write(writesHand(begun));
      this.#closing = this.#open;
      this.#open = this.#bookOf(begun);
      if (!(await this.#closeHand())) return;
    }
  }

  async #closeHand(): Promise<boolean> {
    const ended = this.#closing;
    if (!ended || this.#committedSeq < ended.at.position.seq) return false;
    const kept = this.#recordOf(ended);
    await this.#write(({ records }) => records.set(ended.hand, records.get(ended.hand) ?? kept));
    this.#closing = null;
    this.#certificates = this.#certificates.slice(-1);
    await this.#keepCertificates();
    await this.#write(({ hands }) => hands.delete(ended.hand));
    return true;
  }

  #recordOf(ended: HandBook) {
    const { position, nextHand, key } = ended.at;
    if (!nextHand) throw new Error('A hand that has not ended has no record.');
    const { hand } = ended;
    const { checkpoint } = nextHand;
    const all = [...ended.played, ...this.#open.played];
    const certificates = [...this.#certificates];
    const proof = (of: number) => {
      const certificate = certificates.find((one) => one.seq >= of);
      return certificate ? proofOf(of, all, certificate) : null;
    };
    const changes = ended.played.filter(changesVoters).flatMap(({ bytes, entry }): ProvenChange[] => {
      const proven = proof(entry.seq);
      return proven ? [{ entry: bytes, proof: proven }] : [];
    });
    const record = { hand, record: null, next: checkpoint, proof: proof(position.seq), changes };
    return { hand, next: { checkpoint, after: key }, bytes: () => recordBytes(record) };
  }

  async #reopen(closing: HandBook): Promise<void> {
    const begun = this.#open;
    await this.#write(({ hands }) => hands.delete(begun.hand));
    this.#open = closing;
    this.#closing = null;
    await this.#turnPages();
  }

  async #skipTo(next: HandStart): Promise<void> {
    const old = [this.#open, ...(this.#closing ? [this.#closing] : [])];
    const { seq } = next.start.position;
    const stays = old.find(({ hand, begun }) => hand === next.hand && begun.start.position.seq === seq);
    if (!stays) await this.#write(writesHand(next));
    this.#open = stays ?? this.#bookOf(next);
    this.#closing = null;
    this.#committedSeq = Math.max(this.#committedSeq, seq);
    this.#certificates = [];
    await this.#keepCertificates();
    const gone = old.filter(({ hand }) => hand !== next.hand).map(({ hand }) => hand);
    await this.#write(({ hands }) => {
      for (const hand of gone) hands.delete(hand);
    });
  }

  #bookOf(begun: HandStart): HandBook {
    return new HandBook(begun, this.#ports.places, rivalsTold(this.#ports));
  }

  #keepCertificates(): Promise<void> {
    const certificates = [...this.#certificates];
    return this.#write((disk) => {
      disk.certificates = certificates;
    });
  }

  #write(change: (disk: OnDisk) => void): Promise<void> {
    return this.#ports.disk.write(this.#ports.clock, change);
  }
}

function rivalsTold({ onEquivocation }: FastReplicaPorts) {
  return (first: PlayedEntry, second: PlayedEntry) => onEquivocation(first.bytes, second.bytes);
}

function changesVoters({ input }: PlayedEntry): boolean {
  return input.body.kind === 'VOTERS';
}

function aheadOf({ begun, at }: HandBook): Ahead {
  return { after: begun.start.key, term: at.position.term, seq: at.position.seq };
}

function writesHand(begun: HandStart) {
  return ({ hands }: OnDisk) => void hands.set(begun.hand, { begun, places: [] });
}

function writesEntries(hand: number, written: readonly Place[]) {
  return ({ hands }: OnDisk) => void hands.get(hand)?.places.push(...written);
}
