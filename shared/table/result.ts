import type { OpenedCard } from '../deck/openedCard.ts';
import { type Card, rabbitCards, type Seat } from '../poker/index.ts';
import { chapter, look, now, receiveUnless, type Story } from '../process/effects.ts';
import { openCards } from './deck.ts';
import { on } from './inputs.ts';
import { SHOW_REFUSALS } from './show.ts';
import type { Claims } from './showdown.ts';
import { skipping } from './skipping.ts';
import { tell } from './tell.ts';

/** How long a result stands on the table. */
export const RESULT_AFTER_FOLDS_MS = 2_000;
export const RESULT_AFTER_SHOWDOWN_MS = 4_000;

interface Result extends Claims {
  readonly board: readonly Card[];
  readonly isContested: boolean;
}

type Said =
  | 'over'
  | 'rabbit'
  | { readonly skip: Seat }
  | { readonly show: Seat; readonly cards: readonly OpenedCard[] };

/** The result stands for a moment: who wants to show does, who may asks for the cards that would have come. */
export const showResult = chapter('result', function* (result: Result): Story<void> {
  const { deck, holeCards, shown, board, isContested, desk } = result;
  const timer = desk.clock.timer(
    yield* now(),
    isContested ? RESULT_AFTER_SHOWDOWN_MS : RESULT_AFTER_FOLDS_MS,
  );
  const skips = skipping(desk);
  let rabbit: Card[] = [];
  let toCome = isContested ? 0 : rabbitCards(desk.settings().rabbitHunt, board.length);
  yield* look(() => ({ endsMs: timer.endsMs(), skippers: skips.skippers(), rabbit, toCome }));

  const seatOf = (device: string) => [...holeCards.keys()].find((seat) => desk.deviceAt(seat) === device);

  for (;;) {
    const said = yield* receiveUnless<Said>({
      name: 'result',
      deadlineMs: timer.endsMs,
      unless: skips.isSkipped,
      judge: on<Said>({
        TIMEOUT: timer.over('over'),
        SKIP: skips.judge,
        SHOW: ({ cards }, { device }) => {
          const seat = seatOf(device);
          if (seat === undefined || shown.has(seat)) return { refuse: SHOW_REFUSALS.notYourCards };
          const refuse = deck.refusal(cards, holeCards.get(seat) ?? [], 'owner');
          return refuse ? { refuse } : { take: { show: seat, cards } };
        },
        RABBIT: (_, { device }) => (toCome > 0 && seatOf(device) !== undefined ? { take: 'rabbit' } : null),
      }),
    });
    if (said === null || said === 'over') return;
    if (said === 'rabbit') {
      const places = Array.from({ length: toCome }, (_, i) => deck.boardCard(board.length + i, 0));
      toCome = 0;
      rabbit = yield* openCards(deck, places);
      yield* tell({ what: 'rabbit', cards: rabbit });
    } else if ('skip' in said) {
      skips.add(said.skip);
    } else {
      const cards = said.cards.map(({ card }) => card);
      result.show(said.show, cards);
      yield* tell({ what: 'shows', seat: said.show, cards });
    }
  }
});
