import { boardIndex } from '../../../../shared/deck/indexMap.ts';
import type { OpenedCard } from '../../../../shared/deck/openedCard.ts';
import { isCommitted } from '../../../../shared/deck/standIn.ts';
import {
  type Action,
  act,
  BOARD_SIZE,
  isBettingClosed,
  isRefusal,
  legalActions,
  openRound,
  REFUSAL_SENTENCES,
  STREETS,
} from '../../../../shared/poker/index.ts';
import { HAND_END } from '../../../../shared/process/checkpoint.ts';
import { toHex } from '../../../../shared/process/hash.ts';
import type { Input } from '../../../../shared/process/input.ts';
import { DUPLICATE } from '../../../../shared/process/journal.ts';
import { NOT_EXPECTED, Refused } from '../../../../shared/process/run.ts';
import { areFor, DECK_REFUSALS, facesOf } from '../../../../shared/table/deck.ts';
import { DESK_REFUSALS } from '../../../../shared/table/desk.ts';
import { on, type TableInputOf } from '../../../../shared/table/inputs.ts';
import { SHOW_REFUSALS, SHOW_TIME_MS } from '../../../../shared/table/show.ts';
import { TURN_REFUSALS } from '../../../../shared/table/turn.ts';
import {
  award,
  beginHand,
  beginTurn,
  gather,
  holePlaces,
  live,
  nextToShow,
  players,
  putRound,
  roundOf,
  rowOf,
} from './hand.ts';
import { newSeatRow, type Rows } from './rows.ts';

/** Words for what the recorded hands never do, and this server does not play. */
export const NO_RUNOUT = 'This server plays no hand on when everybody is all-in.';

/** A step that an input was judged to be: it changes the rows. */
type Step = () => void;

/**
 * Plays one input on the rows of its table, by the rules of shared/poker; the rows are changed in place.
 * @param timeMs table time
 * @throws Refused with a sentence for its author; the rows may have been touched then and are to be dropped
 */
export function takeInput(rows: Rows, input: Input, timeMs: number): void {
  const { table, seats } = rows;
  const device = toHex(input.device);
  const own = seats.find((row) => row.device === device);
  const lastNumber = device === table.host ? table.hostNumber : (own?.number ?? 0);
  if (input.number <= lastNumber) throw new Refused(DUPLICATE);
  stepOf(rows, input, timeMs)();
  if (device === table.host) table.hostNumber = input.number;
  const row = seats.find((one) => one.device === device);
  if (row) row.number = input.number;
}

function stepOf(rows: Rows, { device, number, body }: Input, timeMs: number): Step {
  const { table } = rows;
  const arrival = { device: toHex(device), host: table.host, body, timeMs };
  if (body.kind === HAND_END) {
    if (arrival.device !== table.host || table.phase !== 'over') throw new Refused(NOT_EXPECTED);
    return () => nextHand(rows);
  }
  const taken = on<Step>({
    TERM_START: () => ({ take: () => {} }),
    SIT: (sit, author) => take(() => sitDown(rows, sit, author.device, number)),
    RESUME: (_, author) => take(() => resume(rows, author.device)),
    STAND_IN_DECK: ({ commitments }) => take(() => startHand(rows, commitments)),
    MOVE: (move, author) => take(() => moveOn(rows, move, author.device, timeMs)),
    FACES: ({ cards }) => take(() => openStreet(rows, cards)),
    SHOW: ({ cards }, author) => take(() => show(rows, cards, author.device, timeMs)),
    TIMEOUT: () => take(() => timeOut(rows, timeMs)),
  })(arrival);
  if (taken === null) throw new Refused(NOT_EXPECTED);
  if ('refuse' in taken) throw new Refused(taken.refuse);
  return taken.take;
}

function take(step: Step): { take: Step } {
  return { take: step };
}

function sitDown(
  { table, seats }: Rows,
  { seat, name, buyIn }: TableInputOf<'SIT'>,
  device: string,
  number: number,
): void {
  if (seats.some((row) => row.device === device)) throw new Refused(DESK_REFUSALS.seated);
  if (seat >= table.maxSeats) throw new Refused(DESK_REFUSALS.noSuchSeat);
  if (seats.some((row) => row.seat === seat)) throw new Refused(DESK_REFUSALS.seatTaken);
  if (buyIn < table.minBuyIn || buyIn > table.maxBuyIn) throw new Refused(DESK_REFUSALS.buyIn);
  seats.push(newSeatRow({ seat, device, name, number, stack: buyIn }));
  seats.sort((a, b) => a.seat - b.seat);
}

function resume(rows: Rows, device: string): void {
  const { table } = rows;
  if (device !== table.host) throw new Refused(DESK_REFUSALS.notOpener);
  table.paused = false;
  if (table.phase === 'players') beginHand(rows);
}

function startHand(rows: Rows, commitments: Uint8Array): void {
  if (rows.table.phase !== 'deck') throw new Refused(NOT_EXPECTED);
  rows.commitments = commitments;
  beginTurn(rows.table);
}

function moveOn(rows: Rows, move: TableInputOf<'MOVE'>, device: string, timeMs: number): void {
  const { table, seats } = rows;
  if (table.phase !== 'move' || table.actor === null) throw new Refused(NOT_EXPECTED);
  if (move.hand !== table.hand) throw new Refused(TURN_REFUSALS.otherHand);
  const { actor } = table;
  if (device !== rowOf(seats, actor).device) throw new Refused(REFUSAL_SENTENCES['not-your-turn']);
  if (move.turn !== table.turn) throw new Refused(TURN_REFUSALS.otherTurn);
  if (table.paused) throw new Refused(TURN_REFUSALS.paused);
  const round = roundOf(rows);
  const next = act(round, actor, actionOf(move));
  if (isRefusal(next)) throw new Refused(REFUSAL_SENTENCES[next.refused]);
  const { callAmount } = legalActions(round);
  if (move.action === 'call' && move.amount !== callAmount) throw new Refused(TURN_REFUSALS.otherAmount);
  putRound(rows, next);
  if (next.actor !== null) beginTurn(table);
  else endStreet(rows, isBettingClosed(next), timeMs);
}

function actionOf({ action, amount }: TableInputOf<'MOVE'>): Action {
  return action === 'raise' ? { type: 'raise', to: amount } : { type: action };
}

function endStreet(rows: Rows, isClosed: boolean, timeMs: number): void {
  const { table } = rows;
  gather(rows);
  if (live(rows).length === 1) {
    award(rows, timeMs);
  } else if (table.street === 'river') {
    table.riverAggressor = table.aggressor;
    table.phase = 'show';
    table.deadlineMs = timeMs + SHOW_TIME_MS;
  } else {
    if (isClosed) throw new Refused(NO_RUNOUT);
    table.street = STREETS[STREETS.indexOf(table.street) + 1] ?? 'river';
    table.phase = 'board';
  }
}

/** Where the cards lie that the street needs. */
export function boardPlaces(rows: Rows): number[] {
  const { board, street } = rows.table;
  const count = players(rows).length;
  const places: number[] = [];
  for (let at = board.length; at < BOARD_SIZE[street]; at++) places.push(boardIndex(at, 0, count));
  return places;
}

function openStreet(rows: Rows, cards: readonly OpenedCard[]): void {
  const { table } = rows;
  if (table.phase !== 'board') throw new Refused(NOT_EXPECTED);
  checkCards(rows, cards, boardPlaces(rows));
  table.board = [...table.board, ...facesOf(cards)];
  putRound(rows, openRound(table.bigBlind, players(rows)));
  beginTurn(table);
}

function show(rows: Rows, cards: readonly OpenedCard[], device: string, timeMs: number): void {
  const { table, seats } = rows;
  const asked = table.phase === 'show' ? nextToShow(rows) : null;
  if (!asked) throw new Refused(NOT_EXPECTED);
  const row = rowOf(seats, asked.seat);
  if (row.device !== device) throw new Refused(SHOW_REFUSALS.notYourCards);
  checkCards(rows, cards, holePlaces(rows, row));
  row.shown = facesOf(cards);
  if (nextToShow(rows)) table.deadlineMs = timeMs + SHOW_TIME_MS;
  else award(rows, timeMs);
}

function checkCards({ commitments }: Rows, cards: readonly OpenedCard[], places: readonly number[]): void {
  if (!areFor(cards, places)) throw new Refused(DECK_REFUSALS.otherCards);
  const isRight = commitments !== null && cards.every((card) => isCommitted(commitments, card));
  if (!isRight) throw new Refused(DECK_REFUSALS.notCommitted);
}

function timeOut({ table }: Rows, timeMs: number): void {
  const { phase, deadlineMs } = table;
  if (phase !== 'result' || deadlineMs === null || timeMs < deadlineMs) throw new Refused(NOT_EXPECTED);
  table.phase = 'over';
  table.deadlineMs = null;
}

function nextHand(rows: Rows): void {
  rows.table.hand += 1;
  beginHand(rows);
}
