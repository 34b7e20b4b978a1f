import { hash, toHex } from '../../process/hash.ts';
import type { Signer } from '../../process/ports.ts';

import type { CommitCertificate } from '../certificate.ts';
import type { QuorumMessage, QuorumMessageOf } from '../messages.ts';
import { type Effect, type LogState, Quorum, type QuorumOptions } from '../quorum.ts';
import { signReceipt } from '../receipts.ts';
import { signVote } from '../votes.ts';
import { quickSigner, quickVerify } from './keys.ts';

/** Devices that tests drive by hand, one event at a time. */

export const TABLE = new Uint8Array(16).fill(7);
export const TIMINGS = { heartbeatMs: 200, electionMinMs: 700, electionMaxMs: 1_400, hostSilentMs: 2_000 };

const signers = new Map<string, Signer>();
const names = new Map<string, string>();

export function signerOf(name: string): Signer {
  const signer = signers.get(name) ?? quickSigner(name);
  signers.set(name, signer);
  names.set(toHex(signer.publicKey), name);
  return signer;
}

/** Hex of a device's key, as a quorum names it. */
export const keyOf = (name: string): string => toHex(signerOf(name).publicKey);
/** The name of the device with that key. */
export const nameOf = (key: string): string => names.get(key) ?? key;
export const keysOf = (...all: string[]): string[] => all.map(keyOf);

export interface End {
  readonly term: number;
  readonly seq: number;
  readonly host?: string;
  /** Tells entries of one place apart. */
  readonly branch?: string;
  readonly voterSets?: readonly (readonly string[])[];
  readonly changedAtSeq?: number;
}

/** The end of a journal whose entries are named by their place. */
export function logOf({
  host = 'ada',
  branch = '',
  voterSets = [['ada', 'bob', 'cyd']],
  ...end
}: End): LogState {
  const entry = hash('entry', new TextEncoder().encode(`${end.term}/${end.seq}/${branch}`));
  return { ...end, entry, host: keyOf(host), voterSets: voterSets.map((voters) => keysOf(...voters)) };
}

export interface DeviceSetup extends Partial<Pick<QuorumOptions, 'durable' | 'mayVote' | 'boot'>> {
  readonly log?: End;
  readonly links?: readonly string[];
  readonly isAwake?: boolean;
  readonly random?: () => number;
}

/** What a device did at one event. */
export class Done {
  constructor(readonly effects: readonly Effect[]) {}

  /** Kinds of effects in order; for messages their type and receiver. */
  get words(): string[] {
    return this.effects.map((effect) =>
      effect.type === 'send' ? `${effect.message.type} to ${nameOf(effect.to)}` : effect.type,
    );
  }

  /** The messages of one type, with the names of their receivers. */
  sent<T extends QuorumMessage['type']>(type: T): (QuorumMessageOf<T> & { readonly to: string })[] {
    return this.effects.flatMap((effect) =>
      effect.type === 'send' && effect.message.type === type
        ? [{ ...(effect.message as QuorumMessageOf<T>), to: nameOf(effect.to) }]
        : [],
    );
  }

  of<T extends Effect['type']>(type: T): Extract<Effect, { readonly type: T }>[] {
    return this.effects.filter((effect): effect is Extract<Effect, { type: T }> => effect.type === type);
  }
}

/** One device's quorum: linked to all voters and awake, unless told otherwise. */
export class Device {
  readonly quorum: Quorum;
  readonly name: string;
  nowMs = 0;
  log: LogState;

  constructor(name: string, setup: DeviceSetup = {}) {
    const { log = { term: 0, seq: 0 }, durable, mayVote = true, boot = 1, links, random = () => 0.5 } = setup;
    this.name = name;
    this.log = logOf(log);
    this.quorum = new Quorum({
      table: TABLE,
      me: signerOf(name),
      boot,
      verify: quickVerify,
      timings: TIMINGS,
      random,
      durable: durable ?? { term: this.log.term, votedFor: null },
      log: this.log,
      mayVote,
    });
    const voters = [...new Set((log.voterSets ?? [['ada', 'bob', 'cyd']]).flat())];
    for (const other of links ?? voters) if (other !== name) this.quorum.linkUp(keyOf(other));
    if (setup.isAwake ?? true) this.quorum.setAwake(true, 0);
  }

  /** Where it stands, in names. */
  get is() {
    const { role, term, host, committed } = this.quorum;
    return { role, term, host: host === null ? null : nameOf(host), committed };
  }

  hear(from: string, message: QuorumMessage): Done {
    return new Done(this.quorum.hear(keyOf(from), message, this.nowMs));
  }

  /** Time passes; what falls due on the way is done. */
  pass(forMs: number): Done {
    const untilMs = this.nowMs + forMs;
    const effects: Effect[] = [];
    for (let dueMs = this.quorum.dueMs(); dueMs !== null && dueMs <= untilMs; dueMs = this.quorum.dueMs()) {
      this.nowMs = Math.max(this.nowMs, dueMs);
      effects.push(...this.quorum.tick(this.nowMs));
    }
    this.nowMs = untilMs;
    return new Done(effects);
  }

  /** The journal on this disk ends here now. */
  holds(end: End): Done {
    this.log = logOf(end);
    return new Done(this.quorum.logChanged(this.log, this.nowMs));
  }

  awake(isAwake: boolean): Done {
    return new Done(this.quorum.setAwake(isAwake, this.nowMs));
  }

  mayVote(mayVote: boolean): Done {
    return new Done(this.quorum.setMayVote(mayVote, this.nowMs));
  }

  linkUp(name: string): Done {
    return new Done(this.quorum.linkUp(keyOf(name)));
  }

  linkDown(name: string): Done {
    return new Done(this.quorum.linkDown(keyOf(name), this.nowMs));
  }

  handOver(to: string): Done {
    return new Done(this.quorum.handOver(keyOf(to)));
  }

  /** Makes it the host of the next term by the votes of these, with TERM_START on its disk but not committed. */
  win(votes: readonly string[], startsTerm: End | null = null): Done {
    this.pass(2 * TIMINGS.electionMaxMs);
    for (const from of votes) {
      this.hear(from, {
        type: 'preVote',
        term: this.quorum.term + 1,
        granted: true,
        currentTerm: this.quorum.term,
      });
      if (this.quorum.role === 'candidate') break;
    }
    const { term } = this.quorum;
    for (const from of votes) this.hear(from, voteMessage(from, this.name, term));
    if (this.quorum.role !== 'host') throw new Error(`${this.name} is a ${this.quorum.role}`);
    const voterSets = startsTerm?.voterSets;
    return this.holds(
      startsTerm ?? { term, seq: this.log.seq + 1, host: this.name, ...(voterSets && { voterSets }) },
    );
  }
}

export function voteMessage(from: string, to: string, term: number, table = TABLE): QuorumMessageOf<'vote'> {
  const vote = signVote({ table, term, candidate: signerOf(to).publicKey, boot: 1 }, signerOf(from));
  return { type: 'vote', term, vote, currentTerm: term };
}

export function receiptMessage(from: string, end: End, change: { term?: number; table?: Uint8Array } = {}) {
  const { seq, entry, term } = logOf(end);
  const receipt = signReceipt({ table: TABLE, seq, entry, term, boot: 1, ...change }, signerOf(from));
  return { type: 'receipt' as const, receipt };
}

export function certificateOf(end: End, ...from: string[]): CommitCertificate {
  const { seq, entry, term } = logOf(end);
  return { seq, entry, term, receipts: from.map((name) => receiptMessage(name, end).receipt) };
}

export function commitMessage(end: End, ...from: string[]): QuorumMessageOf<'commit'> {
  return { type: 'commit', certificate: certificateOf(end, ...from) };
}
