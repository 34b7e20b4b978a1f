import type { OpenedCard } from '../../shared/deck/openedCard.ts';
import { seededDeck } from '../../shared/deck/seededDeck.ts';
import type { Body } from '../../shared/process/effects.ts';
import { type Looks, lookOf } from '../../shared/table/asks.ts';
import { type CardRandom, DeckLost, type TableDealer } from './dealer.ts';

const SEED_BYTES = 32;

/**
 * The stand-in dealer of a friends' table: the deck's order follows from a seed in the journal, so that a hand survives
 * its host. Every device could read the cards; the window says so. The cheat-proof deck takes its place.
 */
export class SeededDealer implements TableDealer {
  readonly #looks: () => Looks;
  readonly #random: CardRandom;
  #deck: { readonly seed: Uint8Array; readonly cards: readonly OpenedCard[] } | null = null;

  constructor(looks: () => Looks, random: CardRandom) {
    this.#looks = looks;
    this.#random = random;
  }

  async deckInput(): Promise<Body> {
    return { kind: 'DECK_SEED', seed: this.#random.bytes(SEED_BYTES) };
  }

  async open(_hand: number, places: readonly number[]): Promise<OpenedCard[]> {
    return places.map((place) => this.#card(place));
  }

  async load(): Promise<void> {
    this.#cards();
  }

  peek(_hand: number, places: readonly number[]): number[] | null {
    return this.#cards() ? places.map((place) => this.#card(place).card) : null;
  }

  async eraseBefore(): Promise<void> {
    this.#deck = null;
  }

  #card(place: number): OpenedCard {
    const card = this.#cards()?.[place];
    if (!card) throw new DeckLost(`There is no card at place ${place}.`);
    return card;
  }

  /** The deck of the hand that is on; null while it has none. */
  #cards(): readonly OpenedCard[] | null {
    const seed = lookOf(this.#looks(), 'hand')?.seed;
    if (!(seed instanceof Uint8Array)) return null;
    if (this.#deck?.seed !== seed) this.#deck = { seed, cards: seededDeck(seed) };
    return this.#deck.cards;
  }
}
