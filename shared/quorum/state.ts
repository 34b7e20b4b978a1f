import { toHex } from '../process/hash.ts';
import type { Signer, Verify } from '../process/ports.ts';
import type { CommitCertificate } from './certificate.ts';
import { TERM_AHEAD_MAX } from './limits.ts';
import type { QuorumMessage } from './messages.ts';
import { isMajorityOfEach, unionOf, type VoterSet } from './voters.ts';

/** What must be on disk (Raft, figure 2: persistent state). */
export interface Durable {
  readonly term: number;
  /** Hex of the device voted for in this term; null: none yet. */
  readonly votedFor: string | null;
}

/** The end of the journal on this device's disk. */
export interface LogState {
  /** The last entry's term. */
  readonly term: number;
  readonly seq: number;
  /** The last entry's id. */
  readonly entry: Uint8Array;
  /** Who signed the last entry (hex). */
  readonly host: string;
  /** Those whose majorities count: one set, or those before and, last, after the journal's last change of voters. */
  readonly voterSets: readonly VoterSet[];
  /** With two sets: where that change stands. Left out: at the end of the journal. */
  readonly changedAtSeq?: number;
}

/** All in ms. */
export interface QuorumTimings {
  readonly heartbeatMs: number;
  /** An election begins after a random time between these without word from the host. */
  readonly electionMinMs: number;
  readonly electionMaxMs: number;
  /** A host without a majority for so long gives its term up (DESIGN.md 5.6). */
  readonly hostSilentMs: number;
}

export interface QuorumOptions {
  /** The table's id. */
  readonly table: Uint8Array;
  readonly me: Signer;
  /** Counts this device's starts. */
  readonly boot: number;
  readonly verify: Verify;
  readonly timings: QuorumTimings;
  /** In [0, 1). */
  readonly random: () => number;
  /** What is on disk. */
  readonly durable: Durable;
  /** What is on disk. */
  readonly log: LogState;
  /** False until this device knows that its disk is no old copy (DESIGN.md 4.7). */
  readonly mayVote: boolean;
}

/** Why a device hosts no longer. */
export const STOP_REASONS = {
  newerTerm: 'A newer term has begun.',
  unheard: 'Too few of the voters can be heard.',
  uncommitted: 'Too few of the voters have saved the last entry.',
  rival: 'Another device was elected in the same term.',
  removed: 'This device is no voter any more.',
} as const;
export type StopReason = (typeof STOP_REASONS)[keyof typeof STOP_REASONS];

export type Effect =
  /** What follows waits until this is on disk. */
  | { readonly type: 'save'; readonly durable: Durable }
  | { readonly type: 'send'; readonly to: string; readonly message: QuorumMessage }
  /** This device is elected: it appends TERM_START with these votes. */
  | { readonly type: 'startTerm'; readonly term: number; readonly votes: readonly Uint8Array[] }
  | { readonly type: 'stopHosting'; readonly why: StopReason }
  | { readonly type: 'committed'; readonly certificate: CommitCertificate }
  | { readonly type: 'hostChanged'; readonly host: string | null; readonly term: number };

/** Raft's states; the host is its leader. */
export type QuorumRole = 'follower' | 'preCandidate' | 'candidate' | 'host';

/** What the parts of a quorum share: where this device stands, and the effects of the event at hand. */
export class QuorumState {
  readonly options: QuorumOptions;
  /** Hex of this device's key. */
  readonly me: string;
  role: QuorumRole = 'follower';
  log: LogState;
  /** The last entry that is known to be committed. */
  committed = 0;
  isAwake = false;
  mayVote: boolean;
  readonly links = new Set<string>();
  /** When this term's host was heard last. */
  heardHostMs = Number.NEGATIVE_INFINITY;
  /** When the next election begins, unless a host is heard before. */
  electionDueMs = 0;
  #durable: Durable;
  #host: string | null = null;
  #effects: Effect[] = [];

  constructor(options: QuorumOptions) {
    this.options = options;
    this.me = toHex(options.me.publicKey);
    this.#durable = options.durable;
    this.log = options.log;
    this.mayVote = options.mayVote;
  }

  get term(): number {
    return this.#durable.term;
  }

  get votedFor(): string | null {
    return this.#durable.votedFor;
  }

  /** The device that hosts in this term, as far as it is known (hex). */
  get host(): string | null {
    return this.#host;
  }

  /** Those whose majorities count now: once the last change of voters is committed, the new ones alone. */
  get voterSets(): readonly VoterSet[] {
    const { seq, voterSets, changedAtSeq = seq } = this.log;
    return this.committed >= changedAtSeq ? voterSets.slice(-1) : voterSets;
  }

  /** Those whose majorities counted for an entry of the journal. */
  voterSetsAt(entrySeq: number): readonly VoterSet[] {
    const { seq, voterSets, changedAtSeq = seq } = this.log;
    const isBefore = voterSets.length > 1 && entrySeq < changedAtSeq;
    return isBefore ? voterSets.slice(0, 1) : this.voterSets;
  }

  isVoter(device: string): boolean {
    return this.voterSets.some((voters) => voters.includes(device));
  }

  /** Who is about to be a voter no longer does not stand. */
  get mayStand(): boolean {
    return this.mayVote && this.voterSets.at(-1)?.includes(this.me) === true;
  }

  isMajority(devices: Iterable<string>): boolean {
    return isMajorityOfEach(devices, this.voterSets);
  }

  /** A term that another device names: only a voter's counts, and none that is too far ahead. */
  seeTerm(from: string, term: number, nowMs: number): void {
    const isNewer = term > this.term && term <= this.term + TERM_AHEAD_MAX;
    if (isNewer && this.isVoter(from)) this.enterTerm(term, nowMs);
  }

  /** A higher term makes a follower of everybody (Raft, 5.1). */
  enterTerm(term: number, nowMs: number): void {
    const { role } = this;
    this.save({ term, votedFor: null });
    this.role = 'follower';
    if (role !== 'follower') this.awaitElection(nowMs);
    if (role === 'host') this.tell({ type: 'stopHosting', why: STOP_REASONS.newerTerm });
    this.setHost(null);
  }

  /** Takes somebody for this term's host, and gives it time. */
  follow(host: string, nowMs: number): void {
    this.role = 'follower';
    this.awaitElection(nowMs);
    this.setHost(host);
  }

  stopHosting(why: StopReason, nowMs: number): void {
    this.role = 'follower';
    this.awaitElection(nowMs);
    this.tell({ type: 'stopHosting', why });
    this.setHost(null);
  }

  setHost(host: string | null): void {
    if (this.#host === host) return;
    this.#host = host;
    this.heardHostMs = Number.NEGATIVE_INFINITY;
    this.tell({ type: 'hostChanged', host, term: this.term });
  }

  awaitElection(nowMs: number): void {
    const { electionMinMs, electionMaxMs } = this.options.timings;
    this.electionDueMs = nowMs + electionMinMs + this.options.random() * (electionMaxMs - electionMinMs);
  }

  save(durable: Durable): void {
    this.#durable = durable;
    this.tell({ type: 'save', durable });
  }

  /** Sends where there is a link; a message is never kept for later. */
  send(to: string, message: QuorumMessage): void {
    if (this.links.has(to)) this.tell({ type: 'send', to, message });
  }

  sendVoters(message: QuorumMessage): void {
    for (const voter of unionOf(this.voterSets)) this.send(voter, message);
  }

  sendAll(message: QuorumMessage): void {
    for (const device of this.links) this.send(device, message);
  }

  tell(effect: Effect): void {
    this.#effects.push(effect);
  }

  takeEffects(): Effect[] {
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }
}
