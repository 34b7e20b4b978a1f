/** Where everything stands on the felt, in per cent of the canvas (x to the right, y down). Pure geometry. */

export interface Point {
  x: number;
  y: number;
}

export interface Place {
  /** Middle of the seat's name plate. */
  seat: Point;
  /** Middle of the chips in front of it. */
  bet: Point;
  /** Middle of the dealer button when it lies here. */
  button: Point;
}

/** Where boards, pots and the deck are. */
export const POT: Point = { x: 50, y: 29.5 };
export const DECK: Point = { x: 50, y: 20 };

const OWN: Place = {
  seat: { x: 50, y: 89.5 },
  bet: { x: 36.8, y: 74.5 },
  button: { x: 61.5, y: 80 },
};

/** The left half of the felt; the right half mirrors it. */
const LEFT = {
  bottom: { seat: { x: 25, y: 86.5 }, bet: { x: 23.5, y: 67.2 }, button: { x: 34.5, y: 81 } },
  low: { seat: { x: 8.6, y: 64 }, bet: { x: 21.5, y: 60 }, button: { x: 15, y: 57.3 } },
  middle: { seat: { x: 8.6, y: 50 }, bet: { x: 21.5, y: 48 }, button: { x: 15, y: 43.3 } },
  high: { seat: { x: 8.6, y: 34 }, bet: { x: 21.5, y: 35 }, button: { x: 15, y: 27.3 } },
  corner: { seat: { x: 26, y: 14.5 }, bet: { x: 29, y: 26.8 }, button: { x: 36, y: 17.5 } },
  top: { seat: { x: 38, y: 14.5 }, bet: { x: 37.5, y: 26 }, button: { x: 48, y: 17.5 } },
} satisfies Record<string, Place>;

const TOP: Place = {
  seat: { x: 50, y: 14.5 },
  bet: { x: 61.5, y: 23.8 },
  button: { x: 60, y: 17.5 },
};

const RIGHT = {
  bottom: mirrored(LEFT.bottom),
  low: mirrored(LEFT.low),
  middle: mirrored(LEFT.middle),
  high: mirrored(LEFT.high),
  corner: mirrored(LEFT.corner),
  top: mirrored(LEFT.top),
};

/** The places of a table by its number of seats, clockwise from one's own at the bottom. */
const LAYOUTS: Readonly<Record<number, readonly Place[]>> = {
  2: [OWN, TOP],
  3: [OWN, LEFT.corner, RIGHT.corner],
  4: [OWN, LEFT.middle, TOP, RIGHT.middle],
  5: [OWN, LEFT.low, LEFT.corner, RIGHT.corner, RIGHT.low],
  6: [OWN, LEFT.low, LEFT.high, TOP, RIGHT.high, RIGHT.low],
  7: [OWN, LEFT.low, LEFT.high, LEFT.top, RIGHT.top, RIGHT.high, RIGHT.low],
  8: [OWN, LEFT.bottom, LEFT.middle, LEFT.corner, TOP, RIGHT.corner, RIGHT.middle, RIGHT.bottom],
  9: [OWN, LEFT.bottom, LEFT.low, LEFT.high, LEFT.top, RIGHT.top, RIGHT.high, RIGHT.low, RIGHT.bottom],
  10: [
    OWN,
    LEFT.bottom,
    LEFT.low,
    LEFT.high,
    LEFT.corner,
    TOP,
    RIGHT.corner,
    RIGHT.high,
    RIGHT.low,
    RIGHT.bottom,
  ],
};

/**
 * The place of a seat as seen by the one who looks: their own seat is at the bottom, the others follow clockwise.
 * Without a seat of one's own, seat 0 is at the bottom.
 * @param seatCount 2 to 10
 * @throws RangeError when there is no such seat
 */
export function placeOf(seat: number, mySeat: number | null, seatCount: number): Place {
  const place = LAYOUTS[seatCount]?.[(seat - (mySeat ?? 0) + seatCount) % seatCount];
  if (place === undefined) throw new RangeError(`no seat ${seat} at a table of ${seatCount}`);
  return place;
}

/** The way from one point to another, in per cent of the canvas. */
export function way(from: Point, to: Point): Point {
  return { x: to.x - from.x, y: to.y - from.y };
}

function mirrored(place: Place): Place {
  const mirror = ({ x, y }: Point): Point => ({ x: 100 - x, y });
  return { seat: mirror(place.seat), bet: mirror(place.bet), button: mirror(place.button) };
}
