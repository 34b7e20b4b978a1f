import type { OpenedCard } from '../deck/openedCard.ts';
import type { Card, Seat } from '../poker/index.ts';
import { chapter, look, now, receiveUnless, type Story, unseal } from '../process/effects.ts';
import { on } from './inputs.ts';

export const DECK_REFUSALS = {
  otherCards: 'Those are not the cards that are to be opened.',
  notCommitted: 'That card is not the one the deck was made with.',
} as const;

/** A card as the table holds it: its place in the deck. Its face is known to its owner's device only. */
export type SealedCard = number;

/** A shuffled deck, sealed. */
export interface Deck {
  /** Where a hole card of a device lies: a fixed function of who holds the deck. @param round 0 or 1 */
  holeCard(device: string, round: number): SealedCard;
  /** Where a card of the board lies. @param place 0 to 4 @param run 0, or 1 for the second run */
  boardCard(place: number, run: number): SealedCard;
  /** Runs beside the hand: what devices send so that cards can be opened. */
  serve(): Story<void>;
  /** Goes on once the owners of these cards can read them. */
  deliver(places: readonly SealedCard[]): Story<void>;
  /** From this time on the devices may open these cards for everybody; null: no longer. */
  ask(request: (OpenRequest & { readonly fromMs: number }) | null): void;
  /** Too few devices answer, and all players that do have called the hand off. */
  isVoid(): boolean;
  /** Why these are not the faces of the cards at `places`; null: they are, as far as the program can tell. */
  refusal(
    opened: readonly OpenedCard[],
    places: readonly SealedCard[],
    by: 'shares' | 'owner',
  ): string | null;
}

/** Cards that are to be opened, for everybody. */
export interface OpenRequest {
  /** BOARD: the table's. OPEN: those of a seat that says nothing. */
  readonly kind: 'BOARD' | 'OPEN';
  readonly places: readonly SealedCard[];
}

/** Thrown through the hand: its cards cannot be opened, and it counts for nothing. */
export class HandVoid {}

/** Opens cards of the table for everybody. */
export function openCards(deck: Deck, places: readonly SealedCard[]): Story<Card[]> {
  return open(deck, { kind: 'BOARD', places }, null);
}

/** Opens the cards of a seat whose device says nothing; it may still do so itself. */
export function openSilent(
  deck: Deck,
  places: readonly SealedCard[],
  owner: { readonly seat: Seat; readonly device: string },
): Story<Card[]> {
  return open(deck, { kind: 'OPEN', places }, owner);
}

/** Waits for faces: the host says them, and what shows that they are right is in the journal before. */
const open = chapter(
  'open',
  function* (
    deck: Deck,
    request: OpenRequest,
    owner: { readonly seat: Seat; readonly device: string } | null,
  ): Story<Card[]> {
    const { places } = request;
    yield* look(() => ({ places, seat: owner?.seat ?? null }));
    yield* unseal(places);
    deck.ask({ ...request, fromMs: yield* now() });
    const cards = yield* receiveUnless<Card[]>({
      name: [request.kind, ...places],
      unless: deck.isVoid,
      judge: on<Card[]>({
        FACES: ({ cards }) => {
          const refuse = deck.refusal(cards, places, 'shares');
          return refuse ? { refuse } : { take: facesOf(cards) };
        },
        SHOW: ({ cards }, { device }) => {
          if (device !== owner?.device) return null;
          const refuse = deck.refusal(cards, places, 'owner');
          return refuse ? { refuse } : { take: facesOf(cards) };
        },
      }),
    });
    deck.ask(null);
    if (cards === null) throw new HandVoid();
    return cards;
  },
);

export function facesOf(cards: readonly OpenedCard[]): Card[] {
  return cards.map(({ card }) => card);
}

/** Whether these are faces for exactly these places, in order. */
export function areFor(opened: readonly OpenedCard[], places: readonly SealedCard[]): boolean {
  return opened.length === places.length && opened.every(({ index }, i) => index === places[i]);
}
