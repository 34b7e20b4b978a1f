import type { CommitCertificate } from './certificate.ts';

/**
 * What the voters' devices say to each other about hosting: the messages of protocol.ts of the same types, without
 * `table` (one quorum is about one table) and without what only the driver knows (a beat's time and `saved`, a commit's
 * hand), which it adds when it sends.
 */
export type QuorumMessage =
  /** The host lives. `seq` is its last entry, `committed` the last that is on a majority's disks. */
  | { readonly type: 'beat'; readonly term: number; readonly seq: number; readonly committed: number }
  | { readonly type: 'beatReply'; readonly term: number; readonly seq: number }
  /** Would you vote for me in `term`, which I have not begun? (Ongaro's thesis, 9.6) */
  | AskVote<'askPreVote'>
  | {
      readonly type: 'preVote';
      readonly term: number;
      readonly granted: boolean;
      readonly currentTerm: number;
    }
  | (AskVote<'askVote'> & {
      /** The host itself asked the candidate to stand: nobody waits for its silence first. */
      readonly handOver: boolean;
    })
  | {
      readonly type: 'vote';
      readonly term: number;
      /** The signed vote; null: it is refused. */
      readonly vote: Uint8Array | null;
      readonly currentTerm: number;
    }
  /** The host asks the receiver to stand for the next term at once (Ongaro's thesis, 3.10). */
  | { readonly type: 'standNow'; readonly term: number }
  | { readonly type: 'receipt'; readonly receipt: Uint8Array }
  | { readonly type: 'commit'; readonly certificate: CommitCertificate };

interface AskVote<T extends string> {
  readonly type: T;
  /** The term that the sender would host in. */
  readonly term: number;
  /** Term and number of the last entry on the sender's disk. */
  readonly lastTerm: number;
  readonly lastSeq: number;
}

export type QuorumMessageOf<T extends QuorumMessage['type']> = Extract<QuorumMessage, { readonly type: T }>;
