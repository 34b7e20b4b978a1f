import { expect, test } from 'vitest';
import { BadCheckpoint } from '../process/checkpoint.ts';
import type { Plain } from '../process/plain.ts';
import { Process } from '../process/process.ts';
import { type Game, gameSchema, newGame } from './game.ts';
import { tableProgram } from './program.ts';
import { ADA, BO } from './testing/friends.ts';
import { SETTINGS } from './testing/practice.ts';

const opening = (practice: boolean) => newGame(ADA, SETTINGS, { name: 'Ada', avatar: 1, practice });

test('a new table is one that can be played, and its opener votes', () => {
  for (const practice of [true, false]) {
    const game = opening(practice);
    expect(gameSchema.parse(game)).toEqual(game);
    expect(game).toMatchObject({ opener: ADA, voters: [ADA], seated: [], accounts: [], vouches: [] });
  }
});

test('the opener of a friends’ table is its first member; a practice table has none, and is paused at first', () => {
  expect(opening(false)).toMatchObject({
    paused: false,
    members: [{ device: ADA, name: 'Ada', avatar: 1, role: 'player', state: 'in' }],
  });
  expect(opening(true)).toMatchObject({ paused: true, members: [] });
});

const member = { device: BO, name: 'Bo', avatar: 0, role: 'player', state: 'in' } as const;
const player = {
  ...{ seat: 0, device: BO, name: 'Bo', bot: false, stack: 100, sittingOut: false },
  ...{ standing: 'paid-up', straddles: false, timeBankMs: 0 },
} as const;

// Guards: the first checkpoint of a table comes from a stranger, by the invite's link.
test.each<[string, Partial<Record<keyof Game | 'more', unknown>>]>([
  ['a name of 10,000 characters', { members: [{ ...member, name: 'x'.repeat(10_000) }] }],
  ['a name that turns the reading direction', { seated: [{ ...player, name: '\u202eoB' }] }],
  ['a name with an amount', { accounts: [{ device: BO, name: '{5}', boughtIn: 0, cashedOut: 0 }] }],
  ['nobody who votes', { voters: [] }],
  ['too many members', { members: Array.from({ length: 65 }, () => member) }],
  ['too many players', { seated: Array.from({ length: 11 }, () => player) }],
  ['too many invites', { invites: Array.from({ length: 5 }, () => ({ key: BO, admission: 'auto' })) }],
  ['half a chip', { seated: [{ ...player, stack: 0.5 }] }],
  ['fewer than no chips', { seated: [{ ...player, stack: -1 }] }],
  ['another role', { members: [{ ...member, role: 'host' }] }],
  ['something else', { more: true }],
])('a table with %s is not played', (_, change) => {
  const game = { ...opening(false), ...change } as unknown as Plain;
  expect(() => new Process(tableProgram.play(game, { table: new Uint8Array(16), hand: 1 }), 0)).toThrow(
    BadCheckpoint,
  );
});
