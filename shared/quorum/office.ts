import { toHex } from '../process/hash.ts';
import { sameBytes } from '../process/plain.ts';
import type { QuorumMessageOf } from './messages.ts';
import type { ReceiptBook } from './receiptBook.ts';
import { readReceipt } from './receipts.ts';
import { type QuorumState, STOP_REASONS, type StopReason } from './state.ts';
import { isSoleVoter } from './voters.ts';

interface Heard {
  readonly ms: number;
  /** How far its journal is; -1: not known. */
  readonly seq: number;
}

/** What a host does while it is in office: it beats, counts receipts, commits, hands over and gives up. */
export class Office {
  readonly #state: QuorumState;
  readonly #book: ReceiptBook;
  /** Receipts for the last entry, by device. */
  readonly #receipts = new Map<string, Uint8Array>();
  #heard = new Map<string, Heard>();
  #beatDueMs = 0;
  /** Since when nothing has come nearer to a commit, while one is waited for; null: none is. */
  #standstillMs: number | null = null;
  /** Whom hosting goes to as soon as it has all entries, and until when that is tried (set with the next beat). */
  #handOver: { readonly to: string; dueMs: number | null } | null = null;

  constructor(state: QuorumState, book: ReceiptBook) {
    this.#state = state;
    this.#book = book;
  }

  /** When to beat next; null: nobody is there to be told, or all are at rest and everything is committed. */
  get dueMs(): number | null {
    const { isAwake, links, me, voterSets } = this.#state;
    if (links.size === 0 && isSoleVoter(me, voterSets)) return null;
    return isAwake || this.#standstillMs !== null ? this.#beatDueMs : null;
  }

  /** The device is elected; its TERM_START is about to be appended. */
  enter(votes: readonly Uint8Array[], nowMs: number): void {
    const state = this.#state;
    state.role = 'host';
    this.#receipts.clear();
    this.#heard = new Map(state.voterSets.flat().map((device) => [device, { ms: nowMs, seq: -1 }]));
    this.#standstillMs = nowMs;
    this.#handOver = null;
    this.#beatAll(nowMs);
    state.setHost(state.me);
    state.tell({ type: 'startTerm', term: state.term, votes });
  }

  /** After a rest nobody has been asked to answer. */
  wake(nowMs: number): void {
    for (const [device, { seq }] of this.#heard) this.#heard.set(device, { ms: nowMs, seq });
    this.#beatDueMs = nowMs;
  }

  /** Whether a majority, this device included, was heard within the last `forMs`. */
  isHeard(forMs: number, nowMs: number): boolean {
    const heard = [...this.#heard].filter(([, { ms }]) => nowMs - ms <= forMs).map(([device]) => device);
    return this.#state.isMajority([this.#state.me, ...heard]);
  }

  /** A beat is due: the host looks whether it still is one (thesis 6.2; DESIGN.md 5.6). */
  tick(nowMs: number): void {
    if (nowMs < this.#beatDueMs) return;
    const why = this.#whyStop(nowMs);
    if (why !== null) {
      this.#state.stopHosting(why, nowMs);
      return;
    }
    if (this.#handOver) {
      this.#handOver.dueMs ??= nowMs + this.#state.options.timings.electionMaxMs;
      if (nowMs > this.#handOver.dueMs) this.#handOver = null;
    }
    this.#beatAll(nowMs);
  }

  #whyStop(nowMs: number): StopReason | null {
    const { hostSilentMs } = this.#state.options.timings;
    if (!this.isHeard(hostSilentMs, nowMs)) return STOP_REASONS.unheard;
    const isStuck = this.#standstillMs !== null && nowMs - this.#standstillMs > hostSilentMs;
    return isStuck ? STOP_REASONS.uncommitted : null;
  }

  beat(to: string): void {
    const { term, log, committed } = this.#state;
    this.#state.send(to, { type: 'beat', term, seq: log.seq, committed });
  }

  #beatAll(nowMs: number): void {
    this.#beatDueMs = nowMs + this.#state.options.timings.heartbeatMs;
    for (const device of this.#state.links) this.beat(device);
  }

  hearBeatReply(from: string, { seq }: QuorumMessageOf<'beatReply'>, nowMs: number): void {
    this.#hear(from, seq, nowMs);
  }

  /** @throws NotSigned, NotCanonical; nothing has changed then. */
  hearReceipt(from: string, bytes: Uint8Array, nowMs: number): void {
    const state = this.#state;
    const receipt = readReceipt(bytes, state.options.verify);
    if (toHex(receipt.device) !== from || !sameBytes(receipt.table, state.options.table)) return;
    if (receipt.term !== state.term) return;
    this.#hear(from, receipt.seq, nowMs);
    const isForLast = receipt.seq === state.log.seq && sameBytes(receipt.entry, state.log.entry);
    if (!isForLast || !state.isVoter(from)) return;
    this.#receipts.set(from, bytes);
    this.#commitIfAgreed(nowMs);
    this.#handOverIfReady();
  }

  /** Entries that this host appended are on its own disk. */
  appended(nowMs: number): void {
    const isFromRest = !this.#state.isAwake && this.#standstillMs === null;
    if (isFromRest) {
      this.wake(nowMs);
      this.#beatDueMs = nowMs + this.#state.options.timings.heartbeatMs;
    }
    this.#receipts.clear();
    this.#standstillMs = nowMs;
    this.receiptOwn(nowMs);
  }

  /** Its own disk counts like any other's. */
  receiptOwn(nowMs: number): void {
    const own = this.#book.receipt();
    if (own) this.#receipts.set(this.#state.me, own);
    this.#commitIfAgreed(nowMs);
  }

  /** Lets another voter stand as soon as it has all entries (thesis 3.10); gives up after about an election's time. */
  handOver(to: string): void {
    const { me, voterSets, links } = this.#state;
    if (to === me || !links.has(to) || voterSets.at(-1)?.includes(to) !== true) return;
    this.#handOver = { to, dueMs: null };
    this.#handOverIfReady();
  }

  #handOverIfReady(): void {
    const to = this.#handOver?.to;
    if (to === undefined || this.#seqOf(to) < this.#state.log.seq) return;
    this.#handOver = null;
    this.#state.send(to, { type: 'standNow', term: this.#state.term });
  }

  #hear(from: string, seq: number, nowMs: number): void {
    const before = this.#seqOf(from);
    this.#heard.set(from, { ms: nowMs, seq: Math.max(seq, before) });
    // Who still catches up brings the commit nearer.
    const isNearer = seq > before && seq <= this.#state.log.seq && this.#state.isVoter(from);
    if (isNearer && this.#standstillMs !== null) this.#standstillMs = nowMs;
    this.#handOverIfReady();
  }

  #seqOf(device: string): number {
    return this.#heard.get(device)?.seq ?? -1;
  }

  /** Only an entry of the host's own term is committed by counting; it commits all before it (Raft, 5.4.2). */
  #commitIfAgreed(nowMs: number): void {
    const state = this.#state;
    const { seq, entry, term } = state.log;
    if (seq <= state.committed || term !== state.term || !state.isMajority(this.#receipts.keys())) return;
    const certificate = { seq, entry, term, receipts: [...this.#receipts.values()] };
    state.committed = seq;
    this.#standstillMs = null;
    // First to the others, who wait for it; the driver's next batch comes with `committed`.
    state.sendAll({ type: 'commit', certificate });
    state.tell({ type: 'committed', certificate });
    if (!state.isVoter(state.me)) this.#leave(nowMs);
  }

  /** The host has removed itself from the voters: the most advanced of them stands (thesis 4.2.2). */
  #leave(nowMs: number): void {
    const state = this.#state;
    const [next] = [...state.links]
      .filter((device) => state.isVoter(device))
      .sort((a, b) => this.#seqOf(b) - this.#seqOf(a));
    if (next !== undefined) state.send(next, { type: 'standNow', term: state.term });
    state.stopHosting(STOP_REASONS.removed, nowMs);
  }
}
