import type { PlayedEntry } from '../../../shared/process/journal.ts';
import { LIMITS, type MessageOf } from '../../../shared/protocol.ts';
import { isMajority } from '../../../shared/quorum/voters.ts';
import { tablePrograms } from '../../../shared/table/programs.ts';
import type { Link } from '../swarm/link.ts';
import type { AgreedReplica } from './agreedReplica.ts';
import type { Peer, Peers, TableMessage } from './peers.ts';
import type { VoteFile } from './quorumFile.ts';

export interface ComingBackPorts {
  readonly replica: AgreedReplica;
  readonly peers: Peers;
  readonly boot: number;
  readonly me: string;
  readonly quorumFile: Omit<VoteFile, 'write'>;
  /** What was known before the table slept; left out: it has been opened anew. */
  readonly kept?: KeptAnswers | undefined;
}

/** What a device that sleeps at a table still knows of whether it may vote. */
export interface KeptAnswers {
  readonly answered: ReadonlySet<string>;
  readonly mayVote: boolean;
}

/**
 * A device that comes back: it walks the hands it missed from the last that it trusts, and votes only once it knows that
 * its disk is not an old copy (DESIGN.md 4.7, 4.8).
 */
export class ComingBack {
  readonly #ports: ComingBackPorts;
  /** Who has said what it holds signed by this device. */
  readonly #answered: Set<string>;
  #mayVote = false;
  /** Somebody holds a word of this device that its own disk does not: it waits to be let in again. */
  #isOldCopy: boolean;
  /** By which link somebody was asked for missed hands; null: nobody. What was under way on a link that is gone is lost. */
  #asked: Link | null = null;

  constructor(ports: ComingBackPorts) {
    this.#ports = ports;
    this.#answered = new Set([ports.me, ...(ports.kept?.answered ?? [])]);
    this.#mayVote = ports.kept?.mayVote ?? false;
    this.#isOldCopy = ports.quorumFile.isLost;
  }

  /** Whether this device may vote at once: nobody else can know better. */
  mayVote(voters: readonly string[]): boolean {
    this.#mayVote ||= !this.#isOldCopy && isMajority([...this.#answered], voters);
    return this.#mayVote;
  }

  /** Whether others hold words of this device that its own disk does not: it must be let in again before it votes. */
  get isOldCopy(): boolean {
    return this.#isOldCopy;
  }

  /** For when the table wakes. */
  keep(): KeptAnswers {
    return { answered: this.#answered, mayVote: this.#mayVote };
  }

  /** What this device holds, for that one. */
  status(to: string, term: number): TableMessage {
    const { replica } = this.#ports;
    const { hand, position } = replica.journal;
    const seen = replica.seenOf(to);
    return {
      type: 'status',
      hand,
      seq: position.seq,
      entry: position.id,
      term,
      committed: replica.committedSeq,
      yours: { term: seen.term, seq: seen.seq },
      program: tablePrograms.newest.version,
      readmit: this.#isOldCopy,
    };
  }

  /** @returns whether with this answer the device may begin to vote. */
  hearStatus({ device, status }: Peer, voters: readonly string[]): boolean {
    if (this.#mayVote || !status) return false;
    const { replica, quorumFile } = this.#ports;
    const { term, seq } = status.yours;
    const knownTerm = Math.max(quorumFile.stored?.term ?? 0, replica.journal.position.term);
    if (term > knownTerm || seq > replica.journal.position.seq) this.#isOldCopy = true;
    this.#answered.add(device);
    return this.mayVote(voters);
  }

  /** Whether these entries let this device vote again. */
  isReadmitted(entries: readonly PlayedEntry[]): boolean {
    if (!this.#isOldCopy) return false;
    const { me, boot } = this.#ports;
    const isIn = entries.some(
      ({ input }) => input.body.kind === 'READMIT' && input.body.device === me && input.body.boot === boot,
    );
    if (!isIn) return false;
    this.#isOldCopy = false;
    this.#mayVote = true;
    this.#ports.quorumFile.forgetLoss();
    return true;
  }

  /** Asks a peer that is further for the hands missed here. */
  ask({ device, link }: Peer): void {
    if (this.#asked !== null && this.#ports.peers.get(this.#asked.device)?.link === this.#asked) return;
    this.#asked = link;
    this.#ports.peers.send(device, { type: 'askRecords', fromHand: this.#ports.replica.neededHand });
  }

  /** Sends the hands from that one on to somebody who missed them, as many as go into one message. */
  async answer({ device }: Peer, fromHand: number): Promise<void> {
    const { replica, peers } = this.#ports;
    const openHand = replica.journal.hand;
    const records = fromHand < openHand ? await replica.records(fromHand, LIMITS.recordsInPage) : [];
    peers.send(device, { type: 'records', fromHand, records, openHand });
  }

  /** Takes missed hands over, once they prove themselves. @returns whether this device got further. @throws HostilePeer */
  async adopt(peer: Peer, message: Omit<MessageOf<'records'>, 'table'>): Promise<boolean> {
    if (this.#asked !== peer.link) return false;
    this.#asked = null;
    const { replica } = this.#ports;
    if (message.fromHand !== replica.neededHand || message.records.length === 0) return false;
    await replica.adoptRecords(message.records);
    if (replica.neededHand < message.openHand) this.ask(peer);
    return true;
  }
}

export function deviceBytes(device: string): Uint8Array {
  return new Uint8Array(Buffer.from(device, 'hex'));
}
