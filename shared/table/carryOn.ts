import type { Plain } from '../process/plain.ts';
import { type Game, gameSchema } from './game.ts';

/**
 * Where a new table starts that carries on without some of the players: the last hand's end, those who are missing
 * cashed out (they stay members, and may sit down again), and its opener the one voter until the others have come
 * (DESIGN.md 5.10).
 * @param opening what the hand that cannot go on started from
 * @param opener the device (hex) that opens the new table
 * @param missing devices (hex) that are not here
 */
export function carriedGame(opening: Plain, opener: string, missing: readonly string[]): Game {
  const game = gameSchema.parse(opening);
  const gone = game.seated.filter(({ device }) => missing.includes(device));
  const stackOf = (device: string) => gone.find((player) => player.device === device)?.stack ?? 0;
  return {
    ...game,
    opener,
    voters: [opener],
    invites: [],
    vouches: [],
    seated: game.seated.filter((player) => !gone.includes(player)),
    accounts: game.accounts.map((account) => ({
      ...account,
      cashedOut: account.cashedOut + stackOf(account.device),
    })),
  };
}
