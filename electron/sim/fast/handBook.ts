import { toHex } from '../../../shared/process/hash.ts';
import type { PlayedEntry } from '../../../shared/process/journal.ts';
import { Divergence } from '../../../shared/process/journal.ts';
import type { CommitCertificate } from '../../../shared/quorum/certificate.ts';
import { HostilePeer, TwoHistories } from '../../host/replication/hostilePeer.ts';
import { HandSession } from './handSession.ts';
import type { HandStart, Place, Places } from './places.ts';

/** What follows a hand outside of it: the hand that was begun after it, as far as that one goes. */
export interface Ahead {
  readonly after: string;
  readonly term: number;
  readonly seq: number;
}

const FOLLOWS_NOTHING = 'A peer sent an entry that follows nothing.';
const CANNOT_PLAY = 'A peer sent an entry that cannot be played';

/**
 * One hand on a simulated device, as replication/handLog.ts has it: all its entries, of whatever branch, and the journal,
 * the chain that ends in the highest (term, seq). Of two ends that one host signed for one place the smaller id counts.
 */
export class HandBook {
  readonly begun: HandStart;
  readonly #places: Places;
  readonly #known = new Map<string, Place>();
  /** In the order in which they came; what follows another comes after it. */
  readonly #inOrder: Place[] = [];
  readonly #bySeq = new Map<number, Place[]>();
  readonly #sessions = new Map<object, HandSession>();
  readonly #rivals: (first: PlayedEntry, second: PlayedEntry) => void;
  #committed: { readonly key: string; readonly seq: number } | null = null;
  #certified: CommitCertificate | null = null;
  /** Where the journal ends. */
  at: Place;
  played: PlayedEntry[] = [];

  constructor(begun: HandStart, places: Places, rivals: (first: PlayedEntry, second: PlayedEntry) => void) {
    this.begun = begun;
    this.#places = places;
    this.#rivals = rivals;
    this.at = begun.start;
  }

  get hand(): number {
    return this.begun.hand;
  }

  /** The hand as it lies on disk. */
  static read(
    { begun, places: entries }: { readonly begun: HandStart; readonly places: readonly Place[] },
    places: Places,
    rivals: (first: PlayedEntry, second: PlayedEntry) => void,
    ahead: Ahead | null,
  ): HandBook {
    const book = new HandBook(begun, places, rivals);
    for (const place of entries) book.#add(place);
    book.follow(ahead);
    return book;
  }

  /** This device has written on: its own entries, in order. */
  wrote(written: readonly Place[]): void {
    for (const place of written) {
      this.#add(place);
      this.#goOnTo(place);
    }
  }

  messagesFor(link: object): Uint8Array[] {
    return this.#sessionOf(link).messages(this.#inOrder);
  }

  forgetLink(link: object): void {
    this.#sessions.delete(link);
  }

  /** What is new in a message, played. @throws HostilePeer, Divergence */
  takeIn(link: object, message: Uint8Array): Place[] {
    const fresh: Place[] = [];
    for (const key of this.#sessionOf(link).hear(message)) {
      if (this.#known.has(key)) continue;
      const place = this.#playOne(key);
      this.#add(place);
      fresh.push(place);
    }
    return fresh;
  }

  /** The journal becomes the best chain. @returns whether it was left for another */
  follow(ahead: Ahead | null): boolean {
    const before = this.at;
    const best = this.#best(ahead);
    if (best === before) return false;
    let place: Place | null = best;
    const way: Place[] = [];
    while (place && place !== before && place.before) {
      way.push(place);
      place = place.before;
    }
    const isOn = place === before;
    if (!isOn) {
      this.at = this.begun.start;
      this.played = [];
    }
    for (const next of way.reverse()) this.#goOnTo(next);
    return !isOn;
  }

  /** See HandLog.commit. @throws TwoHistories */
  commit(certificate: CommitCertificate, committedSeq: number, ahead: Ahead | null) {
    const { seq } = certificate;
    const key = toHex(certificate.entry);
    const inPlace = this.at.at(seq);
    const isHere = inPlace !== null && inPlace.before !== null && inPlace.key === key;
    if (seq <= committedSeq) {
      if (inPlace?.before && !isHere) throw new TwoHistories(`A majority has another entry ${seq}.`);
      return { isHere, rebuilt: false };
    }
    if (seq > (this.#committed?.seq ?? 0)) this.#committed = { key, seq };
    if (isHere) return { isHere, rebuilt: false };
    const before = this.at;
    this.follow(ahead);
    const isIn = this.at.at(seq)?.key === key;
    if (!isIn && seq > (this.#certified?.seq ?? 0)) this.#certified = certificate;
    return { isHere: isIn, rebuilt: before !== this.at };
  }

  /** A commit that was heard of before its entry was here, and holds now. */
  takeCertified(): CommitCertificate | null {
    const certificate = this.#certified;
    if (!certificate || this.at.at(certificate.seq)?.key !== toHex(certificate.entry)) return null;
    this.#certified = null;
    return certificate;
  }

  #goOnTo(place: Place): void {
    this.at = place;
    if (place.played) this.played.push(place.played);
  }

  #add(place: Place): void {
    const { key, played } = place;
    if (this.#known.has(key) || !played) return;
    this.#known.set(key, place);
    this.#inOrder.push(place);
    const { seq, term, host } = played.entry;
    const others = this.#bySeq.get(seq) ?? [];
    for (const other of others) {
      const one = other.played;
      if (one && one.entry.term === term && toHex(one.entry.host) === toHex(host)) this.#rivals(one, played);
    }
    others.push(place);
    this.#bySeq.set(seq, others);
  }

  /** @throws HostilePeer, Divergence */
  #playOne(key: string): Place {
    const prev = this.#places.prevOf(this.begun, key);
    const from = prev === this.begun.start.key ? this.begun.start : this.#known.get(prev ?? '');
    if (!from) throw new HostilePeer(FOLLOWS_NOTHING);
    try {
      return this.#places.follow(from, key);
    } catch (error) {
      if (error instanceof Divergence) throw error;
      throw new HostilePeer(`${CANNOT_PLAY} (${(error as Error).message}).`);
    }
  }

  #best(ahead: Ahead | null): Place {
    let best = this.begun.start;
    let reach = { term: -1, seq: -1 };
    for (const place of this.#known.values()) {
      const own = ahead?.after === place.key ? ahead : place.position;
      const isLess = own.term < reach.term || (own.term === reach.term && own.seq < reach.seq);
      if (isLess) continue;
      const isTie = own.term === reach.term && own.seq === reach.seq;
      if (isTie && best.key < place.key) continue;
      if (!this.#isTrueToCommit(place)) continue;
      best = place;
      reach = { term: own.term, seq: own.seq };
    }
    return best;
  }

  #isTrueToCommit(place: Place): boolean {
    if (!this.#committed) return true;
    const { key, seq } = this.#committed;
    if (place.position.seq >= seq) return place.at(seq)?.key === key;
    const committed = this.#known.get(key);
    return !committed || committed.at(place.position.seq) === place;
  }

  #sessionOf(link: object): HandSession {
    const known = this.#sessions.get(link);
    if (known) return known;
    const session = new HandSession();
    this.#sessions.set(link, session);
    return session;
  }
}
