import { fromHex, toHex } from '../process/hash.ts';
import { sameBytes } from '../process/plain.ts';
import type { QuorumMessageOf } from './messages.ts';
import type { Office } from './office.ts';
import type { QuorumState } from './state.ts';
import { readVote, signVote } from './votes.ts';

/** How a term gets its host: pre-votes, votes, and who may have them (Raft, 5.2 and 5.4.1; thesis 9.6). */
export class Elections {
  readonly #state: QuorumState;
  readonly #office: Office;
  /** Who would vote for this device. */
  readonly #preVotes = new Set<string>();
  readonly #votes = new Map<string, Uint8Array>();
  #isHandOver = false;

  constructor(state: QuorumState, office: Office) {
    this.#state = state;
    this.#office = office;
  }

  /** No host was heard for too long: would a majority vote for this device? Terms stay as they are until it would. */
  begin(nowMs: number): void {
    const state = this.#state;
    state.setHost(null);
    state.role = 'follower';
    state.awaitElection(nowMs);
    if (!state.mayStand) return;
    state.role = 'preCandidate';
    this.#preVotes.clear();
    this.#preVotes.add(state.me);
    if (state.isMajority(this.#preVotes)) this.stand(false, nowMs);
    else state.sendVoters(this.#question());
  }

  /** Stands for the next term. @param isHandOver the host asked for it */
  stand(isHandOver: boolean, nowMs: number): void {
    const state = this.#state;
    const { table, boot, me } = state.options;
    const term = state.term + 1;
    state.save({ term, votedFor: state.me });
    state.role = 'candidate';
    state.setHost(null);
    state.awaitElection(nowMs);
    this.#isHandOver = isHandOver;
    this.#votes.clear();
    this.#votes.set(state.me, signVote({ table, term, candidate: me.publicKey, boot }, me));
    if (state.isMajority(this.#votes.keys())) this.#office.enter([...this.#votes.values()], nowMs);
    else state.sendVoters(this.#question());
  }

  /** A voter that was not there when all were asked. */
  askLate(device: string): void {
    const { role } = this.#state;
    const isAsking = role === 'preCandidate' || role === 'candidate';
    if (isAsking && this.#state.isVoter(device)) this.#state.send(device, this.#question());
  }

  /** What a device that stands, or would, asks the voters. */
  #question(): QuorumMessageOf<'askVote'> | QuorumMessageOf<'askPreVote'> {
    const { role, term, log } = this.#state;
    const end = { lastTerm: log.term, lastSeq: log.seq };
    if (role === 'candidate') return { type: 'askVote', term, ...end, handOver: this.#isHandOver };
    return { type: 'askPreVote', term: term + 1, ...end };
  }

  hearAskPreVote(from: string, message: QuorumMessageOf<'askPreVote'>, nowMs: number): void {
    const state = this.#state;
    const { term } = message;
    const granted = term > state.term && this.#mayVoteFor(from, message) && !this.#isHostAlive(from, nowMs);
    state.send(from, { type: 'preVote', term, granted, currentTerm: state.term });
    // It has not heard that there is a host: the table may have been at rest.
    if (state.role === 'host') this.#office.beat(from);
  }

  hearPreVote(from: string, { term, granted, currentTerm }: QuorumMessageOf<'preVote'>, nowMs: number): void {
    const state = this.#state;
    state.seeTerm(from, currentTerm, nowMs);
    if (!granted || state.role !== 'preCandidate' || term !== state.term + 1) return;
    this.#preVotes.add(from);
    if (state.isMajority(this.#preVotes)) this.stand(false, nowMs);
  }

  hearAskVote(from: string, message: QuorumMessageOf<'askVote'>, nowMs: number): void {
    const state = this.#state;
    const { term, handOver } = message;
    // Who hears a host lets nobody disturb it, and keeps its term (Raft, 6).
    const isDisturbing = term > state.term && !handOver && this.#isHostAlive(from, nowMs);
    if (!isDisturbing) state.seeTerm(from, term, nowMs);
    const isFree = state.votedFor === null || state.votedFor === from;
    const isGiven = !isDisturbing && term === state.term && isFree && this.#mayVoteFor(from, message);
    const vote = isGiven ? this.#voteFor(from, nowMs) : null;
    state.send(from, { type: 'vote', term, vote, currentTerm: state.term });
  }

  /** This term's vote: from here on it is nobody else's. */
  #voteFor(candidate: string, nowMs: number): Uint8Array {
    const state = this.#state;
    const { term } = state;
    const { table, boot, me } = state.options;
    if (state.votedFor === null) state.save({ term, votedFor: candidate });
    state.awaitElection(nowMs);
    return signVote({ table, term, candidate: fromHex(candidate), boot }, me);
  }

  /** @throws NotSigned, NotCanonical; nothing has changed then. */
  hearVote(from: string, { term, vote, currentTerm }: QuorumMessageOf<'vote'>, nowMs: number): void {
    const state = this.#state;
    if (vote === null) {
      state.seeTerm(from, currentTerm, nowMs);
      return;
    }
    if (state.role !== 'candidate' || term !== state.term || !state.isVoter(from)) return;
    const { verify, me, table } = state.options;
    const read = readVote(vote, verify);
    const isForThis =
      toHex(read.device) === from &&
      read.term === term &&
      sameBytes(read.candidate, me.publicKey) &&
      sameBytes(read.table, table);
    if (!isForThis) return;
    this.#votes.set(from, vote);
    if (state.isMajority(this.#votes.keys())) this.#office.enter([...this.#votes.values()], nowMs);
  }

  /**
   * A vote is for a voter whose journal ends no earlier than the own (Raft, 5.4.1). Whether the own vote counts is for
   * the candidate to know, and for everybody who sees its TERM_START: who votes may not have seen yet that it is a
   * voter, or that it still is one (Raft, 6).
   */
  #mayVoteFor(candidate: string, { lastTerm, lastSeq }: { lastTerm: number; lastSeq: number }): boolean {
    const { mayVote, log } = this.#state;
    const isBehind = lastTerm < log.term || (lastTerm === log.term && lastSeq < log.seq);
    return mayVote && this.#state.isVoter(candidate) && !isBehind;
  }

  /** Whether a host was heard lately. One that asks for votes itself has lost its office. */
  #isHostAlive(asking: string, nowMs: number): boolean {
    const { role, host, heardHostMs, options } = this.#state;
    const { electionMinMs } = options.timings;
    if (role === 'host') return this.#office.isHeard(electionMinMs, nowMs) || !this.#state.isAwake;
    return host !== null && host !== asking && nowMs - heardHostMs < electionMinMs;
  }
}
