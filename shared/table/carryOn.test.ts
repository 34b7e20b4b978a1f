import { describe, expect, test } from 'vitest';
import type { Plain } from '../process/plain.ts';
import { carriedGame } from './carryOn.ts';
import { type Game, gameSchema } from './game.ts';
import { ADA, BO, CY, Friends } from './testing/friends.ts';

/** What the hand started from that cannot go on: Ada, Bo and Cy sit. */
function opening(): Game {
  const table = Friends.playing([ADA, BO, CY]);
  table.move('raise', 20);
  table.foldRound();
  return table.game;
}

const carried = (missing: readonly string[], opener = ADA) =>
  carriedGame(opening() as unknown as Plain, opener, missing);

describe('a table that carries on without some', () => {
  test('starts from the last hand’s end: those who are missing are cashed out, and no chip is lost', () => {
    const game = carried([BO]);
    expect(game.seated.map(({ device, stack }) => [device, stack])).toEqual([
      [ADA, 103],
      [CY, 98],
    ]);
    expect(game.accounts.find(({ device }) => device === BO)).toMatchObject({ boughtIn: 100, cashedOut: 99 });
    const owed = game.accounts.reduce((sum, { boughtIn, cashedOut }) => sum + boughtIn - cashedOut, 0);
    expect(game.seated.reduce((sum, { stack }) => sum + stack, 0)).toBe(owed);
    expect(gameSchema.parse(game)).toEqual(game);
  });

  test('has its opener as the one voter, no open invite and nobody vouched for', () => {
    expect(carried([BO], CY)).toMatchObject({ opener: CY, voters: [CY], invites: [], vouches: [] });
  });

  test('keeps its members: who was missing may sit down again', () => {
    const table = new Friends({}, carried([BO]));
    table.say(BO, 'SIT', { seat: 1, name: 'Bo', buyIn: 50, bot: false });
    expect(table.playerAt(1)).toMatchObject({ device: BO, stack: 50 });
    expect(table.accountOf(BO)).toMatchObject({ boughtIn: 150, cashedOut: 99 });
  });
});
