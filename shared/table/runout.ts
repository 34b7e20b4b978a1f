import {
  agreedToRunTwice,
  BOARD_SIZE,
  type Card,
  type Chips,
  dealsToCome,
  mayRunTwice,
  type Pot,
  type Seat,
  STREETS,
  type Street,
  showOrder,
} from '../poker/index.ts';
import { chapter, look, now, receiveUnless, type Story } from '../process/effects.ts';
import { openCards } from './deck.ts';
import { on } from './inputs.ts';
import { rest } from './rest.ts';
import { type Claims, showHand } from './showdown.ts';
import { tell } from './tell.ts';

/** How long cards lie open before the next street comes. */
export const RUNOUT_STREET_MS = 1_200;
/** How long players have to agree to run it twice. */
export const RUN_TWICE_MS = 10_000;

interface RunOut extends Claims {
  readonly board: readonly Card[];
  readonly pots: readonly Pot[];
  readonly clockwise: readonly Seat[];
  readonly live: readonly { readonly seat: Seat; readonly stack: Chips }[];
  /** Called with the boards as they grow. */
  readonly reveal: (boards: Card[][]) => void;
}

/** Nobody acts any more: all hands are tabled, the rest of the board comes street by street, once or twice. */
export const runOut = chapter('runout', function* (run: RunOut): Story<void> {
  const { board, pots, clockwise, live, desk } = run;
  for (const { seat } of showOrder({ pots, clockwise, riverAggressor: null, allTabled: true })) {
    yield* showHand(seat, true, run);
  }
  const isTwice =
    mayRunTwice({
      enabled: desk.settings().runItTwice,
      bettingClosed: true,
      boardSize: board.length,
      live,
    }) && (yield* askToRunTwice(run));
  if (isTwice) yield* tell({ what: 'runs twice' });

  const boards: Card[][] = isTwice ? [[...board], [...board]] : [[...board]];
  for (const [at, runBoard] of boards.entries()) {
    for (const count of dealsToCome(board.length)) {
      yield* rest('street', RUNOUT_STREET_MS, desk);
      const places = Array.from({ length: count }, (_, i) => run.deck.boardCard(runBoard.length + i, at));
      const cards = yield* openCards(run.deck, places);
      runBoard.push(...cards);
      run.reveal(boards.map((cards) => [...cards]));
      yield* tell({ what: 'street', street: streetOf(runBoard.length), cards, run: at });
    }
  }
  yield* rest('street', RUNOUT_STREET_MS, desk);
});

/** Everybody in the pot is asked; one refusal, or silence, and it is run once. */
const askToRunTwice = chapter('run twice', function* ({ live, desk }: RunOut): Story<boolean> {
  const seats = live.map(({ seat }) => seat);
  const agreed: Seat[] = [];
  let isRefused = false;
  const timer = desk.clock.timer(yield* now(), RUN_TWICE_MS);
  yield* look(() => ({ seats, agreed: [...agreed], endsMs: timer.endsMs() }));
  for (;;) {
    const answer = yield* receiveUnless<{ seat: Seat; agree: boolean } | 'silence'>({
      name: 'run twice',
      deadlineMs: timer.endsMs,
      unless: () => isRefused || agreedToRunTwice(seats, agreed),
      judge: on<{ seat: Seat; agree: boolean } | 'silence'>({
        RUN_TWICE: ({ agree }, { device }) => {
          const seat = seats.find((asked) => desk.deviceAt(asked) === device && !agreed.includes(asked));
          return seat === undefined ? null : { take: { seat, agree } };
        },
        TIMEOUT: timer.over('silence'),
      }),
    });
    if (answer === null) return !isRefused;
    if (answer === 'silence') return false;
    if (answer.agree) agreed.push(answer.seat);
    else isRefused = true;
  }
});

function streetOf(boardSize: number): Street {
  return STREETS.find((street) => BOARD_SIZE[street] === boardSize) ?? 'river';
}
