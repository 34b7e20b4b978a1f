import { type Card, type Pot, type Seat, showOrder } from '../poker/index.ts';
import { chapter, type Story } from '../process/effects.ts';
import type { Deck, SealedCard } from './deck.ts';
import type { Desk } from './desk.ts';
import { askToShow } from './show.ts';
import { tell } from './tell.ts';

/** Who holds what, and who has shown, when it comes to showing. */
export interface Claims {
  readonly deck: Deck;
  readonly holeCards: ReadonlyMap<Seat, readonly SealedCard[]>;
  readonly shown: ReadonlyMap<Seat, readonly Card[]>;
  readonly show: (seat: Seat, cards: Card[]) => void;
  readonly desk: Desk;
}

/** Asks one seat for its cards, and says what it did. */
export function* showHand(seat: Seat, mustShow: boolean, claims: Claims): Story<void> {
  const { deck, holeCards, desk, show } = claims;
  const cards = yield* askToShow({ seat, places: holeCards.get(seat) ?? [], mustShow }, deck, desk);
  if (cards) {
    show(seat, cards);
    yield* tell({ what: 'shows', seat, cards });
  } else {
    yield* tell({ what: 'mucks', seat });
  }
}

/** The showdown: hands are shown in order; a later loser may muck and gives up its claim. */
export const showDown = chapter(
  'showdown',
  function* (
    claims: Claims & {
      readonly pots: readonly Pot[];
      readonly clockwise: readonly Seat[];
      readonly riverAggressor: Seat | null;
    },
  ): Story<void> {
    const { pots, clockwise, riverAggressor, shown } = claims;
    for (const { seat, mustShow } of showOrder({ pots, clockwise, riverAggressor, allTabled: false })) {
      if (!shown.has(seat)) yield* showHand(seat, mustShow, claims);
    }
  },
);
