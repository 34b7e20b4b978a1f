/**
 * Who hosts a table: the Raft paper's rules (figure 2, 5.2, 5.4, 6; Ongaro's thesis 3.10, 6.2, 9.6 for hand-over, check
 * quorum and pre-vote) as a state machine without clock or I/O. Its driver calls it one event at a time and carries out
 * what it returns in order; nothing after a `save` before that is on disk.
 *
 * Invariants of this room
 *  Q1  One vote a term, on disk before it is sent.                          quorum.test "a vote is saved before it is sent"
 *  Q2  A receipt counts only in its term, for the host's last entry of that term. quorum.test "figure 8"
 *  Q3  A candidate whose journal is behind the voter's is refused.          quorum.test "figure 7"
 *  Q4  While a voter change is not committed, old and new majorities are needed. quorum.test "old and new"
 *  Q5  A device that is cut off disturbs nobody when it returns.            quorum.test "pre-vote"
 *  Q6  At most one host a term; what is committed is never lost.            world.test
 */
import { toHex } from '../process/hash.ts';
import { sameBytes } from '../process/plain.ts';
import type { Signer, Verify } from '../process/ports.ts';
import { type CommitCertificate, certificateProblem } from './certificate.ts';
import { TERM_AHEAD_MAX } from './limits.ts';
import type { QuorumMessage } from './messages.ts';
import { readReceipt, signReceipt } from './receipts.ts';
import { isMajorityOfEach, unionOf, type VoterSet } from './voters.ts';
import { readVote, signVote } from './votes.ts';

/** What must be on disk (Raft, figure 2: persistent state). */
export interface Durable {
  readonly term: number;
  /** Hex; null: nobody in this term. */
  readonly votedFor: string | null;
}

/** The end of the journal on this device's disk. */
export interface LogState {
  readonly term: number;
  readonly seq: number;
  readonly entry: Uint8Array;
  /** Who signed the last entry (hex). */
  readonly host: string;
  readonly voterSets: readonly VoterSet[];
}

export interface QuorumTimings {
  readonly heartbeatMs: number;
  readonly electionMinMs: number;
  readonly electionMaxMs: number;
  readonly hostSilentMs: number;
}

export interface QuorumOptions {
  readonly table: Uint8Array;
  readonly me: Signer;
  readonly boot: number;
  readonly verify: Verify;
  readonly timings: QuorumTimings;
  /** In [0, 1). */
  readonly random: () => number;
  readonly durable: Durable;
  readonly log: LogState;
  /** False until this device knows that its disk is no old copy (DESIGN.md 4.7). */
  readonly mayVote: boolean;
}

export type Effect =
  | { readonly type: 'save'; readonly durable: Durable }
  | { readonly type: 'send'; readonly to: string; readonly message: QuorumMessage }
  /** This device is elected: it appends TERM_START with these votes. */
  | { readonly type: 'startTerm'; readonly term: number; readonly votes: readonly Uint8Array[] }
  | { readonly type: 'stopHosting' }
  | { readonly type: 'committed'; readonly certificate: CommitCertificate }
  | { readonly type: 'hostChanged'; readonly host: string | null };

export type QuorumRole = 'follower' | 'preCandidate' | 'candidate' | 'host';

export class Quorum {
  readonly #options: QuorumOptions;
  readonly #me: string;
  #role: QuorumRole = 'follower';
  #durable: Durable;
  #log: LogState;
  #host: string | null = null;
  #committed = 0;
  #isAwake = false;
  #mayVote: boolean;
  readonly #links = new Set<string>();
  /** When the next election begins, unless a host is heard before. */
  #electionDueMs = 0;
  #heardHostMs = Number.NEGATIVE_INFINITY;
  /** Pre-votes, then votes, for this device. */
  #granted = new Map<string, Uint8Array>();
  #isHandOver = false;
  /** As the host: receipts for the last entry. */
  #receipts = new Map<string, Uint8Array>();
  /** As the host: when each device was heard last, and how far it was. */
  #replies = new Map<string, { readonly ms: number; readonly seq: number }>();
  #beatDueMs = 0;
  /** As the host: since when its last entry waits for a majority; null: it does not. */
  #uncommittedSinceMs: number | null = null;
  /** A certificate for an entry that is not here yet. */
  #early: CommitCertificate | null = null;
  #effects: Effect[] = [];

  constructor(options: QuorumOptions) {
    this.#options = options;
    this.#me = toHex(options.me.publicKey);
    this.#durable = options.durable;
    this.#log = options.log;
    this.#mayVote = options.mayVote;
  }

  get role(): QuorumRole {
    return this.#role;
  }

  get term(): number {
    return this.#durable.term;
  }

  /** The device that hosts in this term, as far as it is known (hex). */
  get host(): string | null {
    return this.#host;
  }

  /** When `tick` wants to be called, by the clock the driver passes in; null: not before something else happens. */
  dueMs(): number | null {
    if (this.#role === 'host') {
      return this.#isAwake || this.#uncommittedSinceMs !== null ? this.#beatDueMs : null;
    }
    return this.#isAwake && this.#mayStand() ? this.#electionDueMs : null;
  }

  tick(nowMs: number): Effect[] {
    return this.#collect(() => {
      if (this.#role === 'host') this.#beat(nowMs);
      else if (this.#isAwake && this.#mayStand() && nowMs >= this.#electionDueMs) this.#askPreVotes(nowMs);
    });
  }

  /** A table that nobody waits for holds no elections and sends no beats (DESIGN.md 5.12). */
  setAwake(isAwake: boolean, nowMs: number): Effect[] {
    return this.#collect(() => {
      if (isAwake && !this.#isAwake) {
        this.#beatDueMs = nowMs;
        for (const [device, { seq }] of this.#replies) this.#replies.set(device, { ms: nowMs, seq });
        // Nobody else could object.
        this.#electionDueMs = this.#isMajority([this.#me]) ? nowMs : this.#electionTimeMs(nowMs);
      }
      this.#isAwake = isAwake;
    });
  }

  setMayVote(mayVote: boolean, nowMs: number): Effect[] {
    return this.#collect(() => {
      if (mayVote && !this.#mayVote) this.#electionDueMs = this.#electionTimeMs(nowMs);
      this.#mayVote = mayVote;
    });
  }

  linkUp(device: string): Effect[] {
    return this.#collect(() => {
      this.#links.add(device);
      if (this.#role === 'host') this.#sendBeat(device);
    });
  }

  /** A host whose link is lost may be gone: it is waited for less long. */
  linkDown(device: string, nowMs: number): Effect[] {
    return this.#collect(() => {
      this.#links.delete(device);
      if (device !== this.#host || this.#role === 'host') return;
      this.#heardHostMs = Number.NEGATIVE_INFINITY;
      const { electionMinMs } = this.#options.timings;
      this.#electionDueMs = Math.min(this.#electionDueMs, nowMs + this.#options.random() * electionMinMs);
    });
  }

  /** The host asks another voter to stand at once (thesis 3.10). */
  handOver(to: string): Effect[] {
    return this.#collect(() => {
      if (this.#role === 'host') this.#send(to, { type: 'standNow', term: this.term });
    });
  }

  /** Entries are on this device's disk. */
  logChanged(log: LogState, nowMs: number): Effect[] {
    return this.#collect(() => {
      const isNew = log.seq !== this.#log.seq || !sameBytes(log.entry, this.#log.entry);
      this.#log = log;
      if (this.#role === 'host') {
        if (log.term !== this.term || log.host !== this.#me) return;
        if (isNew) {
          this.#receipts.clear();
          this.#uncommittedSinceMs = nowMs;
        }
        if (this.#isVoter()) this.#receipts.set(this.#me, this.#receipt());
        this.#commitIfAgreed(nowMs);
        return;
      }
      // Its host was chosen by a majority that did not need this device.
      if (log.term > this.term) this.#enterTerm(log.term);
      if (log.term === this.term) this.#follow(log.host, nowMs);
      this.#sendReceipt();
      const early = this.#early;
      if (early && early.seq <= log.seq) {
        this.#early = null;
        this.#hearCommit(early);
      }
    });
  }

  hear(from: string, message: QuorumMessage, nowMs: number): Effect[] {
    return this.#collect(() => {
      const term = 'term' in message ? message.term : 0;
      if (term > this.term + TERM_AHEAD_MAX) return;
      switch (message.type) {
        case 'beat':
          return this.#hearBeat(from, message, nowMs);
        case 'beatReply':
          return this.#hearBeatReply(from, message, nowMs);
        case 'askPreVote':
          return this.#hearAskPreVote(from, message, nowMs);
        case 'preVote':
          return this.#hearPreVote(from, message, nowMs);
        case 'askVote':
          return this.#hearAskVote(from, message, nowMs);
        case 'vote':
          return this.#hearVote(from, message, nowMs);
        case 'standNow':
          if (from === this.#host && message.term === this.term && this.#mayStand()) this.#stand(nowMs, true);
          return;
        case 'receipt':
          return this.#hearReceipt(message.receipt, nowMs);
        case 'commit':
          return this.#hearCommit(message.certificate);
      }
    });
  }

  // As the host.

  #beat(nowMs: number): void {
    const { heartbeatMs, hostSilentMs } = this.#options.timings;
    const heard = [...this.#replies].filter(([, { ms }]) => nowMs - ms <= hostSilentMs);
    const isHeard = this.#isMajority([this.#me, ...heard.map(([device]) => device)]);
    const sinceMs = this.#uncommittedSinceMs;
    if (!isHeard || (sinceMs !== null && nowMs - sinceMs > hostSilentMs)) {
      this.#stopHosting(nowMs);
      return;
    }
    this.#beatDueMs = nowMs + heartbeatMs;
    for (const device of this.#links) this.#sendBeat(device);
  }

  #sendBeat(to: string): void {
    const { seq } = this.#log;
    this.#send(to, { type: 'beat', term: this.term, seq, committed: this.#committed });
  }

  #hearBeatReply(from: string, { term, seq }: MessageOf<'beatReply'>, nowMs: number): void {
    if (term > this.term) {
      this.#enterTerm(term);
      return;
    }
    if (this.#role === 'host') this.#replies.set(from, { ms: nowMs, seq });
  }

  #hearReceipt(bytes: Uint8Array, nowMs: number): void {
    if (this.#role !== 'host') return;
    const receipt = readReceipt(bytes, this.#options.verify);
    const device = toHex(receipt.device);
    if (!sameBytes(receipt.table, this.#options.table) || receipt.term !== this.term) return;
    this.#replies.set(device, { ms: nowMs, seq: receipt.seq });
    if (receipt.seq !== this.#log.seq || !sameBytes(receipt.entry, this.#log.entry)) return;
    if (!unionOf(this.#log.voterSets).includes(device)) return;
    this.#receipts.set(device, bytes);
    this.#commitIfAgreed(nowMs);
  }

  /** Only an entry of the host's own term is committed by counting; it commits all before it (Raft, 5.4.2). */
  #commitIfAgreed(nowMs: number): void {
    const { seq, entry, term } = this.#log;
    if (seq <= this.#committed || term !== this.term) return;
    if (!this.#isMajority(this.#receipts.keys())) return;
    this.#committed = seq;
    this.#uncommittedSinceMs = null;
    const certificate = { seq, entry, term, receipts: [...this.#receipts.values()] };
    for (const device of this.#links) this.#send(device, { type: 'commit', certificate });
    this.#effects.push({ type: 'committed', certificate });
    const now = this.#log.voterSets.at(-1) ?? [];
    if (!now.includes(this.#me)) this.#leaveOffice(now, nowMs);
  }

  /** The host is no voter any more: the most advanced of them stands (thesis 4.2.2). */
  #leaveOffice(voters: readonly string[], nowMs: number): void {
    const seqOf = (device: string) => this.#replies.get(device)?.seq ?? -1;
    const [next] = voters.filter((device) => this.#links.has(device)).sort((a, b) => seqOf(b) - seqOf(a));
    if (next !== undefined) this.#send(next, { type: 'standNow', term: this.term });
    this.#stopHosting(nowMs);
  }

  #stopHosting(nowMs: number): void {
    this.#role = 'follower';
    this.#uncommittedSinceMs = null;
    this.#heardHostMs = Number.NEGATIVE_INFINITY;
    this.#electionDueMs = this.#electionTimeMs(nowMs);
    this.#effects.push({ type: 'stopHosting' });
    this.#setHost(null);
  }

  // As a follower.

  #hearBeat(from: string, { term, seq, committed }: MessageOf<'beat'>, nowMs: number): void {
    if (term < this.term) {
      this.#send(from, { type: 'beatReply', term: this.term, seq: this.#log.seq });
      return;
    }
    if (term > this.term) this.#enterTerm(term);
    if (this.#role === 'host') return;
    // Who hosts a term is proven by its first entry; before that comes, the first to say so is believed.
    const proven = this.#log.term === this.term ? this.#log.host : this.#host;
    if (proven !== null && proven !== from) return;
    this.#follow(from, nowMs);
    this.#heardHostMs = nowMs;
    this.#send(from, { type: 'beatReply', term: this.term, seq: this.#log.seq });
    // A receipt may have been lost with a link.
    if (seq === this.#log.seq && committed < seq) this.#sendReceipt();
  }

  #follow(host: string, nowMs: number): void {
    this.#role = 'follower';
    this.#electionDueMs = this.#electionTimeMs(nowMs);
    this.#setHost(host);
  }

  #sendReceipt(): void {
    const { term, host } = this.#log;
    if (term !== this.term || host === this.#me || !this.#isVoter()) return;
    this.#send(host, { type: 'receipt', receipt: this.#receipt() });
  }

  #receipt(): Uint8Array {
    const { table, boot, me } = this.#options;
    const { seq, entry } = this.#log;
    return signReceipt({ table, seq, entry, term: this.term, boot }, me);
  }

  #hearCommit(certificate: CommitCertificate): void {
    if (certificate.seq <= this.#committed) return;
    if (certificate.seq > this.#log.seq) {
      if (!this.#early || this.#early.seq < certificate.seq) this.#early = certificate;
      return;
    }
    const { table, verify } = this.#options;
    const sets = this.#log.voterSets;
    // For an entry behind the last, a change of voters may have come after it.
    const isProven =
      certificate.seq === this.#log.seq
        ? sameBytes(certificate.entry, this.#log.entry) &&
          certificateProblem(certificate, table, sets, verify) === null
        : sets.some((voters) => certificateProblem(certificate, table, [voters], verify) === null);
    if (!isProven) return;
    this.#committed = certificate.seq;
    this.#effects.push({ type: 'committed', certificate });
  }

  // Elections.

  #askPreVotes(nowMs: number): void {
    this.#role = 'preCandidate';
    this.#granted = new Map([[this.#me, EMPTY]]);
    if (this.#isMajority(this.#granted.keys())) {
      this.#stand(nowMs, false);
      return;
    }
    this.#electionDueMs = this.#electionTimeMs(nowMs);
    const { term: lastTerm, seq: lastSeq } = this.#log;
    this.#sendVoters({ type: 'askPreVote', term: this.term + 1, lastTerm, lastSeq });
  }

  #hearAskPreVote(from: string, message: MessageOf<'askPreVote'>, nowMs: number): void {
    const { term } = message;
    const granted =
      term > this.term && this.#isBehindOrEqual(message) && !this.#isHostAlive(nowMs) && this.#mayVote;
    this.#send(from, { type: 'preVote', term, granted, currentTerm: this.term });
  }

  #hearPreVote(from: string, { term, granted, currentTerm }: MessageOf<'preVote'>, nowMs: number): void {
    if (!granted) {
      if (currentTerm > this.term && currentTerm <= this.term + TERM_AHEAD_MAX) this.#enterTerm(currentTerm);
      return;
    }
    if (this.#role !== 'preCandidate' || term !== this.term + 1) return;
    this.#granted.set(from, EMPTY);
    if (this.#isMajority(this.#granted.keys())) this.#stand(nowMs, false);
  }

  #stand(nowMs: number, isHandOver: boolean): void {
    const { table, boot, me } = this.#options;
    const term = this.term + 1;
    this.#save({ term, votedFor: this.#me });
    this.#setHost(null);
    this.#role = 'candidate';
    this.#isHandOver = isHandOver;
    this.#granted = new Map([[this.#me, signVote({ table, term, candidate: me.publicKey, boot }, me)]]);
    const { term: lastTerm, seq: lastSeq } = this.#log;
    this.#sendVoters({ type: 'askVote', term, lastTerm, lastSeq, handOver: this.#isHandOver });
    this.#hostIfElected(nowMs);
    if (this.#role === 'candidate') this.#electionDueMs = this.#electionTimeMs(nowMs);
  }

  #hearAskVote(from: string, message: MessageOf<'askVote'>, nowMs: number): void {
    const { term, handOver } = message;
    const refuse = () => this.#send(from, { type: 'vote', term, vote: null, currentTerm: this.term });
    // Who hears from a host does not let others disturb it (Raft, 6).
    if (term > this.term && !handOver && this.#isHostAlive(nowMs)) return refuse();
    if (term > this.term) this.#enterTerm(term);
    const isFree = this.#durable.votedFor === null || this.#durable.votedFor === from;
    const isCandidate = unionOf(this.#log.voterSets).includes(from);
    const mayGive = this.#mayVote && this.#isVoter() && isCandidate && isFree;
    if (term < this.term || !mayGive || !this.#isBehindOrEqual(message)) return refuse();
    const { table, boot, me } = this.#options;
    if (this.#durable.votedFor === null) this.#save({ term, votedFor: from });
    this.#electionDueMs = this.#electionTimeMs(nowMs);
    const vote = signVote({ table, term, candidate: fromHex(from), boot }, me);
    this.#send(from, { type: 'vote', term, vote, currentTerm: this.term });
  }

  #hearVote(from: string, { term, vote: bytes, currentTerm }: MessageOf<'vote'>, nowMs: number): void {
    if (bytes === null) {
      if (currentTerm > this.term && currentTerm <= this.term + TERM_AHEAD_MAX) this.#enterTerm(currentTerm);
      return;
    }
    if (this.#role !== 'candidate' || term !== this.term) return;
    const vote = readVote(bytes, this.#options.verify);
    const isForMe =
      toHex(vote.device) === from &&
      vote.term === term &&
      sameBytes(vote.candidate, this.#options.me.publicKey) &&
      sameBytes(vote.table, this.#options.table);
    if (!isForMe) return;
    this.#granted.set(from, bytes);
    this.#hostIfElected(nowMs);
  }

  #hostIfElected(nowMs: number): void {
    if (this.#role !== 'candidate' || !this.#isMajority(this.#granted.keys())) return;
    this.#role = 'host';
    this.#receipts.clear();
    this.#replies = new Map([...this.#links].map((device) => [device, { ms: nowMs, seq: -1 }]));
    this.#beatDueMs = nowMs;
    this.#uncommittedSinceMs = nowMs;
    this.#setHost(this.#me);
    this.#effects.push({ type: 'startTerm', term: this.term, votes: [...this.#granted.values()] });
  }

  /** A candidate may be chosen whose journal ends no earlier than this one's (Raft, 5.4.1). */
  #isBehindOrEqual({ lastTerm, lastSeq }: { lastTerm: number; lastSeq: number }): boolean {
    const { term, seq } = this.#log;
    return lastTerm > term || (lastTerm === term && lastSeq >= seq);
  }

  #isHostAlive(nowMs: number): boolean {
    if (this.#role === 'host') return this.#isAwake;
    return this.#host !== null && nowMs - this.#heardHostMs < this.#options.timings.electionMinMs;
  }

  #enterTerm(term: number): void {
    const wasHost = this.#role === 'host';
    this.#role = 'follower';
    this.#uncommittedSinceMs = null;
    this.#save({ term, votedFor: null });
    if (wasHost) this.#effects.push({ type: 'stopHosting' });
    this.#setHost(null);
  }

  #save(durable: Durable): void {
    this.#durable = durable;
    this.#effects.push({ type: 'save', durable });
  }

  #setHost(host: string | null): void {
    if (this.#host === host) return;
    this.#host = host;
    this.#effects.push({ type: 'hostChanged', host });
  }

  #isVoter(): boolean {
    return unionOf(this.#log.voterSets).includes(this.#me);
  }

  #mayStand(): boolean {
    return this.#mayVote && this.#isVoter();
  }

  #isMajority(devices: Iterable<string>): boolean {
    return isMajorityOfEach(devices, this.#log.voterSets);
  }

  #electionTimeMs(nowMs: number): number {
    const { electionMinMs, electionMaxMs } = this.#options.timings;
    return nowMs + electionMinMs + this.#options.random() * (electionMaxMs - electionMinMs);
  }

  #sendVoters(message: QuorumMessage): void {
    for (const voter of unionOf(this.#log.voterSets)) if (voter !== this.#me) this.#send(voter, message);
  }

  #send(to: string, message: QuorumMessage): void {
    if (to !== this.#me) this.#effects.push({ type: 'send', to, message });
  }

  #collect(work: () => void): Effect[] {
    work();
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }
}

type MessageOf<T extends QuorumMessage['type']> = Extract<QuorumMessage, { type: T }>;

const EMPTY = new Uint8Array(0);

function fromHex(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, at) =>
    Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16),
  );
}
