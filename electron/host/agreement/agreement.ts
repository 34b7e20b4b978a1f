/**
 * How the devices of one table come to agree: drives the quorum's decisions (shared/quorum) and the replica's journal
 * over the links to the other members. A table with one voter, as in practice, is its plainest case.
 *
 * Invariants of this room
 *  G1  What is told as committed is on a majority's disks.            comingBack.test "cut off and healed"; scenarios/seams.test
 *  G2  A vote is on disk before it is sent.                           shared/quorum/elections.test "a vote is saved"; quorumFile.test
 *  G3  What this device says is said again until it is committed or refused, and is done once. outbox.test; scenarios/moveAcrossTerms.test
 *  G4  The host appends only when what it appended before is committed. No test of its own yet.
 *  G5  A peer that breaks the rules loses its link; the table goes on. scenarios/hostile.test
 */
import type { Body } from '../../../shared/process/effects.ts';
import { toHex } from '../../../shared/process/hash.ts';
import { readInput, signInput } from '../../../shared/process/input.ts';
import { DUPLICATE, HAND_IS_OVER, type PlayedEntry, TERM_START } from '../../../shared/process/journal.ts';
import { sameBytes } from '../../../shared/process/plain.ts';
import type { Signer, Verify } from '../../../shared/process/ports.ts';
import { LIMITS, type MessageOf, TIMINGS } from '../../../shared/protocol.ts';
import type { CommitCertificate } from '../../../shared/quorum/certificate.ts';
import type { QuorumMessage } from '../../../shared/quorum/messages.ts';
import { type Effect, type LogState, Quorum } from '../../../shared/quorum/quorum.ts';
import { readReceipt } from '../../../shared/quorum/receipts.ts';
import { readVote } from '../../../shared/quorum/votes.ts';
import { lookOf } from '../../../shared/table/asks.ts';
import { votersOf } from '../../../shared/table/voters.ts';
import type { Link } from '../swarm/link.ts';
import type { WallClock } from '../wallClock.ts';
import type { AgreedReplica } from './agreedReplica.ts';
import { ComingBack, type KeptAnswers } from './comingBack.ts';
import { Consents } from './consents.ts';
import { Contradictions } from './contradictions.ts';
import type { InputNumbers } from './inputNumbers.ts';
import { LastCommit } from './lastCommit.ts';
import { Outbox, type Saying } from './outbox.ts';
import { type Peer, Peers, type TableMessage } from './peers.ts';
import type { VoteFile } from './quorumFile.ts';
import { TableTime } from './tableTime.ts';
import { dueVoterChange } from './voterChanges.ts';
import { voterSetsOf, withOneVoterChange } from './voterSets.ts';

/** Entries pass from one follower to another only when the host has not brought them meanwhile. */
const GOSSIP_DELAY_MS = 60;
/** How often a host looks whether the voters are still who they should be. */
const VOTERS_LOOK_MS = 5_000;

export interface AgreementPorts {
  readonly clock: WallClock;
  readonly device: Signer;
  /** Rises with every start of this device. */
  readonly boot: number;
  readonly numbers: InputNumbers;
  readonly verify: Verify;
  /** In [0, 1). */
  readonly random: () => number;
  readonly quorumFile: VoteFile;
  /** Devices (hex) that this one has found to be cheating in the deck. */
  readonly faulty: () => readonly string[];
  /** Entries are committed, in order; `turned`: with them the hand ended and the next is open. */
  readonly committed: (entries: readonly PlayedEntry[], turned: boolean) => Promise<void>;
  /** Who is here, who hosts, what is on its way or waited for has changed. */
  readonly changed: () => void;
  /** A member that has just come listens from now on. */
  readonly met: (device: string) => void;
  /** Beside the journal: chat, emotes, proofs. */
  readonly heard: (from: string, message: BesideMessage) => void;
  /** Two words of one device that cannot both be honest; they have yet to be checked. */
  readonly contradicted: (first: Uint8Array, second: Uint8Array) => void;
  /** This device plays no more with that one: it was shown to cheat. */
  readonly isExcluded: (device: string) => boolean;
  /** An input of a device that is no peer here was refused. */
  readonly refused: (device: string, number: number, words: string) => void;
  /** The table cannot go on: it must be read again from disk. */
  readonly fail: (error: Error) => void;
}

/** What passes between members beside the journal. */
export type BesideMessage = Extract<TableMessage, { type: 'chat' | 'emote' | 'proof' | 'moved' }>;

export const CLOSED_WORDS = 'The table was put away before that was done.';
const CHEATING_WORDS = 'What this device said about the deck is proven wrong.';
const TOO_MUCH_WORDS = 'Too much waits to be said at once. Please try again.';

/** What a table that sleeps must not forget beside its journal (DESIGN.md 5.12). It holds no document. */
export interface Rested {
  readonly quorum: Quorum;
  readonly outbox: Outbox;
  readonly peers: Peers;
  readonly time: TableTime;
  readonly answers: KeptAnswers;
  readonly lastCommit: LastCommit | null;
  readonly begunTerm: number | null;
  readonly settledSeq: number;
  readonly savedOn: number;
}

interface Heard {
  readonly bytes: Uint8Array;
  readonly device: string;
  readonly number: number;
  /** Who brought it: its author, or another that passed it on. */
  readonly from: string;
}

export class Agreement {
  readonly replica: AgreedReplica;
  readonly peers: Peers;
  readonly #ports: AgreementPorts;
  readonly #me: string;
  readonly #quorum: Quorum;
  readonly #outbox: Outbox;
  readonly #time: TableTime;
  readonly #consents: Consents;
  readonly #comingBack: ComingBack;
  readonly #contradictions: Contradictions;
  /** Inputs of other devices that wait for a place in the journal, or for a host. */
  #heard: Heard[] = [];
  /** The last entry of the batch whose commit is waited for; null: none is. */
  #outstanding: number | null = null;
  /** The last term that this device began as its host. */
  #begunTerm: number | null = null;
  /** Changes of voters up to here are committed, or were on this disk when it started. */
  #settledSeq: number;
  /** The last commit that is known here, for peers that missed it. */
  #lastCommit: LastCommit | null = null;
  /** Up to where word of a commit was asked for. */
  #askedCommit = 0;
  /** What the host said last about whose disks hold everything. */
  #saidSaved: { readonly committed: number; readonly saved: number } | null = null;
  #callOffTick: (() => void) | null = null;
  #callOffGossip: (() => void) | null = null;
  #callOffVoters: (() => void) | null = null;
  /** The voters after the entry of that id. */
  #voters: { readonly at: Uint8Array; readonly voters: readonly string[] } | null = null;
  #work: Promise<unknown> = Promise.resolve();
  #isStopped = false;
  /** Work in turn that is not done. */
  #pending = 0;
  /** When somebody last had something to do with this table, by the steady clock. */
  #touchedMs: number;

  /** @param rested the table wakes from this; null: it has been opened anew */
  constructor(replica: AgreedReplica, ports: AgreementPorts, rested: Rested | null = null) {
    const { device, boot, verify, random, clock, quorumFile } = ports;
    const { journal } = replica;
    this.replica = replica;
    this.#ports = ports;
    this.#me = toHex(device.publicKey);
    this.#touchedMs = clock.steadyMs();
    this.#outbox = rested?.outbox ?? new Outbox(ports.numbers);
    this.peers = rested?.peers ?? new Peers(journal.table);
    this.#settledSeq = rested?.settledSeq ?? journal.position.seq;
    this.#lastCommit = rested?.lastCommit ?? null;
    this.#begunTerm = rested?.begunTerm ?? null;
    this.#time = rested?.time ?? new TableTime(clock, journal.position.timeMs);
    this.#comingBack = new ComingBack({
      replica,
      peers: this.peers,
      boot,
      me: this.#me,
      quorumFile,
      kept: rested?.answers,
    });
    const { faulty } = ports;
    this.#consents = new Consents({
      device,
      boot,
      verify,
      replica,
      peers: this.peers,
      time: this.#time,
      faulty,
    });
    this.#contradictions = new Contradictions(ports.contradicted);
    this.#quorum =
      rested?.quorum ??
      new Quorum({
        table: journal.table,
        me: device,
        boot,
        verify,
        random,
        timings: TIMINGS,
        durable: quorumFile.stored ?? { term: journal.position.term, votedFor: null },
        log: this.#logState(),
        mayVote: this.#comingBack.mayVote(votersOf(journal.looks())),
      });
  }

  /** Nothing is under way or waited for: the table can sleep without anybody noticing. */
  get canRest(): boolean {
    return (
      !this.#isStopped &&
      this.#pending === 0 &&
      this.#outbox.waiting.length === 0 &&
      this.#heard.length === 0 &&
      this.#outstanding === null &&
      this.#callOffGossip === null &&
      this.#quorum.dueMs() === null &&
      !this.#comingBack.isOldCopy &&
      this.replica.neededHand === this.replica.journal.hand
    );
  }

  /** How long nobody has had anything to do with this table, ms. */
  get untouchedMs(): number {
    return this.#nowMs() - this.#touchedMs;
  }

  /** Stops at once, where it can rest. Nothing that comes afterwards is heard: the next Agreement goes on from what is returned. */
  rest(): Rested {
    if (!this.canRest) throw new Error('Something is still under way.');
    const savedOn = this.savedOn();
    this.#halt();
    return {
      quorum: this.#quorum,
      outbox: this.#outbox,
      peers: this.peers,
      time: this.#time,
      answers: this.#comingBack.keep(),
      lastCommit: this.#lastCommit,
      begunTerm: this.#begunTerm,
      settledSeq: this.#settledSeq,
      savedOn,
    };
  }

  /** Elected, and TERM_START is on disk: nothing else may be the first entry of a term. */
  get isHosting(): boolean {
    return this.#quorum.role === 'host' && this.#begunTerm === this.term;
  }

  /** The device that hosts now, as far as this one knows (hex); null: none. */
  get host(): string | null {
    return this.#quorum.host;
  }

  get term(): number {
    return this.#quorum.term;
  }

  get committedSeq(): number {
    return this.replica.committedSeq;
  }

  /** All that is in the journal is committed: it may be shown. */
  get isSettled(): boolean {
    return this.replica.committedSeq >= this.replica.journal.position.seq;
  }

  /** The voters that a commit needs now. */
  get voters(): readonly string[] {
    const { id } = this.replica.journal.position;
    // Asked for with every beat and its reply; only an entry changes them.
    if (this.#voters?.at !== id) this.#voters = { at: id, voters: votersOf(this.replica.journal.looks()) };
    return this.#voters.voters;
  }

  /** Whether that device's disk is an older copy, so that it does not vote until it is let in again (DESIGN.md 4.7). */
  isOldCopy(device: string): boolean {
    if (device === this.#me) return this.#comingBack.isOldCopy;
    return this.peers.get(device)?.status?.readmit === true;
  }

  /** What this device has said and not seen committed. */
  get saying(): readonly Body[] {
    return this.#outbox.waiting.map(({ body }) => body);
  }

  /** Table time, ms: it stands still while nobody hosts. */
  timeMs(): number {
    return this.#time.nowMs(this.replica.journal.position.timeMs, this.host !== null);
  }

  /** Runs work after all that came before; what goes wrong there stops the table. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    this.#pending += 1;
    const result = this.#work.then(work);
    this.#work = result
      .catch((error: Error) => {
        if (!this.#isStopped) this.#ports.fail(error);
      })
      .then(() => {
        this.#pending -= 1;
      });
    return result;
  }

  /**
   * Says something as a device of this installation.
   * @returns why it was refused, as a sentence; null once it is committed.
   */
  say(signer: Signer, body: Body): Promise<string | null> {
    if (this.#isStopped) return Promise.resolve(CLOSED_WORDS);
    this.#touch();
    const answered = this.#outbox.add(signer, body);
    void this.inTurn(() => this.#bringOn());
    return answered;
  }

  /** The table is waited for by somebody here, or has gone to rest. Only a table that is waited for elects a host. */
  setAwake(isAwake: boolean): Promise<void> {
    if (isAwake) this.#touch();
    return this.inTurn(() => this.#setAwake(isAwake));
  }

  /** The host's clock says that a wait is over: voters are asked whether theirs agree. */
  timeOut(): Promise<void> {
    return this.inTurn(async () => {
      if (!this.isHosting || this.#outstanding !== null) return;
      this.#consents.ask({ kind: 'TIMEOUT' }, this.term, this.voters);
      await this.#sayIfAgreed();
    });
  }

  /** Devices were found to be cheating in the deck: voters are asked whether they have found the same. */
  convict(devices: readonly string[]): Promise<void> {
    return this.inTurn(async () => {
      // A host that cheats is followed no more: the others choose one that goes on without it.
      const host = this.host;
      if (host !== null && devices.includes(host)) this.peers.get(host)?.link.close(CHEATING_WORDS);
      if (!this.isHosting || this.#outstanding !== null) return;
      const dealing = lookOf(this.replica.journal.looks(), 'dealing');
      if (typeof dealing?.number !== 'number' || typeof dealing.attempt !== 'number') return;
      const { number, attempt } = dealing;
      this.#consents.ask(
        { kind: 'RESTART', number, attempt, convicted: [...devices] },
        this.term,
        this.voters,
      );
      await this.#sayIfAgreed();
    });
  }

  /** Hands hosting to another voter. */
  handOver(to: string): Promise<void> {
    return this.inTurn(() => this.#carryOut(this.#quorum.handOver(to)));
  }

  linkUp(link: Link): void {
    this.#touch();
    void this.inTurn(async () => {
      this.peers.open(link, this.#nowMs());
      this.replica.forgetLink(link);
      this.#sendStatus(link.device);
      await this.#carryOut(this.#quorum.linkUp(link.device));
      this.#sendSayings();
      this.#ports.changed();
    });
  }

  linkDown(link: Link): void {
    void this.inTurn(async () => {
      if (!this.peers.close(link, this.#nowMs())) return;
      this.replica.forgetLink(link);
      await this.#carryOut(this.#quorum.linkDown(link.device, this.#nowMs()));
      this.#ports.changed();
    });
  }

  /** A message of this table from a linked member; one that breaks the rules costs it its link. */
  hear(from: string, message: TableMessage): void {
    this.#touch();
    void this.inTurn(async () => {
      const peer = this.peers.get(from);
      if (!peer || this.#isStopped) return;
      try {
        await this.#hear(peer, message);
      } catch (error) {
        if (!isHostile(error)) throw error;
        peer.link.close((error as Error).message);
      }
    });
  }

  /** Stops for good; what waits is answered. */
  async stop(): Promise<void> {
    await this.inTurn(async () => {
      this.#halt();
      this.#outbox.close(CLOSED_WORDS);
    });
  }

  #halt(): void {
    this.#isStopped = true;
    this.#callOffTick?.();
    this.#callOffGossip?.();
    this.#callOffVoters?.();
  }

  #touch(): void {
    this.#touchedMs = this.#nowMs();
  }

  /** Goes cleanly: hands hosting over, is no voter any more where others play on; at most TIMINGS.quitMs (DESIGN.md 5.9). */
  async quit(isPlaying: boolean): Promise<void> {
    const others = this.voters.filter((voter) => voter !== this.#me && this.peers.get(voter));
    if (isPlaying && this.isHosting && others.length > 0 && this.voters.includes(this.#me)) {
      const removed = this.say(this.#ports.device, { kind: 'VOTERS', remove: this.#me });
      await Promise.race([removed, this.#after(TIMINGS.quitMs / 2)]);
      const next = this.#mostAdvanced(others);
      if (next) await this.handOver(next);
      await Promise.race([this.#untilHostIs((host) => host !== this.#me), this.#after(TIMINGS.quitMs / 2)]);
    }
    this.peers.sendAll({ type: 'bye' });
  }

  async #hear(peer: Peer, message: TableMessage): Promise<void> {
    const { device } = peer;
    switch (message.type) {
      case 'sync':
        return this.#hearSync(peer, message.hand, message.message);
      case 'beat':
      case 'beatReply':
      case 'askPreVote':
      case 'preVote':
      case 'askVote':
      case 'vote':
      case 'standNow':
      case 'receipt':
      case 'commit':
        this.#noteSaved(peer, message);
        await this.#carryOut(this.#quorum.hear(device, message as QuorumMessage, this.#nowMs()));
        this.#noteWord(device, message);
        if (message.type === 'beatReply' && !this.voters.includes(device)) await this.#considerVoters();
        return;
      case 'status':
        // A device that has just come in may not have been there when this one said what it holds.
        if (peer.status === null) this.#sendStatus(device);
        return this.#meet(peer, message as MessageOf<'status'>);
      case 'askRecords':
        return this.#comingBack.answer(peer, message.fromHand);
      case 'records':
        if (await this.#comingBack.adopt(peer, message)) await this.#afterAdoption();
        return;
      case 'input':
        return this.#hearInput(device, message.input);
      case 'refused':
        return this.#hearRefusal(device, message);
      case 'askConsent':
        if (device === this.host && message.term === this.term)
          this.#consents.give(peer, message.after, message.body, this.saying);
        return;
      case 'consent':
        this.#consents.hear(message.consent, this.voters);
        return this.#sayIfAgreed();
      case 'bye':
        return this.#hearBye(device);
      case 'chat':
      case 'emote':
      case 'proof':
      case 'moved':
        this.#ports.heard(device, message);
        return;
    }
  }

  /** Who gives no receipts still says how far it is: it may become a voter. */
  #tellProgress(): void {
    const { host } = this;
    if (host === null || this.voters.includes(this.#me)) return;
    this.peers.send(host, { type: 'beatReply', term: this.term, seq: this.replica.journal.position.seq });
  }

  /** What a message says about whose disks hold what. */
  #noteSaved(peer: Peer, message: TableMessage): void {
    const seqBefore = peer.seq;
    if (message.type === 'beatReply') peer.seq = Math.max(peer.seq ?? 0, message.seq);
    if (message.type === 'receipt')
      peer.seq = Math.max(peer.seq ?? 0, readReceipt(message.receipt, () => true).seq);
    if (message.type === 'beat' && peer.device === this.host) {
      this.#time.hear(message.timeMs);
      const isNews =
        message.saved !== this.#saidSaved?.saved || message.committed !== this.#saidSaved.committed;
      this.#saidSaved = { committed: message.committed, saved: message.saved };
      if (isNews) this.#ports.changed();
      this.#askForCommit(peer, message.committed);
    }
    // Most replies say what is known already, several a second from everybody.
    if (peer.seq !== seqBefore && this.isHosting) this.#ports.changed();
  }

  /** A vote or a receipt that came from its own author is compared with what that one said before. */
  #noteWord(from: string, message: TableMessage): void {
    if (message.type === 'vote' && message.vote) {
      const vote = readVote(message.vote, () => true);
      if (toHex(vote.device) === from) this.#contradictions.noteVote(message.vote, vote);
    }
    if (message.type === 'receipt') {
      const receipt = readReceipt(message.receipt, () => true);
      if (toHex(receipt.device) === from) this.#contradictions.noteReceipt(message.receipt, receipt);
    }
  }

  /** The votes that a played TERM_START holds were checked by the guard. */
  #noteVotes(entries: readonly PlayedEntry[]): void {
    for (const { input } of entries) {
      if (input.body.kind !== TERM_START) continue;
      for (const vote of input.body.votes as readonly Uint8Array[])
        this.#contradictions.noteVote(
          vote,
          readVote(vote, () => true),
        );
    }
  }

  /** Its entries are here, and word that they are committed was missed: nothing would be shown until the next commit. */
  #askForCommit({ device }: Peer, committed: number): void {
    const isMissed = committed > this.committedSeq && committed <= this.replica.journal.position.seq;
    if (!isMissed || this.#askedCommit === committed) return;
    this.#askedCommit = committed;
    this.#sendStatus(device);
  }

  /** On how many members' disks everything committed is, as far as it is known here. */
  savedOn(): number {
    const said = this.#saidSaved;
    return !this.isHosting && said?.committed === this.committedSeq ? said.saved : this.#savedOn();
  }

  #savedOn(): number {
    return 1 + this.peers.all().filter(({ seq }) => (seq ?? -1) >= this.committedSeq).length;
  }

  /** An input that came in by the door: its author is no peer yet. */
  bringIn(input: Uint8Array): void {
    void this.inTurn(() => this.#hearInput(this.#me, input));
  }

  async #hearSync(peer: Peer, hand: number, bytes: Uint8Array): Promise<void> {
    if (hand > this.replica.journal.hand) {
      this.#comingBack.ask(peer);
      return;
    }
    const { term } = this.replica.journal.position;
    const received = await this.replica.receiveSync(peer.link, hand, bytes);
    const { advanced, rebuilt, hostile, certified, beginsOtherwise } = received;
    // The hand before ended otherwise for the peer, who may have put it away: then only its record tells how.
    if (beginsOtherwise && this.replica.neededHand < hand) this.#comingBack.ask(peer);
    this.#noteVotes(advanced);
    if (advanced.length > 0 || rebuilt) {
      const { position } = this.replica.journal;
      // A new host's time goes on from where it stood.
      if (position.term > term) this.#time.startTerm(position.timeMs);
      this.#time.noteEntry(position.timeMs);
      await this.#carryOut(this.#quorum.logChanged(this.#logState(), this.#nowMs()));
      this.#tellProgress();
      this.#gossipLater();
    }
    if (certified) await this.#committed(certified);
    for (const { link, error } of hostile) (link as Link).close(error.message);
    this.#syncWith(peer);
  }

  /** What a link brought before the table was open at its other end is lost: the first word is answered. */
  async #meet(peer: Peer, status: MessageOf<'status'>): Promise<void> {
    const isFirst = peer.status === null;
    peer.status = status;
    peer.seq = status.seq;
    if (isFirst) {
      this.#sendStatus(peer.device);
      this.#ports.met(peer.device);
    }
    await this.#hearStatus(peer);
  }

  async #hearStatus(peer: Peer): Promise<void> {
    const { hand } = this.replica.journal;
    const status = peer.status as MessageOf<'status'>;
    const wasOldCopy = this.#comingBack.isOldCopy;
    const allowed = this.#comingBack.hearStatus(peer, this.voters);
    // They must know that it waits to be let in, or that nobody can do that.
    if (this.#comingBack.isOldCopy && !wasOldCopy) this.#sendStatusToAll();
    if (allowed) await this.#carryOut(this.#quorum.setMayVote(true, this.#nowMs()));
    if (status.hand > hand) this.#comingBack.ask(peer);
    // Who is behind may not have heard that yet, or may still need the end of the hand before.
    if (status.hand < hand) this.#sendStatus(peer.device);
    this.#syncWith(peer);
    if (status.committed < this.committedSeq) this.#sendLastCommit(peer);
    if (this.isHosting && status.readmit) this.#readmit(peer);
    await this.#considerVoters();
    this.#ports.changed();
  }

  /** A device that cannot know how it voted may vote again from this entry on (DESIGN.md 4.7). */
  #readmit({ device, link }: Peer): void {
    const isSaid = this.#outbox.waiting.some(({ body }) => body.kind === 'READMIT' && body.device === device);
    if (!isSaid) void this.say(this.#ports.device, { kind: 'READMIT', device, boot: link.boot });
  }

  async #hearInput(from: string, bytes: Uint8Array): Promise<void> {
    const input = readInput(bytes, this.#ports.verify);
    const device = toHex(input.device);
    const { number } = input;
    // The journal may hold it, or another thing under its number, already.
    const taken = this.replica.played.find(
      (one) => one.input.number === number && sameBytes(one.input.device, input.device),
    );
    if (taken) this.#contradictions.noteInput(taken.entry.input, taken.input);
    // Its signature is checked: another thing under the number of one that is known here is proof (DECK.md, case 43).
    this.#contradictions.noteInput(bytes, input);
    if (input.number <= this.replica.journal.takenFrom(input.device)) return;
    if (this.#heard.some((heard) => heard.device === device && heard.number === number)) return;
    if (this.#heard.filter((heard) => heard.device === device).length >= LIMITS.inputsWaiting) {
      this.peers.send(from, { type: 'refused', device: input.device, number, words: TOO_MUCH_WORDS });
      return;
    }
    this.#heard.push({ bytes, device, number, from });
    await this.#bringOn();
  }

  /** A voter that goes is none any more while others play on. */
  async #hearBye(device: string): Promise<void> {
    const canGo = this.isHosting && this.voters.includes(device) && this.voters.length > 2;
    if (canGo && this.#quorum.dueMs() !== null) {
      void this.say(this.#ports.device, { kind: 'VOTERS', remove: device });
    }
  }

  async #setAwake(isAwake: boolean): Promise<void> {
    await this.#carryOut(this.#quorum.setAwake(isAwake, this.#nowMs()));
    // A table with one voter has nobody to wait for.
    const dueMs = this.#quorum.dueMs();
    if (dueMs !== null && dueMs <= this.#nowMs()) await this.#carryOut(this.#quorum.tick(this.#nowMs()));
  }

  /** Whatever waits is appended, if this device hosts, or sent to who does. */
  async #bringOn(): Promise<void> {
    if (this.#isStopped) return;
    if (!this.isHosting) {
      await this.#setAwake(true);
      if (!this.isHosting) this.#sendSayings();
      this.#ports.changed();
      return;
    }
    while (this.isHosting && this.#outstanding === null && (await this.#appendBatch())) {
      await this.#ports.clock.breathe();
    }
    this.#ports.changed();
  }

  /** @returns whether there was anything to append. */
  async #appendBatch(): Promise<boolean> {
    const { replica } = this;
    const { journal } = replica;
    if (journal.isPlayed) return this.#endHand();
    const own = withOneVoterChange(this.#outbox.waiting);
    const heard = this.#heard;
    this.#heard = [];
    const timeMs = this.timeMs();
    const inputs = [
      ...this.#signed(own).map((bytes) => ({ bytes, timeMs })),
      ...heard.map(({ bytes }) => ({ bytes, timeMs })),
    ];
    if (inputs.length === 0) return false;
    const { played, refused } = await replica.appendAll(inputs, this.term, this.#ports.device);
    for (const { input, words } of refused) this.#refuse(input, words, heard);
    if (played.length > 0) await this.#appended();
    return played.length > 0 || refused.length > 0;
  }

  /** By rising numbers: what was signed anew has a higher one than what was said after it and keeps its own. */
  #signed(sayings: readonly Saying[]): Uint8Array[] {
    const { journal } = this.replica;
    for (const saying of sayings) this.#outbox.signOnce(saying, journal);
    return sayings
      .flatMap(({ signer, signed }) =>
        signed ? [{ ...signed, from: journal.takenFrom(signer.publicKey) }] : [],
      )
      .filter(({ number, from }) => number > from)
      .sort((a, b) => a.number - b.number)
      .map(({ bytes }) => bytes);
  }

  /**
   * What comes at the seam between two hands is carried over; anything else is answered, but for a number that was passed:
   * its author finds out by the entries whether it is done, and says it anew if it is not.
   */
  #refuse(bytes: Uint8Array, words: string, heard: readonly Heard[]): void {
    if (words === DUPLICATE) return;
    const from = heard.find((one) => one.bytes === bytes);
    if (words === HAND_IS_OVER) {
      if (from) this.#heard.push(from);
      return;
    }
    const { device, number } = readInput(bytes, () => true);
    this.#outbox.refuse(toHex(device), number, words);
    this.#tellRefused(toHex(device), { device, number, words });
    // Who passed it on would say it again and again.
    if (from && from.from !== from.device) {
      this.peers.send(from.from, { type: 'refused', device, number, words });
    }
  }

  #tellRefused(author: string, refusal: { device: Uint8Array; number: number; words: string }): void {
    if (this.peers.get(author)) this.peers.send(author, { type: 'refused', ...refusal });
    else this.#ports.refused(author, refusal.number, refusal.words);
  }

  /** What the host refuses is said no more, and its author hears of it by the way that the input came. */
  #hearRefusal(from: string, { device, number, words }: Omit<MessageOf<'refused'>, 'table'>): void {
    const author = toHex(device);
    this.#outbox.refuse(author, number, words);
    const isIt = (heard: Heard) => heard.device === author && heard.number === number;
    if (from === this.host && this.#heard.some(isIt)) {
      this.#heard = this.#heard.filter((heard) => !isIt(heard));
      this.#tellRefused(author, { device, number, words });
    }
    this.#ports.changed();
  }

  async #endHand(): Promise<boolean> {
    if (this.replica.journal.isEnded) return false;
    const { device } = this.#ports;
    const { journal } = this.replica;
    const number = this.#outbox.nextNumber(device, journal);
    await this.replica.endHand(this.timeMs(), this.term, device, number);
    await this.#appended();
    return true;
  }

  /** Entries of this host are on its disk: everybody gets them, and its own receipt counts. */
  async #appended(): Promise<void> {
    this.#outstanding = this.replica.journal.position.seq;
    this.#time.noteEntry(this.replica.journal.position.timeMs);
    this.#syncAll();
    await this.#carryOut(this.#quorum.logChanged(this.#logState(), this.#nowMs()));
  }

  async #carryOut(effects: readonly Effect[]): Promise<void> {
    for (const effect of effects) {
      switch (effect.type) {
        case 'save':
          await this.#ports.quorumFile.write(effect.durable);
          break;
        case 'send':
          this.peers.send(effect.to, this.#dressed(effect.message));
          break;
        case 'startTerm':
          await this.#startTerm(effect.term, effect.votes);
          break;
        case 'stopHosting':
          this.#outstanding = null;
          this.#ports.changed();
          break;
        case 'committed':
          await this.#committed(effect.certificate);
          break;
        case 'hostChanged':
          this.#sendSayings();
          this.#ports.changed();
          break;
      }
    }
    this.#tickLater();
  }

  /** What the quorum does not know of its messages. */
  #dressed(message: QuorumMessage): TableMessage {
    if (message.type === 'commit') {
      const { certificate } = message;
      const { hand } = this.replica.journal;
      return { type: 'commit', hand, certificate: { ...certificate, receipts: [...certificate.receipts] } };
    }
    if (message.type === 'beat') return { ...message, timeMs: this.timeMs(), saved: this.#savedOn() };
    return message as TableMessage;
  }

  async #startTerm(term: number, votes: readonly Uint8Array[]): Promise<void> {
    const { replica } = this;
    this.#time.startTerm(replica.journal.position.timeMs);
    const { device } = this.#ports;
    const number = this.#outbox.nextNumber(device, replica.journal);
    const body = { kind: TERM_START, votes: [...votes] };
    const bytes = signInput({ table: replica.journal.table, number, body }, device);
    const { played, refused } = await replica.appendAll([{ bytes, timeMs: this.timeMs() }], term, device);
    if (played.length === 0) throw new Error(`The table refused a new term: ${refused[0]?.words}`);
    this.#begunTerm = term;
    await this.#appended();
    await this.#bringOn();
  }

  async #committed(certificate: CommitCertificate): Promise<void> {
    const { replica } = this;
    this.#lastCommit = new LastCommit(replica.journal.hand, certificate);
    const { entries, turned, rebuilt } = await replica.commit(certificate);
    // What went to the host alone may differ from what was said here.
    for (const { entry, input } of entries) this.#contradictions.compareInput(entry.input, input);
    for (const bytes of certificate.receipts) {
      const receipt = readReceipt(bytes, () => true);
      this.#contradictions.noteReceipt(bytes, receipt);
      const peer = this.peers.get(toHex(receipt.device));
      if (peer) peer.seq = Math.max(peer.seq ?? 0, certificate.seq);
    }
    if (this.#outstanding !== null && this.#outstanding <= certificate.seq) this.#outstanding = null;
    if (this.#outbox.committed(entries)) this.#sendSayings();
    this.#settledSeq = Math.max(this.#settledSeq, certificate.seq);
    if (turned || rebuilt) {
      await this.#carryOut(this.#quorum.logChanged(this.#logState(), this.#nowMs()));
      this.#sendStatusToAll();
    }
    if (this.#comingBack.isReadmitted(entries)) {
      this.#sendStatusToAll();
      await this.#carryOut(this.#quorum.setMayVote(true, this.#nowMs()));
    }
    await this.#ports.committed(entries, turned);
    await this.#considerVoters();
    if (this.isHosting) await this.#bringOn();
  }

  /** After missed hands were taken over from a peer. */
  async #afterAdoption(): Promise<void> {
    const { replica } = this;
    this.#time.noteEntry(replica.journal.position.timeMs);
    this.#settledSeq = replica.journal.position.seq;
    this.#outbox.caughtUp(replica.journal);
    await this.#carryOut(this.#quorum.logChanged(this.#logState(), this.#nowMs()));
    this.#sendStatusToAll();
    // What the others said of this hand was not listened to before: they go on once they hear from here.
    this.#syncAll();
    await this.#ports.committed([], true);
  }

  async #sayIfAgreed(): Promise<void> {
    const agreed = this.#consents.agreed(this.voters);
    if (!agreed || !this.isHosting || this.#outstanding !== null) return;
    this.#consents.forget();
    const isSaid = this.#outbox.waiting.some(({ body }) => body.kind === agreed.kind);
    if (isSaid) return;
    void this.#outbox.add(this.#ports.device, agreed);
    await this.#bringOn();
  }

  /** The host keeps the voters what they should be: those who sit, less who is gone for long. */
  async #considerVoters(): Promise<void> {
    this.#callOffVoters?.();
    this.#callOffVoters = null;
    if (!this.isHosting || this.#isStopped || this.peers.all().length === 0) return;
    const nowMs = this.#nowMs();
    const isChanging = this.#outbox.waiting.some(({ body }) => body.kind === 'VOTERS');
    const change =
      isChanging || !this.isSettled
        ? null
        : dueVoterChange(this.replica.journal.looks(), {
            peers: this.peers,
            me: this.#me,
            nowMs,
            committedSeq: this.committedSeq,
            isExcluded: this.#ports.isExcluded,
          });
    if (change) void this.say(this.#ports.device, change);
    this.#callOffVoters = this.#ports.clock.after(VOTERS_LOOK_MS, () => {
      void this.inTurn(() => this.#considerVoters());
    });
  }

  #logState(): LogState {
    const { journal } = this.replica;
    const { term, seq, id, host } = journal.position;
    const sets = voterSetsOf(votersOf(journal.looks()), this.replica.played, this.#settledSeq);
    return { term, seq, entry: id, host: toHex(host), ...sets };
  }

  #sendLastCommit({ device }: Peer): void {
    if (!this.#lastCommit) return;
    const { hand, certificate } = this.#lastCommit;
    const receipts = [...certificate.receipts];
    this.peers.send(device, { type: 'commit', hand, certificate: { ...certificate, receipts } });
  }

  #sendStatus(to: string): void {
    this.peers.send(to, this.#comingBack.status(to, this.term));
  }

  /** Everything this device and those behind it still want to have said, to the host or, without one here, to everybody. */
  #sendSayings(): void {
    if (this.isHosting || this.#isStopped) return;
    const { journal } = this.replica;
    const host = this.host;
    const to = host && this.peers.get(host) ? [host] : this.peers.all().map(({ device }) => device);
    this.#heard = this.#heard.filter(
      ({ device, number }) => number > journal.takenFrom(Buffer.from(device, 'hex')),
    );
    const all = [
      ...this.#outbox.waiting.map((saying) => ({
        bytes: this.#outbox.signOnce(saying, journal),
        device: this.#me,
      })),
      ...this.#heard,
    ];
    for (const target of to) {
      for (const { bytes, device } of all) {
        if (device !== target) this.peers.send(target, { type: 'input', input: bytes });
      }
    }
  }

  #sendStatusToAll(): void {
    for (const { device } of this.peers.all()) this.#sendStatus(device);
  }

  #syncWith({ link, device }: Peer): void {
    for (const { hand, message } of this.replica.syncMessagesFor(link)) {
      this.peers.send(device, { type: 'sync', hand, message });
    }
  }

  #syncAll(): void {
    for (const peer of this.peers.all()) this.#syncWith(peer);
  }

  #gossipLater(): void {
    this.#callOffGossip ??= this.#ports.clock.after(GOSSIP_DELAY_MS, () => {
      this.#callOffGossip = null;
      void this.inTurn(async () => {
        if (this.#isStopped) return;
        const { position } = this.replica.journal;
        // A commit says who has it all: what is left are those whom the host may not reach.
        for (const peer of this.peers.all())
          if (!this.#lastCommit?.isProofThat(peer.device, position)) this.#syncWith(peer);
      });
    });
  }

  #tickLater(): void {
    this.#callOffTick?.();
    this.#callOffTick = null;
    const dueMs = this.#quorum.dueMs();
    if (dueMs === null || this.#isStopped) return;
    this.#callOffTick = this.#ports.clock.after(Math.max(0, dueMs - this.#nowMs()), () => {
      void this.inTurn(async () => {
        if (!this.#isStopped) await this.#carryOut(this.#quorum.tick(this.#nowMs()));
      });
    });
  }

  #mostAdvanced(devices: readonly string[]): string | null {
    const bySeq = devices.toSorted((a, b) => (this.peers.get(b)?.seq ?? 0) - (this.peers.get(a)?.seq ?? 0));
    return bySeq[0] ?? null;
  }

  async #untilHostIs(isDone: (host: string | null) => boolean): Promise<void> {
    while (!this.#isStopped && !isDone(this.host)) await this.#after(TIMINGS.heartbeatMs / 4);
  }

  #after(delayMs: number): Promise<void> {
    return new Promise((resolve) => this.#ports.clock.after(delayMs, resolve));
  }

  #nowMs(): number {
    return this.#ports.clock.steadyMs();
  }
}

const HOSTILE: ReadonlySet<string> = new Set(['HostilePeer', 'NotSigned', 'NotCanonical', 'NotAMessage']);

function isHostile(error: unknown): boolean {
  return error instanceof Error && HOSTILE.has(error.name);
}
