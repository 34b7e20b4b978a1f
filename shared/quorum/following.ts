import { sameBytes } from '../process/plain.ts';
import { type CommitCertificate, certificateProblem } from './certificate.ts';
import { CERTIFICATES_WAITING_MAX } from './limits.ts';
import type { QuorumMessageOf } from './messages.ts';
import type { ReceiptBook } from './receiptBook.ts';
import type { LogState, QuorumState } from './state.ts';

/** What a device does that does not host: it hears the host, gives it receipts and believes its certificates. */
export class Following {
  readonly #state: QuorumState;
  readonly #book: ReceiptBook;
  /** Certificates for entries that are not here yet, by who sent them. */
  readonly #early = new Map<string, CommitCertificate[]>();
  /** Who claims to host a term whose first entry is not here yet, and since when. */
  #claim: { readonly term: number; readonly sinceMs: number } | null = null;

  constructor(state: QuorumState, book: ReceiptBook) {
    this.#state = state;
    this.#book = book;
  }

  hearBeat(from: string, { term, committed }: QuorumMessageOf<'beat'>, nowMs: number): void {
    const state = this.#state;
    state.seeTerm(from, term, nowMs);
    const reply = () => state.send(from, { type: 'beatReply', term: state.term, seq: state.log.seq });
    if (term !== state.term || state.role === 'host') {
      // A former host learns of the newer term.
      if (term < state.term) reply();
      return;
    }
    // Who hosts a term is proven by its first entry; before that comes, the first voter to say so is believed.
    const isProven = state.log.term === term;
    const host = isProven ? state.log.host : (state.host ?? from);
    if (host !== from || (!isProven && !state.isVoter(from))) return;
    if (isProven || this.#isFreshClaim(term, nowMs)) {
      state.follow(from, nowMs);
      state.heardHostMs = nowMs;
    }
    reply();
    // The receipt was lost with a link, or the host counts this device as a voter before it sees so itself.
    if (committed < state.log.seq) this.#giveReceipt();
  }

  /** A host that never shows its term's first entry is waited for no longer than one that is silent. */
  #isFreshClaim(term: number, nowMs: number): boolean {
    if (this.#claim?.term !== term) this.#claim = { term, sinceMs: nowMs };
    return nowMs - this.#claim.sinceMs <= this.#state.options.timings.hostSilentMs;
  }

  /** Entries are on this disk that others appended. */
  logChanged(before: LogState, nowMs: number): void {
    const state = this.#state;
    const { term, host } = state.log;
    // A majority chose that host, whether or not it needed this device.
    if (term > state.term) state.enterTerm(term, nowMs);
    if (term === state.term && before.term < term && host !== state.me) state.follow(host, nowMs);
    this.giveReceipt();
    this.#takeEarly();
  }

  /** A voter tells the host that the end of the journal is on its disk. */
  giveReceipt(): void {
    const { log, me } = this.#state;
    if (log.voterSets.some((voters) => voters.includes(me))) this.#giveReceipt();
  }

  #giveReceipt(): void {
    const { log, me } = this.#state;
    if (log.host === me) return;
    const receipt = this.#book.receipt();
    if (receipt) this.#state.send(log.host, { type: 'receipt', receipt });
  }

  hearCommit(from: string, certificate: CommitCertificate): void {
    const { log, committed } = this.#state;
    if (certificate.seq <= committed) return;
    if (certificate.seq <= log.seq && certificate.term <= log.term) {
      this.#take(certificate);
      return;
    }
    const early = this.#early.get(from) ?? [];
    this.#early.set(from, [...early, certificate].slice(-CERTIFICATES_WAITING_MAX));
  }

  #takeEarly(): void {
    const { log } = this.#state;
    const isHere = ({ seq, term }: CommitCertificate) => seq <= log.seq && term <= log.term;
    const here: CommitCertificate[] = [];
    for (const [from, waiting] of this.#early) {
      here.push(...waiting.filter(isHere));
      const rest = waiting.filter((certificate) => !isHere(certificate));
      if (rest.length > 0) this.#early.set(from, rest);
      else this.#early.delete(from);
    }
    for (const certificate of here.sort((a, b) => b.seq - a.seq)) this.#take(certificate);
  }

  /**
   * In the term that the journal ends with, one host signed it all: a certified entry before the end is the one that
   * is here (Raft, 5.3: log matching). Of older terms that is not certain; a commit of this term will cover them.
   */
  #take(certificate: CommitCertificate): void {
    const state = this.#state;
    const { seq, entry, term } = certificate;
    if (seq <= state.committed || term !== state.log.term) return;
    if (seq === state.log.seq && !sameBytes(entry, state.log.entry)) return;
    const { table, verify } = state.options;
    if (certificateProblem(certificate, table, state.voterSetsAt(seq), verify) !== null) return;
    state.committed = seq;
    state.tell({ type: 'committed', certificate });
  }
}
