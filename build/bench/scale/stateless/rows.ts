import type { Card, Chips, Seat, Standing, Street } from '../../../../shared/poker/index.ts';

/** What a table waits for. `over`: the hand has been played, and the next is to be begun. */
export type Phase = 'players' | 'deck' | 'move' | 'board' | 'show' | 'result' | 'over';

/** A table as one row. */
export interface TableRow {
  /** Hex of the device whose words count for the dealer and the clock. */
  readonly host: string;
  readonly maxSeats: number;
  readonly smallBlind: Chips;
  readonly bigBlind: Chips;
  readonly minBuyIn: Chips;
  readonly maxBuyIn: Chips;
  paused: boolean;
  /** The highest input number taken from the host. */
  hostNumber: number;
  hand: number;
  phase: Phase;
  /** Where button and blinds of the last hand that was dealt lie; null before the first. */
  button: Seat | null;
  smallBlindSeat: Seat | null;
  bigBlindSeat: Seat | null;
  street: Street;
  level: Chips;
  fullRaise: Chips;
  actor: Seat | null;
  aggressor: Seat | null;
  riverAggressor: Seat | null;
  turn: number;
  board: readonly Card[];
  /** When the clock may speak, table time in ms; null: nothing is timed. */
  deadlineMs: number | null;
}

/** A player as one row. */
export interface SeatRow {
  readonly seat: Seat;
  /** Hex of the device's key. */
  readonly device: string;
  readonly name: string;
  /** The highest input number taken from the device. */
  number: number;
  /** Chips behind, always up to date. */
  stack: Chips;
  standing: Standing;
  /** Place in dealing order; null: not in the hand. */
  place: number | null;
  bet: Chips;
  /** Live chips of finished streets. */
  gathered: Chips;
  ante: Chips;
  anteShort: boolean;
  dead: Chips;
  folded: boolean;
  actedAt: Chips | null;
  /** Hole cards that were shown; null: none were. */
  shown: readonly Card[] | null;
  won: Chips;
}

/** All rows of a table. */
export interface Rows {
  readonly table: TableRow;
  /** By seat, ascending. */
  readonly seats: SeatRow[];
  /** What the hand's deck is committed to; loaded only for inputs that open cards. */
  commitments: Uint8Array | null;
}

/** Whether an input of this kind reads the deck's row. */
export function needsDeck(kind: string): boolean {
  return kind === 'FACES' || kind === 'SHOW';
}

/** The rows of a table where nobody sits yet. */
export function newTableRow(
  host: string,
  settings: Pick<TableRow, 'maxSeats' | 'smallBlind' | 'bigBlind' | 'minBuyIn' | 'maxBuyIn'>,
): TableRow {
  const { maxSeats, smallBlind, bigBlind, minBuyIn, maxBuyIn } = settings;
  return {
    host,
    maxSeats,
    smallBlind,
    bigBlind,
    minBuyIn,
    maxBuyIn,
    paused: true,
    hostNumber: 0,
    hand: 1,
    phase: 'players',
    button: null,
    smallBlindSeat: null,
    bigBlindSeat: null,
    street: 'preflop',
    level: 0,
    fullRaise: 0,
    actor: null,
    aggressor: null,
    riverAggressor: null,
    turn: 0,
    board: [],
    deadlineMs: null,
  };
}

/** A player who has just sat down at a table that has not dealt yet. */
export function newSeatRow(who: Pick<SeatRow, 'seat' | 'device' | 'name' | 'number' | 'stack'>): SeatRow {
  return { ...who, standing: 'paid-up', place: null, ...NOTHING_IN };
}

/** What a seat has in a hand that begins. */
export const NOTHING_IN = {
  bet: 0,
  gathered: 0,
  ante: 0,
  anteShort: false,
  dead: 0,
  folded: false,
  actedAt: null,
  shown: null,
  won: 0,
} as const;
