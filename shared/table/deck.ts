import type { OpenedCard } from '../deck/openedCard.ts';
import { seededDeck } from '../deck/seededDeck.ts';
import { commitDeck, isCommitted } from '../deck/standIn.ts';
import type { Card, Seat } from '../poker/index.ts';
import { chapter, look, now, receive, type Story } from '../process/effects.ts';
import { hash } from '../process/hash.ts';
import type { Desk } from './desk.ts';
import { on } from './inputs.ts';

/** A device that must show its cards has this long before they are opened without it. */
export const SHOW_TIME_MS = 3_000;

export const DECK_REFUSALS = {
  otherCards: 'Those are not the cards that are to be opened.',
  notCommitted: 'That card is not the one the deck was made with.',
} as const;

/** A card as the table holds it: its place in the deck. Its face is known to its owner's device only. */
export type SealedCard = number;

/** A shuffled deck, sealed. */
export interface Deck {
  /** Names the dealer's commitments. */
  readonly id: Uint8Array;
  /** What the order follows from, at a table that has only the stand-in deck; null: the dealer alone knows it. */
  readonly seed: Uint8Array | null;
  /** Why these are not the faces of the cards at `places`; null: they are. */
  refusal(opened: readonly OpenedCard[], places: readonly SealedCard[]): string | null;
}

/** Waits for a shuffled deck: one that is sealed on this device, or the stand-in that all devices of a table share. */
export const shuffle = chapter('shuffle', function* (desk: Pick<Desk, 'isPractice'>): Story<Deck> {
  yield* look(() => ({ waitsFor: 'deck' }));
  return yield* receive<Deck>({
    name: 'deck',
    judge: on<Deck>(
      desk.isPractice()
        ? { DECK: ({ commitments }) => ({ take: deckOf(commitments, null) }) }
        : { DECK_SEED: ({ seed }) => ({ take: deckOf(commitDeck(seededDeck(seed)), seed) }) },
    ),
  });
});

function deckOf(commitments: Uint8Array, seed: Uint8Array | null): Deck {
  return {
    id: hash('deck', commitments),
    seed,
    refusal: (opened, places) => {
      const isThese = opened.length === places.length && opened.every(({ index }, i) => index === places[i]);
      if (!isThese) return DECK_REFUSALS.otherCards;
      return opened.every((card) => isCommitted(commitments, card)) ? null : DECK_REFUSALS.notCommitted;
    },
  };
}

/** Opens cards for everybody. */
export const openCards = chapter('open', function* (deck: Deck, places: readonly SealedCard[]): Story<
  Card[]
> {
  yield* look(() => ({ places }));
  return yield* receive<Card[]>({
    name: ['board', ...places],
    judge: on({
      BOARD: ({ cards }) => {
        const refuse = deck.refusal(cards, places);
        return refuse ? { refuse } : { take: cards.map(({ card }) => card) };
      },
    }),
  });
});

export const SHOW_REFUSALS = {
  mustShow: 'These cards must be shown.',
  notYourCards: 'It is not your turn to show.',
} as const;

export interface ShowRequest {
  readonly seat: Seat;
  readonly places: readonly SealedCard[];
  readonly mustShow: boolean;
}

/**
 * Asks a seat to show its hole cards. Null: it mucks, or, being free to, lets the time pass. Once the time is over they
 * may be opened without a device that stays silent: those that must be shown, and those that may win, since nobody gives
 * up a pot by being cut off.
 */
export const askToShow = chapter(
  'show',
  function* ({ seat, places, mustShow }: ShowRequest, deck: Deck, desk: Desk): Story<Card[] | null> {
    const timer = desk.clock.timer(yield* now(), SHOW_TIME_MS);
    yield* look(() => ({ seat, places, mustShow, endsMs: timer.endsMs() }));
    return yield* receive<Card[] | null>({
      name: ['show', seat, mustShow],
      deadlineMs: mustShow ? () => null : timer.endsMs,
      judge: on<Card[] | null>({
        SHOW: ({ cards }, { device }) => {
          const refuse =
            device === desk.deviceAt(seat) ? deck.refusal(cards, places) : SHOW_REFUSALS.notYourCards;
          return refuse ? { refuse } : { take: cards.map(({ card }) => card) };
        },
        MUCK: (_, { device }) => {
          if (device !== desk.deviceAt(seat)) return { refuse: SHOW_REFUSALS.notYourCards };
          return mustShow ? { refuse: SHOW_REFUSALS.mustShow } : { take: null };
        },
        TIMEOUT: mustShow ? () => null : timer.over(null),
        OPEN: ({ seat: opened, cards }, { timeMs }) => {
          if (opened !== seat || !timer.isOver(timeMs)) return null;
          const refuse = deck.refusal(cards, places);
          return refuse ? { refuse } : { take: cards.map(({ card }) => card) };
        },
      }),
    });
  },
);
