import type { Body } from '../../../shared/process/effects.ts';
import { toHex } from '../../../shared/process/hash.ts';
import { sameBytes, toBytes } from '../../../shared/process/plain.ts';
import type { Signer, Verify } from '../../../shared/process/ports.ts';
import type { MessageOf } from '../../../shared/protocol.ts';
import { type ConsentKind, consentAbout, readConsent, signConsent } from '../../../shared/quorum/consents.ts';
import { isMajority } from '../../../shared/quorum/voters.ts';
import { lookOf } from '../../../shared/table/asks.ts';
import type { AgreedReplica } from './agreedReplica.ts';
import type { Peer, Peers } from './peers.ts';
import type { TableTime } from './tableTime.ts';

/** An entry takes a moment to come: a voter's clock may be behind the host's by so much and still agree. */
export const CLOCK_SLACK_MS = 400;

/** What voters can be asked to agree to. */
export type ConsentBody = MessageOf<'askConsent'>['body'];

export interface ConsentPorts {
  readonly device: Signer;
  readonly boot: number;
  readonly verify: Verify;
  readonly replica: AgreedReplica;
  readonly peers: Peers;
  readonly time: TableTime;
  /** Devices (hex) that this one has found to be cheating in the deck. */
  readonly faulty: () => readonly string[];
}

/** What is asked for: in which place of the journal, and who has agreed. */
interface Asked {
  readonly after: Uint8Array;
  readonly body: ConsentBody;
  readonly given: Map<string, Uint8Array>;
}

/** A majority's word for what more than the host must want (DESIGN.md 5.6). */
export class Consents {
  readonly #ports: ConsentPorts;
  #asked: Asked | null = null;

  constructor(ports: ConsentPorts) {
    this.#ports = ports;
  }

  /** The host asks all voters, itself first. Asking again for the same keeps what was given. */
  ask(body: ConsentBody, term: number, voters: readonly string[]): void {
    const { replica, peers, device } = this.#ports;
    const after = replica.journal.position.id;
    if (!this.#asked || !isSame(this.#asked, after, body)) this.#asked = { after, body, given: new Map() };
    const { given } = this.#asked;
    const me = toHex(device.publicKey);
    if (voters.includes(me)) given.set(me, this.#sign(after, body));
    for (const voter of voters) {
      if (!given.has(voter)) peers.send(voter, { type: 'askConsent', term, after, body });
    }
  }

  /** A voter agrees where it would have asked the same. */
  give({ device }: Peer, after: Uint8Array, body: ConsentBody, saying: readonly Body[]): void {
    const { replica, peers } = this.#ports;
    if (!sameBytes(replica.journal.position.id, after)) return;
    const agrees = body.kind === 'TIMEOUT' ? this.#isTimeOver(saying) : this.#areFaulty(body.convicted);
    if (agrees) peers.send(device, { type: 'consent', consent: this.#sign(after, body) });
  }

  /** @throws NotSigned, NotCanonical */
  hear(bytes: Uint8Array, voters: readonly string[]): void {
    const { replica, verify } = this.#ports;
    const consent = readConsent(bytes, verify);
    const device = toHex(consent.device);
    const isForThis =
      this.#asked !== null &&
      sameBytes(consent.after, this.#asked.after) &&
      sameBytes(consent.about, consentAbout(this.#asked.body)) &&
      sameBytes(consent.table, replica.journal.table);
    if (isForThis && voters.includes(device)) this.#asked?.given.set(device, bytes);
  }

  /** What is agreed to, with the consents, once they are a majority's and the journal has not moved on; else null. */
  agreed(voters: readonly string[]): Body | null {
    const asked = this.#asked;
    if (!asked || !sameBytes(asked.after, this.#ports.replica.journal.position.id)) return null;
    return isMajority([...asked.given.keys()], voters)
      ? { ...asked.body, consents: [...asked.given.values()] }
      : null;
  }

  forget(): void {
    this.#asked = null;
  }

  /** By this device's own clock, and it has nothing to say itself. */
  #isTimeOver(saying: readonly Body[]): boolean {
    const { replica, time } = this.#ports;
    const deadlineMs = replica.journal.deadlineMs();
    if (deadlineMs !== null && this.#isSilencing(deadlineMs)) return false;
    return deadlineMs !== null && saying.length === 0 && time.ownMs() >= deadlineMs - CLOCK_SLACK_MS;
  }

  /** The deck would go on without this very device as silent: it is here, and has its reason to say nothing. */
  #isSilencing(deadlineMs: number): boolean {
    const { replica, device } = this.#ports;
    const dealing = lookOf(replica.journal.looks(), 'dealing');
    const me = toHex(device.publicKey);
    return dealing?.endsMs === deadlineMs && (dealing.awaited as readonly string[]).includes(me);
  }

  #areFaulty(convicted: readonly string[]): boolean {
    const faulty = this.#ports.faulty();
    return convicted.every((device) => faulty.includes(device));
  }

  #sign(after: Uint8Array, body: ConsentBody): Uint8Array {
    const { replica, device, boot } = this.#ports;
    const what: ConsentKind = body.kind;
    return signConsent(
      { table: replica.journal.table, after, what, about: consentAbout(body), boot },
      device,
    );
  }
}

function isSame(asked: Asked, after: Uint8Array, body: ConsentBody): boolean {
  return sameBytes(asked.after, after) && sameBytes(toBytes(asked.body), toBytes(body));
}
