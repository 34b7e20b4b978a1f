/** A seat's number at the table, 0 upwards, clockwise. */
export type Seat = number;

/** A whole number of chips, 0 .. 2^40. */
export type Chips = number;

/** The largest amount that every function of this room is safe with. */
export const MAX_CHIPS: Chips = 2 ** 40;

export const MIN_SEATS = 2;
export const MAX_SEATS = 10;

/** The seats in clockwise order, beginning with the first one to the left of `from` and ending with `from` itself if it is among them. */
export function clockwiseFrom(seats: readonly Seat[], from: Seat): Seat[] {
  const ascending = [...seats].sort((a, b) => a - b);
  const start = ascending.findIndex((seat) => seat > from);
  return start < 0 ? ascending : [...ascending.slice(start), ...ascending.slice(0, start)];
}

/** The first of the seats to the left of `from`; `from` itself if it is the only one, null if there is none. */
export function nextSeat(seats: readonly Seat[], from: Seat): Seat | null {
  return clockwiseFrom(seats, from)[0] ?? null;
}

/** True if going clockwise from `start` one meets `seat` before `end`; none of the ends counts, and there is nothing between a seat and itself. */
export function isBetween(seat: Seat, start: Seat, end: Seat): boolean {
  return start < end ? start < seat && seat < end : start !== end && (seat > start || seat < end);
}
