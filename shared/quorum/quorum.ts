/**
 * Who hosts a table: the Raft paper's rules (figure 2; 5.2, 5.4, 6; Ongaro's thesis 3.10 for hand-over, 4.2.2 for a host
 * that is no voter any more, 6.2 for check quorum, 9.6 for pre-vote) as a state machine without clock or I/O. Its
 * driver calls it one event at a time and carries out the effects in order; what follows a `save` waits until that is on
 * disk. What Raft calls leader, index, AppendEntries and its reply are here host, seq, the journal's sync and receipts.
 *
 *  state.ts        where this device stands         elections.ts  pre-votes and votes
 *  office.ts       a host's beats, commits, end     following.ts  everybody else's beats heard, receipts, certificates
 *  receiptBook.ts  the receipts this device gives   guard.ts      what must be agreed before an entry is played
 *
 * Invariants of this room
 *  Q1  One vote a term, on disk before it is sent.                        elections.test "a vote is saved before it is sent"
 *  Q2  A receipt is given and counts in its term alone, for an entry of that term. raftFigures.test "figure 8"
 *  Q3  A candidate whose journal ends earlier than the voter's is refused. raftFigures.test "figure 7"
 *  Q4  While a change of voters is not committed, old and new majorities are needed. voterChange.test
 *  Q5  A device that was cut off disturbs nobody when it returns.         elections.test "cut off"
 *  Q6  At most one host a term; what is committed is never lost.          world.test
 *  Q7  Only voters stand, count, raise terms and are taken for hosts.     elections.test "no voter", office.test "no voter"
 *  Q8  A device that cannot know how it voted neither votes nor gives receipts. elections.test, following.test "may not vote"
 *  Q9  A host that a majority does not hear, or whose entry it does not save, steps down. office.test "steps down"
 *  Q10 A table that nobody waits for sends nothing by itself.             office.test "at rest"
 *  Q11 A word that was not signed throws NotSigned and changes nothing.   quorum.test "forged"
 */
import { sameBytes } from '../process/plain.ts';
import { Elections } from './elections.ts';
import { Following } from './following.ts';
import { TERM_AHEAD_MAX } from './limits.ts';
import type { QuorumMessage } from './messages.ts';
import { Office } from './office.ts';
import { ReceiptBook } from './receiptBook.ts';
import {
  type Effect,
  type LogState,
  type QuorumOptions,
  type QuorumRole,
  QuorumState,
  STOP_REASONS,
} from './state.ts';
import { isSoleVoter } from './voters.ts';

export {
  type Durable,
  type Effect,
  type LogState,
  type QuorumOptions,
  type QuorumRole,
  type QuorumTimings,
  STOP_REASONS,
} from './state.ts';

/** One table's quorum as one device sees it. It starts at rest: see `setAwake`. */
export class Quorum {
  readonly #state: QuorumState;
  readonly #office: Office;
  readonly #following: Following;
  readonly #elections: Elections;

  constructor(options: QuorumOptions) {
    const state = new QuorumState(options);
    const book = new ReceiptBook(state);
    this.#state = state;
    this.#office = new Office(state, book);
    this.#following = new Following(state, book);
    this.#elections = new Elections(state, this.#office);
  }

  get role(): QuorumRole {
    return this.#state.role;
  }

  get term(): number {
    return this.#state.term;
  }

  /** The device that hosts in this term, as far as it is known (hex); null: none. */
  get host(): string | null {
    return this.#state.host;
  }

  /** The last entry that this quorum knows to be committed; 0: none yet. */
  get committed(): number {
    return this.#state.committed;
  }

  /** When `tick` wants to be called, by the driver's clock, ms; null: not before something else happens. */
  dueMs(): number | null {
    const { role, isAwake, host, mayStand, electionDueMs } = this.#state;
    if (role === 'host') return this.#office.dueMs;
    return isAwake && (mayStand || host !== null) ? electionDueMs : null;
  }

  /** Time has passed: beats, the host's silence, elections. */
  tick(nowMs: number): Effect[] {
    return this.#effectsOf(nowMs, () => {
      const { role, isAwake, electionDueMs } = this.#state;
      if (role === 'host') this.#office.tick(nowMs);
      else if (isAwake && nowMs >= electionDueMs) this.#elections.begin(nowMs);
    });
  }

  /** A table that nobody waits for holds no elections and sends no beats (DESIGN.md 5.12). */
  setAwake(isAwake: boolean, nowMs: number): Effect[] {
    return this.#effectsOf(nowMs, () => {
      const state = this.#state;
      if (isAwake === state.isAwake) return;
      state.isAwake = isAwake;
      if (state.role === 'host') {
        if (isAwake) this.#office.wake(nowMs);
        return;
      }
      state.role = 'follower';
      state.awaitElection(nowMs);
    });
  }

  /** Whether this device knows how it voted (DESIGN.md 4.7). */
  setMayVote(mayVote: boolean, nowMs: number): Effect[] {
    return this.#effectsOf(nowMs, () => {
      const state = this.#state;
      if (mayVote === state.mayVote) return;
      state.mayVote = mayVote;
      if (state.role === 'host') return this.#office.receiptOwn(nowMs);
      state.awaitElection(nowMs);
      this.#following.giveReceipt();
    });
  }

  linkUp(device: string): Effect[] {
    return this.#effectsOf(null, () => {
      this.#state.links.add(device);
      if (this.#state.role === 'host' && this.#state.isAwake) this.#office.beat(device);
      this.#elections.askLate(device);
      if (device === this.#state.log.host) this.#following.giveReceipt();
    });
  }

  /** A host whose link is lost may be gone: it is waited for less long, and others may stand. */
  linkDown(device: string, nowMs: number): Effect[] {
    return this.#effectsOf(nowMs, () => {
      const state = this.#state;
      state.links.delete(device);
      if (device !== state.host || state.role === 'host') return;
      state.heardHostMs = Number.NEGATIVE_INFINITY;
      const { timings, random } = state.options;
      state.electionDueMs = Math.min(state.electionDueMs, nowMs + random() * timings.electionMinMs);
    });
  }

  /** Hands hosting to another voter once it has all entries; nothing, where this device does not host. */
  handOver(to: string): Effect[] {
    return this.#effectsOf(null, () => {
      if (this.#state.role === 'host') this.#office.handOver(to);
    });
  }

  /** Entries are on this device's disk: its own as the host, or others'. Also when only the voter sets have changed. */
  logChanged(log: LogState, nowMs: number): Effect[] {
    return this.#effectsOf(nowMs, () => {
      const state = this.#state;
      const before = state.log;
      state.log = log;
      // A second host of this term, with valid votes: somebody voted twice, and neither may count on its majority.
      const isRivals = state.role === 'host' && log.term === state.term && log.host !== state.me;
      if (isRivals) state.stopHosting(STOP_REASONS.rival, nowMs);
      const isOwn = state.role === 'host' && log.term <= state.term;
      if (!isOwn) return this.#following.logChanged(before, nowMs);
      const isNew = log.seq !== before.seq || !sameBytes(log.entry, before.entry);
      if (isNew) this.#office.appended(nowMs);
      else this.#office.receiptOwn(nowMs);
    });
  }

  /**
   * A message from the device at the other end of a link (hex of its key).
   * @throws NotSigned, NotCanonical for a forged word; nothing has changed then, and the link should be closed.
   */
  hear(from: string, message: QuorumMessage, nowMs: number): Effect[] {
    return this.#effectsOf(nowMs, () => {
      const state = this.#state;
      if ('term' in message && message.term > state.term + TERM_AHEAD_MAX) return;
      switch (message.type) {
        case 'beat':
          return this.#following.hearBeat(from, message, nowMs);
        case 'beatReply':
          state.seeTerm(from, message.term, nowMs);
          if (state.role === 'host' && message.term === state.term) {
            this.#office.hearBeatReply(from, message, nowMs);
          }
          return;
        case 'askPreVote':
          return this.#elections.hearAskPreVote(from, message, nowMs);
        case 'preVote':
          return this.#elections.hearPreVote(from, message, nowMs);
        case 'askVote':
          return this.#elections.hearAskVote(from, message, nowMs);
        case 'vote':
          return this.#elections.hearVote(from, message, nowMs);
        case 'standNow':
          if (from === state.host && message.term === state.term && state.mayStand) {
            state.isAwake = true;
            this.#elections.stand(true, nowMs);
          }
          return;
        case 'receipt':
          if (state.role === 'host') this.#office.hearReceipt(from, message.receipt, nowMs);
          return;
        case 'commit':
          return this.#following.hearCommit(from, message.certificate);
      }
    });
  }

  #effectsOf(nowMs: number | null, work: () => void): Effect[] {
    const state = this.#state;
    work();
    const isStanding = state.role === 'preCandidate' || state.role === 'candidate';
    if (isStanding && !state.mayStand) state.role = 'follower';
    // Who is alone has nobody to ask or to wait for.
    const isAlone = state.isAwake && state.mayStand && isSoleVoter(state.me, state.voterSets);
    if (nowMs !== null && isAlone && state.role !== 'host') this.#elections.begin(nowMs);
    return state.takeEffects();
  }
}
