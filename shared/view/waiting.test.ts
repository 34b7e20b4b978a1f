import { describe, expect, test } from 'vitest';
import { HOST } from '../table/testing/practice.ts';
import { tableOf, type WatchedTable } from './testing/watchedTable.ts';

const waits = (table: WatchedTable, seat = 0) => table.viewOf(seat).waitingFor;

test('a hand says at every step what it waits for', () => {
  const table = tableOf(2);
  expect(waits(table)).toBe('The cards are being shuffled.');
  table.serve();
  expect(waits(table, 0)).toBe('Your turn.');
  expect(waits(table, 1)).toBe('Waiting for P0 to act.');
  table.move('call');
  table.move('check');
  expect(waits(table)).toBe('The flop is being dealt.');
  for (const act of ['check', 'check', 'check', 'check', 'check', 'check'] as const) table.move(act);
  expect(waits(table, 1)).toBe('Waiting for you to show.');
  table.serve(({ for: what, ...ask }) => what === 'show' && 'mustShow' in ask && !ask.mustShow);
  expect(waits(table, 1)).toBe('Waiting for P0 to show or muck.');
  table.serve(({ for: what }) => what === 'result');
  expect(waits(table)).toBe('The next hand is about to be dealt.');
});

test('an all-in asks for a second board, then runs out', () => {
  const table = tableOf(3, { runItTwice: true });
  table.move('raise', 100);
  table.move('call');
  table.move('call');
  table.serve(({ for: what }) => what === 'run twice');
  expect(waits(table, 0)).toBe('Waiting for P1, P2 and you to agree on running it twice.');
  table.say('device1', 'RUN_TWICE', { agree: true });
  expect(waits(table, 0)).toBe('Waiting for P2 and you to agree on running it twice.');
  table.say('device2', 'RUN_TWICE', { agree: false });
  expect(table.ask.for).toBe('rest');
  expect(waits(table)).toBe('Nobody acts any more; the board runs out.');
  table.timeout();
  expect(table.ask.for).toBe('board');
  expect(waits(table)).toBe('Nobody acts any more; the board runs out.');
});

test('a rabbit hunt is said to be one', () => {
  const table = tableOf(2, { rabbitHunt: true });
  table.move('fold');
  table.say('device0', 'RABBIT');
  expect(waits(table)).toBe('Opening the cards that would have come.');
  expect(table.viewOf(0).phase).toBe('result');
});

test('too few players: who is missing', () => {
  const table = tableOf(1);
  expect(waits(table)).toBe('Waiting for a second player with chips.');
  table.say('device0', 'SIT_OUT', { sitOut: true });
  expect(waits(table)).toBe('Waiting for you to sit in again.');
  expect(table.viewOfNobody().waitingFor).toBe('Waiting for two players with chips.');
});

test('out of chips', () => {
  const table = tableOf(2, {}, [0, 51, 1, 50, 8, 13, 30, 22, 34]);
  table.move('raise', 100);
  table.move('call');
  table.serve();
  table.nextHand();
  expect(waits(table, 1)).toBe('Waiting for you to buy in again.');
  expect(waits(table, 0)).toBe('Waiting for a second player with chips.');
});

describe('a table that stands still says why', () => {
  test('to its opener, and to others', () => {
    const table = tableOf(2);
    expect(table.viewOf(0).paused).toBeNull();
    table.say(HOST, 'PAUSE');
    expect(table.viewOf(0, { device: HOST }).paused).toBe('Paused. Press Resume to go on.');
    expect(table.viewOf(0).paused).toBe('Paused until the one who opened the table resumes.');
    table.say(HOST, 'SIT', { seat: 3, name: 'Hana', buyIn: 100, bot: false });
    expect(table.viewOf(0).paused).toBe('Paused until Hana resumes.');
  });

  test('and what nobody hosts says so first', () => {
    const table = tableOf(2);
    table.serve();
    const standing = 'The table stands as you left it.';
    const view = table.viewOf(0, {}, { standing });
    expect(view).toMatchObject({ paused: standing, waitingFor: 'Your turn.' });
    expect(view.legal, 'the turn is as it was').not.toBeNull();
  });
});
