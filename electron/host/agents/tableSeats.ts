import type { Seat } from '../../../shared/poker/index.ts';
import { type Looks, lookOf } from '../../../shared/table/asks.ts';

/** Who sits where, and which cards are whose, read from the looks. */

export function seatOf(looks: Looks, device: string): Seat | null {
  return seats(looks).find((player) => player.device === device)?.seat ?? null;
}

export function deviceAt(looks: Looks, seat: Seat): string | null {
  return seats(looks).find((player) => player.seat === seat)?.device ?? null;
}

/** The places of a seat's hole cards; empty while it has none. */
export function holePlaces(looks: Looks, seat: Seat): readonly number[] {
  const holeCards = (lookOf(looks, 'hand')?.holeCards ?? []) as [Seat, number[]][];
  return holeCards.find(([owner]) => owner === seat)?.[1] ?? [];
}

/** All devices that sit at the table. */
export function devicesAt(looks: Looks): readonly string[] {
  return seats(looks).map(({ device }) => device);
}

/** The opener has paused the table. */
export function isPaused(looks: Looks): boolean {
  return lookOf(looks, 'desk')?.paused === true;
}

/** The seat has cards and has not folded. */
export function isPlaying(looks: Looks, seat: Seat): boolean {
  const hand = lookOf(looks, 'hand');
  return !!hand && (hand.clockwise as Seat[]).includes(seat) && !(hand.folded as Seat[]).includes(seat);
}

function seats(looks: Looks): readonly { readonly seat: Seat; readonly device: string }[] {
  return (lookOf(looks, 'desk')?.seats ?? []) as unknown as { seat: Seat; device: string }[];
}

/** Cards are out: a hand is being played, and its result does not stand yet. */
export function isHandPlayed(looks: Looks): boolean {
  return lookOf(looks, 'hand') !== undefined && lookOf(looks, 'result') === undefined;
}
