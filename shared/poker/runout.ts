import type { Chips, Seat } from './seats.ts';

export type Street = 'preflop' | 'flop' | 'turn' | 'river';

export const STREETS: readonly Street[] = ['preflop', 'flop', 'turn', 'river'];

/** How many board cards lie open on each street. */
export const BOARD_SIZE: Readonly<Record<Street, number>> = { preflop: 0, flop: 3, turn: 4, river: 5 };

export const HOLE_CARDS = 2;
export const FULL_BOARD = 5;

/** How many cards each deal still to come opens, for a board of 0, 3, 4 or 5 cards: [3, 1, 1], [1, 1], [1] or []. */
export function dealsToCome(boardSize: number): number[] {
  const sizes = STREETS.map((street) => BOARD_SIZE[street]).filter((size) => size >= boardSize);
  return sizes.slice(1).map((size, at) => size - (sizes[at] as number));
}

export interface RunTwiceInput {
  /** The table's setting. */
  enabled: boolean;
  /** True when no later round can have a decision (isBettingClosed). */
  bettingClosed: boolean;
  boardSize: number;
  /** The live seats and the chips behind each. */
  live: readonly { seat: Seat; stack: Chips }[];
}

/** True if the board may be run twice: setting on, two or more live, someone all-in, nothing left to act, cards to come. */
export function mayRunTwice({ enabled, bettingClosed, boardSize, live }: RunTwiceInput): boolean {
  return (
    enabled &&
    bettingClosed &&
    boardSize < FULL_BOARD &&
    live.length >= 2 &&
    live.some(({ stack }) => stack === 0)
  );
}

/** True if everybody in the pot agreed: one refusal or silence runs it once. */
export function agreedToRunTwice(live: readonly Seat[], agreed: readonly Seat[]): boolean {
  return live.every((seat) => agreed.includes(seat));
}

/** How many cards a rabbit hunt opens after a hand that ended with this board: 0 unless the setting is on. Costs and changes nothing. */
export function rabbitCards(enabled: boolean, boardSize: number): number {
  return enabled ? FULL_BOARD - boardSize : 0;
}
