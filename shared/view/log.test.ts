import { expect, test } from 'vitest';
import { parseCards } from '../poker/index.ts';
import { HOST } from '../table/testing/practice.ts';
import { logLines } from './log.ts';
import { tableOf, type WatchedTable } from './testing/watchedTable.ts';

const words = (table: WatchedTable) => logLines(table.handEvents).map((line) => line.words);
const ACES_AGAINST_KINGS = parseCards('Ks As Kh Ah 2c 3d 4h 6s 7c') ?? [];

test('a hand reads as it went', () => {
  const table = tableOf(2, { anteRule: 'each', ante: 1 }, ACES_AGAINST_KINGS);
  for (const act of ['call', 'check', 'check'] as const) table.move(act);
  table.move('raise', 5);
  table.move('raise', 15);
  table.move('call');
  for (const act of ['check', 'check'] as const) table.move(act);
  table.move('raise', 81);
  table.move('call');
  table.serve(({ for: what }) => what === 'result');
  expect(logLines(table.handEvents).map(({ kind, words }) => `${kind}: ${words}`)).toEqual([
    'table: P0 sits down with {100}.',
    'table: P1 sits down with {100}.',
    'table: The table goes on.',
    'hand: Hand 1. P0 has the button.',
    'post: P1 posts the ante, {1}.',
    'post: P0 posts the ante, {1}.',
    'post: P0 posts the small blind, {1}.',
    'post: P1 posts the big blind, {2}.',
    'action: P0 calls {1}.',
    'action: P1 checks.',
    'street: Flop: 2c 3d 4h.',
    'action: P1 checks.',
    'action: P0 bets {5}.',
    'action: P1 raises to {15}.',
    'action: P0 calls {10}.',
    'street: Turn: 6s.',
    'action: P1 checks.',
    'action: P0 checks.',
    'street: River: 7c.',
    'action: P1 bets {81}.',
    'action: P0 calls {81}.',
    'show: P1 shows Ks Kh.',
    'show: P0 shows As Ah.',
    'win: P0 wins {198}: pair of aces, seven-six-four kickers.',
  ]);
});

test('line numbers rise, and stay as they are while the hand goes on', () => {
  const table = tableOf(2);
  table.serve();
  const before = logLines(table.handEvents);
  table.move('call');
  const after = logLines(table.handEvents);
  expect(after.slice(0, before.length)).toEqual(before);
  expect(after.map(({ id }) => id)).toEqual([...new Set(after.map(({ id }) => id))].sort((a, b) => a - b));
});

test('all-in, uncalled, folded, out of time', () => {
  const table = tableOf(3);
  table.move('raise', 100);
  table.move('fold');
  table.timeMs += 200_000;
  table.say(HOST, 'TIMEOUT');
  expect(words(table).slice(-6)).toEqual([
    'P2 posts the big blind, {2}.',
    'P0 is all-in for {100}.',
    'P1 folds.',
    'P2 runs out of time and folds.',
    '{98} that nobody called go back to P0.',
    'P0 wins {5}: everyone else folded.',
  ]);
});

test('two boards', () => {
  const table = tableOf(2, { runItTwice: true }, ACES_AGAINST_KINGS);
  table.move('raise', 100);
  table.move('call');
  table.serve(({ for: what }) => what === 'run twice');
  for (const seat of [0, 1]) table.say(`device${seat}`, 'RUN_TWICE', { agree: true });
  table.serve(({ for: what }) => what === 'result');
  expect(words(table).filter((line) => /board|wins|all-in/.test(line))).toEqual([
    'P0 is all-in for {100}.',
    'P1 calls {98}, all-in.',
    'The board is run twice.',
    'Flop, first board: 2c 3d 4h.',
    'Turn, first board: 6s.',
    'River, first board: 7c.',
    'Flop, second board: 2d 2h 2s.',
    'Turn, second board: 3c.',
    'River, second board: 3h.',
    'P0 wins {100} (first board): pair of aces, seven-six-four kickers.',
    'P0 wins {100} (second board): full house, deuces over aces.',
  ]);
});

test('who comes, goes, waits and pays is told too', () => {
  const table = tableOf(3, { rabbitHunt: true });
  table.serve();
  table.say('device1', 'SIT_OUT', { sitOut: true });
  table.say('device1', 'SIT_OUT', { sitOut: false });
  table.say('device1', 'LEAVE');
  table.say(HOST, 'PAUSE');
  table.say(HOST, 'RESUME');
  table.say(HOST, 'SETTINGS', { settings: table.desk.settings });
  table.move('fold');
  table.serve(({ for: what }) => what === 'result');
  table.say('device0', 'RABBIT');
  table.serve();
  expect(words(table).slice(-11)).toEqual([
    'P1 sits out.',
    'P1 is back.',
    'The table is paused.',
    'The table goes on.',
    'The next hand has new settings.',
    'P0 folds.',
    'P1 folds.',
    '{1} that nobody called go back to P2.',
    'P2 wins {2}: everyone else folded.',
    'Rabbit hunt: 3h 3s 4c 4d 4h would have come.',
    'P1 leaves with {99}.',
  ]);
});

test('a bomb pot is announced', () => {
  const table = tableOf(2, { bombPotEvery: 1, bombPotAnte: 5 });
  table.serve();
  expect(words(table)).toContain('Hand 1, a bomb pot. P0 has the button.');
});
