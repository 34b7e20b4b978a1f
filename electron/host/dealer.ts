import { randomBytes, randomInt } from 'node:crypto';
import { join } from 'node:path';
import { DECK_CARDS, type OpenedCard } from '../../shared/deck/openedCard.ts';
import { commitDeck, SALT_BYTES } from '../../shared/deck/standIn.ts';
import type { Body } from '../../shared/process/effects.ts';
import { fromBytes, type Plain, toBytes } from '../../shared/process/plain.ts';
import { type FileSystem, HandKey, SecretFile } from './disk/index.ts';

/** Where a deck's order and its salts come from: nobody must be able to guess them. */
export interface CardRandom {
  /** A whole number from 0 to `limit` - 1, each equally likely. */
  below(limit: number): number;
  bytes(count: number): Uint8Array;
}

/** The operating system's random numbers. */
export const systemCardRandom: CardRandom = {
  below: (limit) => randomInt(limit),
  bytes: (count) => new Uint8Array(randomBytes(count)),
};

/** The deck of this hand is gone; `message` is a sentence for a person. */
export class DeckLost extends Error {
  override name = 'DeckLost';
}

/** Who makes the decks of one table and opens their cards on this device. */
export interface TableDealer {
  /** The input that makes the deck of this hand known. @throws DeckLost, DiskFailure */
  deckInput(hand: number): Promise<Body>;
  /** The cards at these places, with what proves them. @throws DeckLost, DiskFailure */
  open(hand: number, places: readonly number[]): Promise<OpenedCard[]>;
  /** Makes ready what `peek` answers from. @throws DeckLost, DiskFailure */
  load(hand: number): Promise<void>;
  /** The faces at these places; null while no deck of this hand is loaded. */
  peek(hand: number, places: readonly number[]): number[] | null;
  /** Forgets every hand before this one for ever. @throws DiskFailure */
  eraseBefore(hand: number): Promise<void>;
}

/**
 * The dealer of a practice table: shuffles locally, keeps the order in a file of its own, encrypted under a key that is
 * deleted when the hand ends, and opens what the table waits for. The order never enters the journal.
 */
export class Dealer implements TableDealer {
  readonly #fs: FileSystem;
  readonly #directory: string;
  readonly #dataKey: Uint8Array;
  readonly #tableId: string;
  readonly #random: CardRandom;
  #deck: { readonly hand: number; readonly cards: readonly OpenedCard[] } | null = null;

  constructor(fs: FileSystem, directory: string, dataKey: Uint8Array, tableId: string, random: CardRandom) {
    this.#fs = fs;
    this.#directory = directory;
    this.#dataKey = dataKey;
    this.#tableId = tableId;
    this.#random = random;
  }

  /**
   * The commitments to a hand's deck. It is shuffled once: it is on disk before this resolves, and the same ever after.
   * @throws DeckLost, DiskFailure
   */
  async shuffle(hand: number): Promise<Uint8Array> {
    const known = await this.#read(hand);
    const cards = known ?? shuffledDeck(this.#random);
    if (!known) {
      const key = await this.#key(hand).create();
      await this.#file(hand, key).write(toBytes(cards.map((card) => ({ ...card }))));
    }
    this.#deck = { hand, cards };
    return commitDeck(cards);
  }

  async deckInput(hand: number): Promise<Body> {
    return { kind: 'DECK', commitments: await this.shuffle(hand) };
  }

  /**
   * The cards at these places, with what proves them.
   * @throws DeckLost, DiskFailure
   */
  async open(hand: number, places: readonly number[]): Promise<OpenedCard[]> {
    await this.load(hand);
    return places.map((place) => this.#card(hand, place));
  }

  /** Reads the deck of a hand that has one, so that `peek` can answer. @throws DeckLost, DiskFailure */
  async load(hand: number): Promise<void> {
    if (this.#deck?.hand === hand) return;
    const cards = await this.#read(hand);
    if (!cards) throw new DeckLost('The deck of this hand is not on this device: the hand cannot go on.');
    this.#deck = { hand, cards };
  }

  /** The faces at these places of the loaded deck; null while no deck of this hand is loaded. */
  peek(hand: number, places: readonly number[]): number[] | null {
    return this.#deck?.hand === hand ? places.map((place) => this.#card(hand, place).card) : null;
  }

  /** Forgets every hand before this one for ever; a crash may have left more than the last. @throws DiskFailure */
  async eraseBefore(hand: number): Promise<void> {
    if (this.#deck && this.#deck.hand < hand) this.#deck = null;
    const entries = await this.#fs.list(this.#directory);
    const hands = new Set(entries.flatMap(({ name }) => handOfName(name) ?? []));
    for (const finished of [...hands].filter((number) => number < hand)) {
      await this.#key(finished).erase();
      await this.#file(finished, new Uint8Array(this.#dataKey.length)).erase();
    }
  }

  async #read(hand: number): Promise<readonly OpenedCard[] | null> {
    const key = await this.#key(hand).read();
    if (key.type === 'unreadable') {
      if (key.reason === 'missing') return null;
      throw new DeckLost(key.words);
    }
    const deck = await this.#file(hand, key.value).read();
    // A crash between the two writes left a key without a deck: nothing was committed to yet.
    if (deck.type === 'unreadable' && deck.reason === 'missing') return null;
    if (deck.type === 'unreadable') throw new DeckLost(deck.words);
    return (fromBytes(deck.value) as Plain[]).map((card) => card as unknown as OpenedCard);
  }

  #card(hand: number, place: number): OpenedCard {
    const card = this.#deck?.hand === hand ? this.#deck.cards[place] : undefined;
    if (!card) throw new DeckLost(`There is no card at place ${place}.`);
    return card;
  }

  #key(hand: number): HandKey {
    return new HandKey(
      this.#fs,
      join(this.#directory, `hand-${hand}.key`),
      this.#dataKey,
      this.#context(hand),
    );
  }

  #file(hand: number, key: Uint8Array): SecretFile {
    return new SecretFile(this.#fs, join(this.#directory, `hand-${hand}.deck`), key, this.#context(hand));
  }

  #context(hand: number): string {
    return `deck of hand ${hand} of table ${this.#tableId}`;
  }
}

/** The hand that a file of this directory belongs to; null: none. */
function handOfName(name: string): number | null {
  const digits = /^hand-(\d+)\./.exec(name)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** Fisher-Yates, without bias. */
function shuffledDeck(random: CardRandom): OpenedCard[] {
  const cards = Array.from({ length: DECK_CARDS }, (_, card) => card);
  for (let last = cards.length - 1; last > 0; last--) {
    const other = random.below(last + 1);
    const [a, b] = [cards[last] as number, cards[other] as number];
    cards[last] = b;
    cards[other] = a;
  }
  return cards.map((card, index) => ({ index, card, proof: random.bytes(SALT_BYTES) }));
}
