import type { Body } from '../../../shared/process/effects.ts';
import { toHex } from '../../../shared/process/hash.ts';
import { sameBytes } from '../../../shared/process/plain.ts';
import type { Signer, Verify } from '../../../shared/process/ports.ts';
import { readConsent, signConsent } from '../../../shared/quorum/consents.ts';
import { isMajority } from '../../../shared/quorum/voters.ts';
import type { Replica } from '../replica.ts';
import type { Peer, Peers } from './peers.ts';
import type { TableTime } from './tableTime.ts';

/** An entry takes a moment to come: a voter's clock may be behind the host's by so much and still agree. */
export const CLOCK_SLACK_MS = 400;

export interface ConsentPorts {
  readonly device: Signer;
  readonly boot: number;
  readonly verify: Verify;
  readonly replica: Replica;
  readonly peers: Peers;
  readonly time: TableTime;
}

/** A majority's word that a wait is over, by each voter's own clock (DESIGN.md 5.6). */
export class Consents {
  readonly #ports: ConsentPorts;
  /** The entry that the TIMEOUT would follow, and who has agreed to it. */
  #asked: { readonly after: Uint8Array; readonly given: Map<string, Uint8Array> } | null = null;

  constructor(ports: ConsentPorts) {
    this.#ports = ports;
  }

  /** The host asks all voters, itself first. Asking again for the same wait keeps what was given. */
  ask(term: number, voters: readonly string[]): void {
    const { replica, peers, device } = this.#ports;
    const after = replica.journal.position.id;
    if (!this.#asked || !sameBytes(this.#asked.after, after)) this.#asked = { after, given: new Map() };
    const { given } = this.#asked;
    const me = toHex(device.publicKey);
    if (voters.includes(me)) given.set(me, this.#sign(after));
    for (const voter of voters) {
      if (!given.has(voter)) peers.send(voter, { type: 'askConsent', term, after, what: 'TIMEOUT' });
    }
  }

  /** A voter agrees where its own clock does and it has nothing to say itself. */
  give({ device }: Peer, after: Uint8Array, saying: readonly Body[]): void {
    const { replica, peers, time } = this.#ports;
    const { journal } = replica;
    const deadlineMs = journal.deadlineMs();
    if (deadlineMs === null || !sameBytes(journal.position.id, after)) return;
    if (saying.length > 0 || time.ownMs() < deadlineMs - CLOCK_SLACK_MS) return;
    peers.send(device, { type: 'consent', consent: this.#sign(after) });
  }

  /** @throws NotSigned, NotCanonical */
  hear(bytes: Uint8Array, voters: readonly string[]): void {
    const { replica, verify } = this.#ports;
    const consent = readConsent(bytes, verify);
    const device = toHex(consent.device);
    const isForThis =
      this.#asked !== null &&
      sameBytes(consent.after, this.#asked.after) &&
      sameBytes(consent.table, replica.journal.table);
    if (isForThis && voters.includes(device)) this.#asked?.given.set(device, bytes);
  }

  /** The consents, once they are a majority's and the journal has not moved on; else null. */
  agreed(voters: readonly string[]): readonly Uint8Array[] | null {
    const asked = this.#asked;
    if (!asked || !sameBytes(asked.after, this.#ports.replica.journal.position.id)) return null;
    return isMajority([...asked.given.keys()], voters) ? [...asked.given.values()] : null;
  }

  forget(): void {
    this.#asked = null;
  }

  #sign(after: Uint8Array): Uint8Array {
    const { replica, device, boot } = this.#ports;
    return signConsent({ table: replica.journal.table, after, what: 'TIMEOUT', boot }, device);
  }
}
