import type { TableView } from '../../electron/ipc.ts';
import { POT, type Point, placeOf } from './seatLayout.ts';

/** Chips on their way from one place on the felt to another. */
export interface Flight {
  /** Names the flight once and for all, so that a view drawn twice moves nothing twice. */
  id: string;
  kind: 'bet' | 'gather' | 'win';
  from: Point;
  to: Point;
  amount: number;
}

/**
 * What moved between two views drawn one after the other: bets leave the seats, are gathered into the pot when the
 * street ends, and the pot goes to who won it. Nothing moves when a table was just opened or another hand began.
 */
export function flightsBetween(previous: TableView | null, view: TableView): Flight[] {
  if (previous === null || previous.tableId !== view.tableId) return [];
  if (previous.handNumber !== view.handNumber) return [];
  return [...betFlights(previous, view), ...gatherFlights(previous, view), ...winFlights(previous, view)];
}

function betFlights(previous: TableView, view: TableView): Flight[] {
  return view.seats.flatMap((seat) => {
    const added = seat.bet - betOf(previous, seat.seat);
    if (added <= 0) return [];
    const place = placeOf(seat.seat, view.mySeat, view.seats.length);
    return [flight(view, 'bet', seat.seat, place.seat, place.bet, added)];
  });
}

function gatherFlights(previous: TableView, view: TableView): Flight[] {
  return previous.seats.flatMap((seat) => {
    if (seat.bet === 0 || betOf(view, seat.seat) !== 0) return [];
    const place = placeOf(seat.seat, view.mySeat, view.seats.length);
    return [flight(view, 'gather', seat.seat, place.bet, POT, seat.bet)];
  });
}

function winFlights(previous: TableView, view: TableView): Flight[] {
  return view.seats.flatMap((seat) => {
    const won = seat.won - (previous.seats.find((before) => before.seat === seat.seat)?.won ?? 0);
    if (won <= 0) return [];
    const place = placeOf(seat.seat, view.mySeat, view.seats.length);
    return [flight(view, 'win', seat.seat, POT, place.seat, won)];
  });
}

function betOf(view: TableView, seat: number): number {
  return view.seats.find((other) => other.seat === seat)?.bet ?? 0;
}

function flight(
  view: TableView,
  kind: Flight['kind'],
  seat: number,
  from: Point,
  to: Point,
  amount: number,
): Flight {
  return { id: `${view.handNumber}-${view.seq}-${kind}-${seat}`, kind, from, to, amount };
}
