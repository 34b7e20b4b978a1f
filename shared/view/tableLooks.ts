import type { Card, Chips, PostKind, Pot, Round, Seat, Street } from '../poker/index.ts';
import { type Looks, lookOf } from '../table/asks.ts';
import type { SealedCard } from '../table/deck.ts';
import type { Account, Seated } from '../table/game.ts';
import type { Member } from '../table/members.ts';
import type { Settings } from '../table/settings.ts';

/** What the views read of the front desk's look. */
export interface DeskLook {
  readonly seats: readonly Seated[];
  readonly leaving: readonly Seat[];
  readonly topUps: readonly (readonly [Seat, Chips])[];
  readonly settings: Settings;
  readonly nextSettings: Settings | null;
  readonly paused: boolean;
  readonly practice: boolean;
  readonly accounts: readonly Account[];
  readonly members: readonly Member[];
  readonly voters: readonly string[];
}

/** What the views read of a hand's look. Stacks and folds are those of finished streets. */
export interface HandLook {
  readonly button: Seat;
  readonly posts: readonly { readonly seat: Seat; readonly kind: PostKind; readonly amount: Chips }[];
  readonly street: Street;
  readonly clockwise: readonly Seat[];
  readonly stacks: readonly (readonly [Seat, Chips])[];
  readonly folded: readonly Seat[];
  readonly holeCards: readonly (readonly [Seat, readonly SealedCard[]])[];
  readonly shown: readonly (readonly [Seat, readonly Card[]])[];
  readonly boards: readonly (readonly Card[])[];
  readonly pots: readonly Pot[];
  readonly awards: readonly (readonly [Seat, Chips])[];
}

/** What the views read of the look of a result that stands on the table. */
export interface ResultLook {
  readonly rabbit: readonly Card[];
  /** Cards that a rabbit hunt would still open. */
  readonly toCome: number;
}

/** @throws RangeError for looks of a program that has ended. */
export function deskOf(looks: Looks): DeskLook {
  const desk = lookOf(looks, 'desk');
  if (!desk) throw new RangeError('these looks are of no table that runs');
  return desk as unknown as DeskLook;
}

/** Null between hands. */
export function handOf(looks: Looks): HandLook | null {
  return (lookOf(looks, 'hand') as unknown as HandLook | undefined) ?? null;
}

/** The betting round that is being played; null while there is none. */
export function roundOf(looks: Looks): Round | null {
  return (lookOf(looks, 'street')?.round as unknown as Round | undefined) ?? null;
}

/** Null unless a result stands on the table. */
export function resultOf(looks: Looks): ResultLook | null {
  return (lookOf(looks, 'result') as unknown as ResultLook | undefined) ?? null;
}

/** Hex of the device that opened the table. */
export function openerOf(looks: Looks): string | null {
  return (lookOf(looks, 'session')?.opener as string | undefined) ?? null;
}

/** The chapter that the game is in, with those around it: "session/hand/runout/show". */
export function chapterOf(looks: Looks): string {
  return [...looks.keys()].findLast((path) => path.startsWith('session')) ?? '';
}
