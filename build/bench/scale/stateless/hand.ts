import { holeIndex } from '../../../../shared/deck/indexMap.ts';
import {
  awardPots,
  buildPots,
  type Contribution,
  forcedPosts,
  isAnte,
  isLive,
  nextPositions,
  openPreflop,
  type Pot,
  type Round,
  type ShowTurn,
  showOrder,
  strength,
  totalAwarded,
  uncalledBet,
} from '../../../../shared/poker/index.ts';
import { RESULT_AFTER_FOLDS_MS, RESULT_AFTER_SHOWDOWN_MS } from '../../../../shared/table/result.ts';
import { PLAIN_RULES } from '../../../../shared/table/settings.ts';
import { NOTHING_IN, type Rows, type SeatRow, type TableRow } from './rows.ts';

/** The seats in the hand, in dealing order. */
export function players({ seats }: Rows): SeatRow[] {
  return seats.filter(isInHand).sort((a, b) => a.place - b.place);
}

function isInHand(row: SeatRow): row is SeatRow & { place: number } {
  return row.place !== null;
}

/** Those who have not folded, in dealing order. */
export function live(rows: Rows): SeatRow[] {
  return players(rows).filter(({ folded }) => !folded);
}

/** Where the hole cards of a seat lie in the deck. */
export function holePlaces(rows: Rows, { place }: SeatRow): number[] {
  const count = players(rows).length;
  return [0, 1].map((round) => holeIndex(round, place ?? 0, count));
}

/** Begins the next hand as soon as it can be dealt. */
export function beginHand(rows: Rows): void {
  const { table, seats } = rows;
  for (const row of seats) Object.assign(row, NOTHING_IN, { place: null });
  Object.assign(table, { phase: 'players', board: [], turn: 0, deadlineMs: null, actor: null });
  const positions = table.paused ? null : positionsOf(rows);
  if (!positions) return;
  for (const { seat, standing } of positions.standings) rowOf(seats, seat).standing = standing;
  for (const [place, seat] of positions.dealtIn.entries()) rowOf(seats, seat).place = place;
  const dealtIn = players(rows);
  const posts = forcedPosts({
    stakes: { smallBlind: table.smallBlind, bigBlind: table.bigBlind, anteRule: 'none', ante: 0 },
    seats: dealtIn,
    smallBlind: positions.smallBlind,
    bigBlind: positions.bigBlind,
    owed: positions.owed,
    straddle: false,
  });
  putRound(rows, openPreflop({ bigBlind: table.bigBlind, seats: dealtIn, posts }));
  for (const post of posts.filter((one) => !isLive(one))) {
    const row = rowOf(seats, post.seat);
    if (isAnte(post)) Object.assign(row, { ante: post.amount, anteShort: post.amount < post.owed });
    else row.dead += post.amount;
  }
  const { button, smallBlind, bigBlind } = positions.rotation;
  Object.assign(table, {
    phase: 'deck',
    street: 'preflop',
    riverAggressor: null,
    button,
    smallBlindSeat: smallBlind,
    bigBlindSeat: bigBlind,
  });
}

function positionsOf({ table, seats }: Rows) {
  const { button, smallBlindSeat, bigBlindSeat } = table;
  const isFirst = button === null || smallBlindSeat === null || bigBlindSeat === null;
  return nextPositions({
    rule: PLAIN_RULES.buttonRule,
    previous: isFirst ? null : { button, smallBlind: smallBlindSeat, bigBlind: bigBlindSeat },
    firstButton: seats.find(({ stack }) => stack > 0)?.seat ?? 0,
    seats: seats.map(({ seat, stack, standing }) => ({
      seat,
      ready: stack > 0,
      standing,
      entry: PLAIN_RULES.newcomers,
    })),
  });
}

/** The betting round that the rows hold. */
export function roundOf(rows: Rows): Round {
  const { bigBlind, level, fullRaise, actor, aggressor } = rows.table;
  const seats = players(rows).map(({ seat, stack, bet, folded, actedAt }) => ({
    seat,
    stack,
    bet,
    folded,
    actedAt,
  }));
  return { bigBlind, level, fullRaise, actor, aggressor, seats };
}

/** Writes a round back into the rows. */
export function putRound({ table, seats }: Rows, round: Round): void {
  const { level, fullRaise, actor, aggressor } = round;
  Object.assign(table, { level, fullRaise, actor, aggressor });
  for (const { seat, ...row } of round.seats) Object.assign(rowOf(seats, seat), row);
}

/** Gathers the bets of a round that is over: what nobody matched goes back. */
export function gather(rows: Rows): void {
  const all = players(rows);
  const uncalled = uncalledBet(all);
  for (const row of all) {
    const back = uncalled?.seat === row.seat ? uncalled.amount : 0;
    row.stack += back;
    row.gathered += row.bet - back;
    row.bet = 0;
  }
}

/** Whose turn it is to show; null: all have who must or want. */
export function nextToShow(rows: Rows): ShowTurn | null {
  const { riverAggressor } = rows.table;
  const clockwise = players(rows).map(({ seat }) => seat);
  const order = showOrder({ pots: potsOf(rows), clockwise, riverAggressor, allTabled: false });
  return order.find(({ seat }) => rowOf(rows.seats, seat).shown === null) ?? null;
}

/** Pushes the pots, and lets the result stand. */
export function award(rows: Rows, timeMs: number): void {
  const { table, seats } = rows;
  const strengths = new Map<number, number>();
  for (const { seat, shown } of live(rows))
    if (shown) strengths.set(seat, strength([...shown, ...table.board]));
  const boards = strengths.size > 0 ? [strengths] : [];
  const clockwise = players(rows).map(({ seat }) => seat);
  for (const [seat, amount] of totalAwarded(awardPots(potsOf(rows), boards, clockwise))) {
    const row = rowOf(seats, seat);
    row.won = amount;
    row.stack += amount;
  }
  table.phase = 'result';
  table.deadlineMs = timeMs + (strengths.size > 0 ? RESULT_AFTER_SHOWDOWN_MS : RESULT_AFTER_FOLDS_MS);
}

function potsOf(rows: Rows): Pot[] {
  return buildPots(
    players(rows).map(
      ({ seat, gathered, ante, anteShort, dead, folded, stack }): Contribution => ({
        seat,
        bet: gathered,
        ante,
        anteShort,
        dead,
        folded,
        allIn: stack === 0,
      }),
    ),
  );
}

/** @throws RangeError when nobody sits there */
export function rowOf(seats: readonly SeatRow[], seat: number): SeatRow {
  const row = seats.find((one) => one.seat === seat);
  if (!row) throw new RangeError(`nobody sits at ${seat}`);
  return row;
}

/** The next player's turn begins. */
export function beginTurn(table: TableRow): void {
  table.phase = 'move';
  table.turn += 1;
}
