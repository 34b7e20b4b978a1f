import { boardIndex, holeIndex } from '../deck/indexMap.ts';
import {
  type Award,
  awardPots,
  BOARD_SIZE,
  buildPots,
  type Card,
  type Chips,
  type Contribution,
  FULL_BOARD,
  isAnte,
  isBettingClosed,
  openPreflop,
  openRound,
  type Post,
  type Pot,
  type Round,
  type Seat,
  STREETS,
  type Street,
  strength,
  totalAwarded,
  uncalledBet,
} from '../poker/index.ts';
import { chapter, deal, look, now, type Story } from '../process/effects.ts';
import { openCards, type SealedCard, shuffle } from './deck.ts';
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

/** One hand from the shuffle to the chips pushed; returns every player's stack. */
export const playHand = chapter('hand', function* (start: HandStart, desk: Desk): Story<Map<Seat, Chips>> {
  const { hand, players, button, bigBlind, posts, bombPot } = start;
  const clockwise = players.map(({ seat }) => seat);
  const stacks = new Map(players.map(({ seat, stack }) => [seat, stack]));
  /** Live chips of finished streets. */
  const gathered = new Map<Seat, Chips>();
  const folded = new Set<Seat>();
  const holeCards = new Map<Seat, SealedCard[]>(clockwise.map((seat) => [seat, []]));
  const shown = new Map<Seat, Card[]>();
  let boards: Card[][] = [[]];
  let pots: Pot[] = [];
  let street: Street = 'preflop';
  let riverAggressor: Seat | null = null;
  let awards: Award[] = [];
  let turns = 0;

  yield* look(() => ({
    hand,
    button,
    bigBlind,
    smallBlind: start.smallBlind,
    posts: posts.map(({ seat, kind, amount }) => ({ seat, kind, amount })),
    street,
    clockwise,
    stacks: [...stacks],
    gathered: [...gathered],
    folded: [...folded],
    holeCards: [...holeCards],
    shown: [...shown],
    boards,
    pots: pots.map(({ amount, eligible }) => ({ amount, eligible })),
    awards: [...totalAwarded(awards)],
    turns,
  }));

  const live = () => clockwise.filter((seat) => !folded.has(seat));
  const stackOf = (seat: Seat) => stacks.get(seat) ?? 0;
  const seatsNow = () => clockwise.map((seat) => ({ seat, stack: stackOf(seat), folded: folded.has(seat) }));
  const posted = (seat: Seat) => posts.filter((post) => post.seat === seat);
  const total = (amounts: readonly Post[]) => amounts.reduce((sum, { amount }) => sum + amount, 0);

  const contributions = (): Contribution[] =>
    clockwise.map((seat) => {
      const antes = posted(seat).filter(isAnte);
      return {
        seat,
        bet: gathered.get(seat) ?? 0,
        ante: total(antes),
        anteShort: antes.some(({ amount, owed }) => amount < owed),
        dead: total(posted(seat).filter(({ kind }) => kind === 'missed-small-blind')),
        folded: folded.has(seat),
        allIn: stackOf(seat) === 0,
      };
    });

  /** After a street: what nobody matched goes back, the rest into the pots. */
  function* gather(round: Round): Story<void> {
    const uncalled = uncalledBet(round.seats);
    for (const { seat, stack, bet, folded: isFolded } of round.seats) {
      const back = uncalled?.seat === seat ? uncalled.amount : 0;
      stacks.set(seat, stack + back);
      gathered.set(seat, (gathered.get(seat) ?? 0) + bet - back);
      if (isFolded) folded.add(seat);
    }
    if (uncalled) yield* tell({ what: 'uncalled', seat: uncalled.seat, amount: uncalled.amount });
    pots = buildPots(contributions());
  }

  const nextTurn = () => {
    turns += 1;
    return turns;
  };

  yield* tell({
    what: 'hand',
    hand,
    button,
    smallBlind: start.smallBlind,
    bigBlind,
    bombPot,
    timeMs: yield* now(),
    players: players.map(({ seat, name, stack }) => ({ seat, name, stack })),
  });
  const deck = yield* shuffle();
  for (const { seat, kind, amount } of posts) yield* tell({ what: 'posts', seat, kind, amount });
  pots = buildPots(contributions());
  for (const round of [0, 1]) {
    for (const [place, { seat, device }] of players.entries()) {
      const card = yield* deal(holeIndex(round, place, players.length), device);
      holeCards.get(seat)?.push(card);
    }
  }

  let round = openPreflop({ bigBlind, seats: players, posts });
  if (bombPot) round = { ...round, actor: null };
  round = yield* playStreet(round, { hand, nextTurn, desk });
  yield* gather(round);

  for (street of STREETS.slice(1)) {
    if (live().length === 1 || isBettingClosed(round)) break;
    const [board = []] = boards;
    const places = [];
    for (let at = board.length; at < BOARD_SIZE[street]; at++) places.push(boardIndex(at, 0, players.length));
    const cards = yield* openCards(deck, places);
    boards = [[...board, ...cards]];
    yield* tell({ what: 'street', street, cards, run: 0 });

    round = yield* playStreet(openRound(bigBlind, seatsNow()), { hand, nextTurn, desk });
    yield* gather(round);
    if (street === 'river') riverAggressor = round.aggressor;
  }

  const isContested = live().length > 1;
  const isOpen = (boards[0]?.length ?? 0) < FULL_BOARD;
  if (isContested) {
    const claims = { deck, holeCards, shown, pots, clockwise, desk };
    if (isOpen) {
      boards = yield* runOut({
        ...claims,
        board: boards[0] ?? [],
        live: live().map((seat) => ({ seat, stack: stackOf(seat) })),
        show: (seat, cards) => shown.set(seat, cards),
        reveal: (next) => {
          boards = next;
        },
      });
    }
    yield* showDown({ ...claims, riverAggressor, show: (seat, cards) => shown.set(seat, cards) });
  }

  const strengths = boards.map(
    (board) =>
      new Map([...shown].map(([seat, cards]) => [seat, isContested ? strength([...cards, ...board]) : 0])),
  );
  awards = awardPots(pots, strengths, clockwise);
  for (const { pot, board, winners } of awards) {
    for (const { seat, amount } of winners) {
      stacks.set(seat, stackOf(seat) + amount);
      yield* tell({ what: 'wins', seat, amount, pot, pots: pots.length, board, boards: boards.length });
    }
  }
  yield* tell({ what: 'over', stacks: [...stacks].map(([seat, stack]) => ({ seat, stack })) });
  yield* showResult({
    deck,
    holeCards,
    shown,
    board: boards[0] ?? [],
    players: players.length,
    isContested,
    desk,
    show: (seat, cards) => shown.set(seat, cards),
  });
  return stacks;
});
