import type { OwedPost } from './posts.ts';
import { MIN_SEATS, type Seat } from './seats.ts';

/**
 * Where the last hand's button and blinds lay, kept from hand to hand. These are places, not players: the seat may be empty by now, and the small
 * blind's place is remembered even when nobody posted it.
 */
export interface Rotation {
  button: Seat;
  smallBlind: Seat;
  bigBlind: Seat;
}

export type ButtonRule = 'moving' | 'dead';

/** What a seat has let pass since it last paid its share. A newcomer has `big` missed from the start. */
export interface MissedBlinds {
  big: boolean;
  small: boolean;
}

/** What a table at which somebody sits down writes for that seat. */
export const NEWCOMER: Readonly<MissedBlinds> = { big: true, small: false };

export const NOTHING_MISSED: Readonly<MissedBlinds> = { big: false, small: false };

/** An occupied seat as it stands between two hands. */
export interface WaitingSeat {
  seat: Seat;
  /** True if it has chips and is not sitting out. */
  ready: boolean;
  missed: MissedBlinds;
  /** A seat that missed blinds posts them at the first place where that is allowed, or waits for the big blind to reach it. */
  entry: 'post' | 'wait';
}

export interface PositionsInput {
  rule: ButtonRule;
  /** Null at a table's first hand. */
  previous: Rotation | null;
  /** Who has the button at the first hand; read only when `previous` is null. Must be ready. */
  firstButton: Seat;
  seats: readonly WaitingSeat[];
}

export interface Positions {
  rotation: Rotation;
  /** In dealing order: first seat left of the button first, so the button, unless dead, is last. */
  dealtIn: Seat[];
  /** Where the button lies; a dead button lies at a seat that is not dealt in. */
  button: Seat;
  /** Who posts the small blind; null when it is dead. */
  smallBlind: Seat | null;
  bigBlind: Seat;
  /** What dealt-in seats make up before this hand, in dealing order. */
  owed: OwedPost[];
  /** What every occupied seat has missed once this hand's blinds are posted, in the order of the input. */
  missed: (MissedBlinds & { seat: Seat })[];
}

/** The positions of the next hand; null if fewer than two seats can be dealt in. */
export function nextPositions(input: PositionsInput): Positions | null {
  const ready = input.seats.filter((entry) => entry.ready);
  if (ready.length < MIN_SEATS) return null;
  throw new Error('not written yet');
}

/** A bomb pot is dealt to every ready seat around the button of the last hand; rotation and missed blinds stay as they were. */
export function bombPotPositions(input: PositionsInput): { dealtIn: Seat[]; button: Seat } | null {
  const ready = input.seats.filter((entry) => entry.ready);
  if (ready.length < MIN_SEATS) return null;
  throw new Error('not written yet');
}
