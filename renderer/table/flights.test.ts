import { expect, test } from 'vitest';
import type { SeatView, TableView } from '../../electron/ipc.ts';
import { myTurnPreflop } from '../fixtures/tables.ts';
import { flightsBetween } from './flights.ts';
import { POT, placeOf } from './seatLayout.ts';

const view = myTurnPreflop();

function changed(from: TableView, seat: number, change: Partial<SeatView>): TableView {
  const seats = from.seats.map((other) => (other.seat === seat ? { ...other, ...change } : other));
  return { ...from, seats, seq: from.seq + 1 };
}

const quiet = { ...view, seats: view.seats.map((seat) => ({ ...seat, bet: 0, won: 0 })) };
const place = placeOf(1, view.mySeat, view.seats.length);

test('a bet flies from its seat to its spot, by what was added', () => {
  const before = changed(quiet, 1, { bet: 20 });
  const flights = flightsBetween(before, changed(before, 1, { bet: 60 }));
  expect(flights).toMatchObject([{ kind: 'bet', from: place.seat, to: place.bet, amount: 40 }]);
});

test('at the end of a street each bet goes to the pot', () => {
  const flights = flightsBetween(changed(quiet, 1, { bet: 60 }), quiet);
  expect(flights).toMatchObject([{ kind: 'gather', from: place.bet, to: POT, amount: 60 }]);
});

test('what is won goes from the pot to its winner, and only once', () => {
  const won = changed(quiet, 1, { won: 120 });
  expect(flightsBetween(quiet, won)).toMatchObject([{ kind: 'win', from: POT, to: place.seat, amount: 120 }]);
  expect(flightsBetween(won, { ...won, seq: won.seq + 1 })).toEqual([]);
});

test('a table just opened, another hand or another table moves nothing', () => {
  const won = changed(quiet, 1, { won: 120, bet: 20 });
  expect(flightsBetween(null, won)).toEqual([]);
  expect(flightsBetween({ ...quiet, handNumber: quiet.handNumber - 1 }, won)).toEqual([]);
  expect(flightsBetween({ ...quiet, tableId: 'e'.repeat(32) }, won)).toEqual([]);
});
