import type { Certified, Position } from '../../../shared/process/checkpoint.ts';
import { readCertified } from '../../../shared/process/checkpoint.ts';
import { readEntry } from '../../../shared/process/entry.ts';
import { toHex } from '../../../shared/process/hash.ts';
import {
  Journal,
  type JournalOptions,
  type NextHand,
  type PlayedEntry,
} from '../../../shared/process/journal.ts';
import type { Signer } from '../../../shared/process/ports.ts';
import type { Step } from '../../../shared/process/process.ts';
import type { AgreedJournal } from '../../host/agreement/agreedReplica.ts';

/** A hand from its beginning, with every place that any of its branches has come to. */
export interface HandStart {
  readonly hand: number;
  readonly checkpoint: Uint8Array;
  readonly certified: Certified;
  readonly opening: Step;
  readonly start: Place;
  /** By the id of the entry that leads there. */
  readonly places: Map<string, Place>;
  /** Journals that stand at a place, and can go on from there; the last used last. */
  readonly journals: Map<Place, Journal>;
}

/** What a journal shows after one of its entries, or at the beginning of a hand. */
export class Place implements AgreedJournal {
  /** Hex of the id of the entry that leads here; at the beginning of a hand, of the hand before's last. */
  readonly key: string;
  readonly begun: HandStart;
  readonly before: Place | null;
  readonly played: PlayedEntry | null;
  readonly table: Uint8Array;
  readonly hand: number;
  readonly position: Position;
  readonly opening: Step;
  readonly isPlayed: boolean;
  readonly isEnded: boolean;
  /** What the next hand starts with, after HAND_END; else null. */
  readonly nextHand: NextHand | null;
  readonly #looks: ReturnType<Journal['looks']>;
  readonly #deadlineMs: number | null;
  readonly #taken: ReadonlyMap<string, number>;

  constructor(journal: Journal, begun: HandStart, before: Place | null, played: PlayedEntry | null) {
    this.begun = begun;
    this.before = before;
    this.played = played;
    this.table = journal.table;
    this.hand = journal.hand;
    this.position = journal.position;
    this.key = toHex(journal.position.id);
    this.opening = journal.opening;
    this.isPlayed = journal.isPlayed;
    this.isEnded = journal.isEnded;
    this.nextHand = journal.isEnded ? journal.nextHand() : null;
    this.#looks = journal.looks();
    this.#deadlineMs = journal.deadlineMs();
    if (before && played) {
      const { device, number } = played.input;
      this.#taken = new Map(before.#taken).set(toHex(device), number);
    } else this.#taken = new Map(Object.entries(begun.certified.checkpoint.taken));
  }

  looks(): ReturnType<Journal['looks']> {
    return this.#looks;
  }

  deadlineMs(): number | null {
    return this.#deadlineMs;
  }

  takenFrom(device: Uint8Array): number {
    return this.#taken.get(toHex(device)) ?? 0;
  }

  /** The place on the way here with that number. */
  at(seq: number): Place | null {
    let place: Place | null = this;
    while (place && place.position.seq > seq) place = place.before;
    return place?.position.seq === seq ? place : null;
  }
}

/** Hands that are remembered: whoever is further behind plays them anew. */
const HANDS_KEPT = 64;
/** Journals of one hand that can go on. */
const JOURNALS_KEPT = 4;
/** More than all the hands that are remembered. */
const WORDS_KEPT = 100_000;

/** What entries say, by their ids: all devices of a world have the same, so that an id is enough on a link. */
export class Words {
  readonly #bytes = new Map<string, Uint8Array>();

  put(key: string, bytes: Uint8Array): void {
    this.#bytes.set(key, bytes);
    if (this.#bytes.size <= WORDS_KEPT) return;
    for (const oldest of this.#bytes.keys()) {
      this.#bytes.delete(oldest);
      return;
    }
  }

  get(key: string): Uint8Array | undefined {
    return this.#bytes.get(key);
  }
}

/**
 * The table process, played once for all devices that share it: the same entries lead to the same place, so that a device
 * that gets an entry which another has played need not play it again. Devices that do not share it each play everything.
 */
export class Places {
  readonly #options: JournalOptions;
  readonly #program: number;
  /** By the id of the entry that the hand follows. */
  readonly #hands = new Map<string, HandStart>();
  readonly #words: Words;
  readonly #reached: (place: Place) => void;

  /** @param reached is told of every place once */
  constructor(options: JournalOptions, words: Words, reached: (place: Place) => void) {
    this.#options = options;
    this.#program = options.programs.newest.version;
    this.#words = words;
    this.#reached = reached;
  }

  /** The beginning of a hand. @param after hex of the id of the entry that it follows */
  begin(checkpoint: Uint8Array, after: string): HandStart {
    const known = this.#hands.get(after);
    if (known) return known;
    const journal = new Journal(checkpoint, this.#program, this.#options);
    const certified = readCertified(checkpoint, this.#options.verify);
    const begun: { -readonly [K in keyof HandStart]: HandStart[K] } = {
      hand: journal.hand,
      checkpoint,
      certified,
      opening: journal.opening,
      start: null as unknown as Place,
      places: new Map(),
      journals: new Map(),
    };
    begun.start = new Place(journal, begun, null, null);
    begun.journals.set(begun.start, journal);
    this.#hands.set(after, begun);
    if (this.#hands.size > HANDS_KEPT) {
      const [oldest] = this.#hands.keys();
      if (oldest !== undefined) this.#hands.delete(oldest);
    }
    this.#reached(begun.start);
    return begun;
  }

  /** Plays an input as the host of a term. @throws Refused: nothing has changed */
  append(from: Place, input: Uint8Array, timeMs: number, term: number, host: Signer): Place {
    const journal = this.#journalAt(from);
    const played = journal.append(input, timeMs, term, host);
    return this.#reach(from, journal, played);
  }

  handEndInput(from: Place, number: number, host: Signer): Uint8Array {
    return this.#journalAt(from).handEndInput(number, host);
  }

  /** Plays an entry that somebody else has written. @throws BadEntry, Divergence, NotSigned */
  follow(from: Place, key: string): Place {
    const known = from.begun.places.get(key);
    if (known && known.before === from) return known;
    const bytes = this.#words.get(key) ?? new Uint8Array();
    const journal = this.#journalAt(from);
    return this.#reach(from, journal, journal.replay(bytes));
  }

  /** The entry that an entry follows, by their ids; null: nobody has written it. */
  prevOf(begun: HandStart, key: string): string | null {
    const known = begun.places.get(key);
    if (known) return known.before?.key ?? null;
    const bytes = this.#words.get(key);
    return bytes ? toHex(readEntry(bytes, () => true).prev) : null;
  }

  #reach(from: Place, journal: Journal, played: PlayedEntry): Place {
    const { begun } = from;
    const place = new Place(journal, begun, from, played);
    begun.places.set(place.key, place);
    begun.journals.delete(from);
    begun.journals.set(place, journal);
    this.#words.put(place.key, played.bytes);
    this.#reached(place);
    return place;
  }

  /** A journal that stands there: it is played anew from the beginning where none does. */
  #journalAt(place: Place): Journal {
    const { begun } = place;
    const standing = begun.journals.get(place);
    if (standing) return standing;
    const journal = new Journal(begun.checkpoint, this.#program, this.#options);
    const way: Place[] = [];
    for (let at: Place = place; at.before; at = at.before) way.push(at);
    for (const { played } of way.reverse()) journal.replay((played as PlayedEntry).bytes);
    begun.journals.set(place, journal);
    if (begun.journals.size > JOURNALS_KEPT) {
      const [oldest] = begun.journals.keys();
      if (oldest) begun.journals.delete(oldest);
    }
    return journal;
  }
}
