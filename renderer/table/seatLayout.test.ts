import { describe, expect, test } from 'vitest';
import { type Place, type Point, placeOf } from './seatLayout.ts';

const COUNTS = [2, 3, 4, 5, 6, 7, 8, 9, 10];
/** The narrowest canvas the stylesheet allows, in its own units, and what stands on it. */
const CANVAS = { width: 1000, height: 640 };
const SEAT = { width: 156, above: 78, below: 42 };
const BET = { width: 90, height: 44 };
const BOARD = { left: 296, right: 704, top: 224, bottom: 380 };

const placesOf = (count: number): Place[] =>
  Array.from({ length: count }, (_, seat) => placeOf(seat, 0, count));
const units = ({ x, y }: Point): Point => ({ x: (x * CANVAS.width) / 100, y: (y * CANVAS.height) / 100 });

describe.each(COUNTS)('a table of %i', (count) => {
  test('no two seats overlap', () => {
    const seats = placesOf(count).map((place) => units(place.seat));
    seats.forEach((a, index) => {
      for (const b of seats.slice(index + 1)) {
        const apart = Math.abs(a.x - b.x) >= SEAT.width || Math.abs(a.y - b.y) >= SEAT.above + SEAT.below;
        expect(apart, JSON.stringify([a, b])).toBe(true);
      }
    });
  });

  test('every seat is whole inside the canvas', () => {
    for (const place of placesOf(count)) {
      const { x, y } = units(place.seat);
      expect(x - SEAT.width / 2).toBeGreaterThanOrEqual(0);
      expect(x + SEAT.width / 2).toBeLessThanOrEqual(CANVAS.width);
      expect(y - SEAT.above).toBeGreaterThanOrEqual(0);
      expect(y + SEAT.below).toBeLessThanOrEqual(CANVAS.height);
    }
  });

  test('bets and button stay off the boards', () => {
    for (const place of placesOf(count)) {
      for (const spot of [units(place.bet), units(place.button)]) {
        const off =
          spot.x < BOARD.left - 10 ||
          spot.x > BOARD.right + 10 ||
          spot.y < BOARD.top - 10 ||
          spot.y > BOARD.bottom + 10;
        expect(off, JSON.stringify(spot)).toBe(true);
      }
    }
  });

  test('no two bets lie on each other', () => {
    const bets = placesOf(count).map((place) => units(place.bet));
    bets.forEach((a, index) => {
      for (const b of bets.slice(index + 1)) {
        const apart = Math.abs(a.x - b.x) >= BET.width || Math.abs(a.y - b.y) >= BET.height;
        expect(apart, JSON.stringify([a, b])).toBe(true);
      }
    });
  });

  test('left mirrors right', () => {
    const seats = placesOf(count).map((place) => place.seat);
    seats.slice(1).forEach((seat, index) => {
      const opposite = seats.at(-1 - index);
      expect(opposite?.x).toBeCloseTo(100 - seat.x);
      expect(opposite?.y).toBe(seat.y);
    });
  });

  test('whoever looks sits at the bottom, the next seat to the left of them', () => {
    for (let mySeat = 0; mySeat < count; mySeat++) {
      expect(placeOf(mySeat, mySeat, count).seat.x).toBe(50);
      expect(placeOf(mySeat, mySeat, count).seat.y).toBeGreaterThan(80);
      if (count > 2) expect(placeOf((mySeat + 1) % count, mySeat, count).seat.x).toBeLessThan(50);
    }
  });
});

test('a seat or a table that cannot be is refused', () => {
  expect(() => placeOf(0, 0, 11)).toThrow(RangeError);
  expect(() => placeOf(0, 0, 1)).toThrow(RangeError);
});
