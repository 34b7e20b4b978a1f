import type { OpenedCard } from '../../../shared/deck/openedCard.ts';
import { seededDeck } from '../../../shared/deck/seededDeck.ts';
import { commitDeck } from '../../../shared/deck/standIn.ts';
import type { Body } from '../../../shared/process/effects.ts';
import { hash } from '../../../shared/process/hash.ts';
import type { Plain } from '../../../shared/process/plain.ts';
import { lookOf } from '../../../shared/table/asks.ts';
import type { DealerTells, DealtTable, TableDealer } from './tableDealer.ts';

/**
 * The cards of a simulated table: every device works out the same order from the world's seed. Nothing is secret, nothing
 * takes time: simulations use it where the deck is not what they are about.
 */
export class StandInDealer implements TableDealer {
  readonly faulty: readonly string[] = [];
  readonly #seed: Uint8Array;
  readonly #tells: DealerTells;
  #deck: { readonly hand: number; readonly cards: readonly OpenedCard[] } | null = null;
  #hand = 0;
  #isDealt = false;
  #isSaying = false;

  /** @param seed the same on all devices of the simulation */
  constructor(seed: Uint8Array, tells: DealerTells) {
    this.#seed = seed;
    this.#tells = tells;
  }

  follow({ hand, ask, looks, host, isQuiet }: DealtTable): void {
    this.#hand = hand;
    this.#isDealt = lookOf(looks, 'hand') !== undefined && ask.for !== 'deck';
    if (host === null || isQuiet) return;
    if (ask.for === 'deck')
      this.#say(host, { kind: 'STAND_IN_DECK', commitments: commitDeck(this.#cards()) });
    if (ask.for === 'board') {
      const cards = ask.places.map((place) => ({ ...this.#cards()[place] }) as unknown as Plain);
      this.#say(host, { kind: 'FACES', cards });
    }
  }

  async idle(): Promise<void> {}

  peek(_device: string, places: readonly number[]): readonly number[] | null {
    return this.#isDealt ? places.map((place) => this.#cards()[place]?.card ?? 0) : null;
  }

  async reveal(_device: string, places: readonly number[]): Promise<readonly OpenedCard[] | null> {
    return this.#isDealt ? places.map((place) => this.#cards()[place] as OpenedCard) : null;
  }

  stop(): void {
    this.#isSaying = true;
  }

  #say(device: string, body: Body): void {
    if (this.#isSaying) return;
    this.#isSaying = true;
    void this.#tells.say(device, body).then(() => {
      this.#isSaying = false;
    });
  }

  #cards(): readonly OpenedCard[] {
    if (this.#deck?.hand !== this.#hand) {
      const hand = new TextEncoder().encode(String(this.#hand));
      this.#deck = { hand: this.#hand, cards: seededDeck(hash('stand-in', this.#seed, hand)) };
    }
    return this.#deck.cards;
  }
}
