import type { Card, Seat } from '../poker/index.ts';
import { chapter, look, now, receive, type Story } from '../process/effects.ts';
import { type Deck, facesOf, openSilent, type SealedCard } from './deck.ts';
import type { Desk } from './desk.ts';
import { on } from './inputs.ts';

/** A device that must show its cards has this long before they are opened without it. */
export const SHOW_TIME_MS = 3_000;

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
 * Asks a seat to show its hole cards. Null: it mucks. A device that says nothing is taken for one that is cut off: nobody
 * gives up a pot by that, so its cards are opened without it.
 */
export const askToShow = chapter(
  'show',
  function* ({ seat, places, mustShow }: ShowRequest, deck: Deck, desk: Desk): Story<Card[] | null> {
    const timer = desk.clock.timer(yield* now(), SHOW_TIME_MS);
    let isSilent = false;
    yield* look(() => ({ seat, places, mustShow, endsMs: isSilent ? null : timer.endsMs() }));
    const said = yield* receive<Card[] | 'mucks' | 'silent'>({
      name: ['show', seat, mustShow],
      deadlineMs: timer.endsMs,
      judge: on<Card[] | 'mucks' | 'silent'>({
        SHOW: ({ cards }, { device }) => {
          const isOwner = device === desk.deviceAt(seat);
          const refuse = isOwner ? deck.refusal(cards, places, 'owner') : SHOW_REFUSALS.notYourCards;
          return refuse ? { refuse } : { take: facesOf(cards) };
        },
        MUCK: (_, { device }) => {
          if (device !== desk.deviceAt(seat)) return { refuse: SHOW_REFUSALS.notYourCards };
          return mustShow ? { refuse: SHOW_REFUSALS.mustShow } : { take: 'mucks' };
        },
        TIMEOUT: timer.over('silent'),
      }),
    });
    if (said === 'mucks') return null;
    if (said !== 'silent') return said;
    isSilent = true;
    return yield* openSilent(deck, places, { seat, device: desk.deviceAt(seat) });
  },
);
