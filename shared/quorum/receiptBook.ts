import { sameBytes } from '../process/plain.ts';
import { signReceipt } from './receipts.ts';
import type { QuorumState } from './state.ts';

/** The receipts that this device gives. None takes an earlier one back. */
export class ReceiptBook {
  readonly #state: QuorumState;
  /** The last that was given. */
  #last: {
    readonly term: number;
    readonly seq: number;
    readonly entry: Uint8Array;
    readonly host: string;
    readonly bytes: Uint8Array;
  } | null = null;

  constructor(state: QuorumState) {
    this.#state = state;
  }

  /**
   * The receipt for the end of the journal; null where none is to be given: for an entry of an older term (Raft,
   * figure 8), by a device that cannot know how it voted (a later host may rely on it not to have that entry), or
   * against an earlier receipt of this term, as only a host that signs two entries for one place, or a second host of
   * this term, could ask for.
   */
  receipt(): Uint8Array | null {
    const { term, log, mayVote, options } = this.#state;
    const { seq, entry, host } = log;
    if (log.term !== term || !mayVote) return null;
    const last = this.#last?.term === term ? this.#last : null;
    if (last && last.host !== host) return null;
    if (last && last.seq >= seq) return last.seq === seq && sameBytes(last.entry, entry) ? last.bytes : null;
    const { table, boot } = options;
    const bytes = signReceipt({ table, seq, entry, term, boot }, options.me);
    this.#last = { term, seq, entry, host, bytes };
    return bytes;
  }
}
