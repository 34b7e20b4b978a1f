import {
  BOARD_SIZE,
  type Card,
  type Chips,
  FULL_BOARD,
  isBettingClosed,
  openPreflop,
  openRound,
  type Post,
  type Round,
  type Seat,
  STREETS,
  type Street,
  strength,
} from '../poker/index.ts';
import { beside, chapter, deal, look, now, type Story } from '../process/effects.ts';
import { countChips } from './chips.ts';
import type { Dealing } from './dealing.ts';
import { HandVoid, openCards, type SealedCard } from './deck.ts';
import type { Desk } from './desk.ts';
import { showResult } from './result.ts';
import { runOut } from './runout.ts';
import { showDown } from './showdown.ts';
import { playStreet } from './street.ts';
import { tell } from './tell.ts';

/** What is settled before the first card: who plays, in dealing order, and what they put in. */
export interface HandStart {
  readonly hand: number;
  /** Dealing order: first left of the button first. */
  readonly players: readonly {
    readonly seat: Seat;
    readonly device: string;
    readonly name: string;
    readonly stack: Chips;
  }[];
  readonly button: Seat;
  readonly smallBlind: Chips;
  readonly bigBlind: Chips;
  readonly posts: readonly Post[];
  /** No betting before the flop. */
  readonly bombPot: boolean;
}

/**
 * One hand from the shuffle to the chips pushed; returns every player's stack. One whose cards can no longer be opened is
 * void once all who are there say so: everybody has what the hand began with.
 */
export function* playHand(start: HandStart, desk: Desk, dealing: Dealing): Story<Map<Seat, Chips>> {
  try {
    return yield* playOut(start, desk, dealing);
  } catch (thrown) {
    if (!(thrown instanceof HandVoid)) throw thrown;
    yield* tell({ what: 'void' });
    desk.handIsOver();
    return new Map(start.players.map(({ seat, stack }) => [seat, stack]));
  }
}

const playOut = chapter('hand', function* (start: HandStart, desk: Desk, dealing: Dealing): Story<
  Map<Seat, Chips>
> {
  const { hand, players, button, smallBlind, bigBlind, posts, bombPot } = start;
  const clockwise = players.map(({ seat }) => seat);
  const chips = countChips(players, posts);
  const holeCards = new Map<Seat, SealedCard[]>(clockwise.map((seat) => [seat, []]));
  const shown = new Map<Seat, Card[]>();
  let board: Card[] = [];
  let secondBoard: Card[] | null = null;
  let street: Street = 'preflop';
  let riverAggressor: Seat | null = null;
  let turns = 0;

  const boards = () => (secondBoard ? [board, secondBoard] : [board]);
  yield* look(() => ({
    hand,
    button,
    smallBlind,
    bigBlind,
    posts: posts.map(({ seat, kind, amount }) => ({ seat, kind, amount })),
    street,
    clockwise,
    ...chips.shown(),
    holeCards: [...holeCards],
    shown: [...shown],
    boards: boards(),
    turns,
  }));

  yield* tell({
    what: 'hand',
    hand,
    button,
    smallBlind,
    bigBlind,
    bombPot,
    timeMs: yield* now(),
    players: players.map(({ seat, name, stack }) => ({ seat, name, stack })),
  });
  const deck = yield* dealing.take(players.map(({ device }) => device));
  yield* beside('shares', deck.serve());
  for (const { seat, kind, amount } of posts) yield* tell({ what: 'posts', seat, kind, amount });
  chips.gatherPosts();
  for (const round of [0, 1]) {
    for (const { seat, device } of players) {
      const card = yield* deal(deck.holeCard(device, round), device);
      holeCards.get(seat)?.push(card);
    }
  }
  yield* deck.deliver([...holeCards.values()].flat().toSorted((a, b) => a - b));

  function* bet(opened: Round): Story<Round> {
    const round = yield* playStreet(opened, { hand, nextTurn: () => ++turns, desk, isVoid: deck.isVoid });
    const uncalled = chips.gather(round);
    if (uncalled) yield* tell({ what: 'uncalled', seat: uncalled.seat, amount: uncalled.amount });
    return round;
  }

  let round = yield* bet(openPreflop({ bigBlind, seats: players, posts }));
  for (street of STREETS.slice(1)) {
    if (chips.live().length === 1 || isBettingClosed(round)) break;
    const places: SealedCard[] = [];
    for (let at = board.length; at < BOARD_SIZE[street]; at++) places.push(deck.boardCard(at, 0));
    const cards = yield* openCards(deck, places);
    board = [...board, ...cards];
    yield* tell({ what: 'street', street, cards, run: 0 });

    round = yield* bet(openRound(bigBlind, chips.seats()));
    if (street === 'river') riverAggressor = round.aggressor;
  }

  const isContested = chips.live().length > 1;
  const show = (seat: Seat, cards: Card[]) => shown.set(seat, cards);
  const claims = { deck, holeCards, shown, show, desk };
  if (isContested) {
    const pots = chips.pots();
    if (board.length < FULL_BOARD) {
      const live = chips.live().map((seat) => ({ seat, stack: chips.stackOf(seat) }));
      yield* runOut({
        ...claims,
        board,
        pots,
        clockwise,
        live,
        reveal: ([first = [], second = null]) => {
          board = first;
          secondBoard = second;
        },
      });
    }
    yield* showDown({ ...claims, pots, clockwise, riverAggressor });
  }

  const strengths = boards().map(
    (cards) => new Map([...shown].map(([seat, own]) => [seat, strength([...own, ...cards])])),
  );
  for (const { pot, board: at, winners } of chips.push(isContested ? strengths : [])) {
    for (const { seat, amount } of winners) {
      const [pots, all] = [chips.pots().length, boards().length];
      yield* tell({ what: 'wins', seat, amount, pot, pots, board: at, boards: all });
    }
  }
  yield* tell({ what: 'over', stacks: [...chips.stacks()].map(([seat, stack]) => ({ seat, stack })) });
  desk.handIsOver();
  yield* showResult({ ...claims, board, isContested });
  return chips.stacks();
});
