import { expect, test } from 'vitest';
import { HOST } from '../table/testing/practice.ts';
import { lobbyState, lobbyView } from './lobby.ts';
import { tableOf, type WatchedTable } from './testing/watchedTable.ts';

const state = (table: WatchedTable, isStanding = true, device = 'device0') =>
  lobbyState(table.process.looks(), device, isStanding);

test('in the middle of a hand: the pot, and whose turn it is', () => {
  const table = tableOf(2);
  table.move('raise', 40);
  expect(state(table)).toBe('Paused in the middle of a hand, pot 42.');
  expect(state(table, true, 'device1')).toBe('Paused in the middle of a hand, pot 42. It is your turn.');
  expect(state(table, false)).toBe('In the middle of a hand, pot 42.');
  table.say(HOST, 'PAUSE');
  expect(state(table, false)).toBe('Paused in the middle of a hand, pot 42.');
});

test('between hands, and once the pot is pushed', () => {
  expect(state(tableOf(1))).toBe('Paused between hands.');
  expect(state(tableOf(1), false)).toBe('Between hands.');
  const table = tableOf(2);
  table.move('fold');
  expect(table.ask.for).toBe('result');
  expect(state(table)).toBe('Paused between hands.');
});

test('the stacks are those of this moment', () => {
  const table = tableOf(2);
  table.move('raise', 40);
  expect(lobbyView(table.process.looks(), 'device0', true)).toMatchObject({
    smallBlind: 1,
    bigBlind: 2,
    players: [
      { name: 'P0', stack: 60, isMe: true, isBot: false },
      { name: 'P1', stack: 98, isMe: false, isBot: false },
    ],
  });
});
