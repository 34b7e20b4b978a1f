import type { SettingsView } from '../../electron/ipc.ts';
import { CHIPS_MAX, SEATS_MAX, SEATS_MIN } from '../limits.ts';

/** Stacks and limits of a new table, counted in big blinds. */
const BUY_IN_BB = 100;
const MIN_BUY_IN_BB = 20;
const MAX_BUY_IN_BB = 200;
const BOMB_POT_ANTE_BB = 2;

const SMALL_BLIND = 5;
const BIG_BLIND = 10;
const TIME_BANK_MS = 60_000;

export const DEFAULT_BOTS = 3;
/** A table for friends has chairs to spare, and a clock: nobody waits long for somebody who went to the door. */
const FRIENDS_SEATS = 6;
const FRIENDS_CLOCK_MS = 30_000;

/** The settings of a new practice table: 5/10, a seat for each player, no clock. */
export function defaultSettings(): SettingsView {
  return {
    maxSeats: DEFAULT_BOTS + 1,
    smallBlind: SMALL_BLIND,
    bigBlind: BIG_BLIND,
    ante: 0,
    anteRule: 'none',
    minBuyIn: BIG_BLIND * MIN_BUY_IN_BB,
    maxBuyIn: BIG_BLIND * MAX_BUY_IN_BB,
    straddle: false,
    buttonRule: 'moving',
    newcomers: 'post',
    runItTwice: true,
    rabbitHunt: true,
    bombPotEvery: 0,
    bombPotAnte: BIG_BLIND * BOMB_POT_ANTE_BB,
    actionClockMs: null,
    timeBankMs: TIME_BANK_MS,
  };
}

/** The settings of a new table for friends: 5/10, six seats, thirty seconds to act. */
export function friendsSettings(): SettingsView {
  return { ...defaultSettings(), maxSeats: FRIENDS_SEATS, actionClockMs: FRIENDS_CLOCK_MS };
}

/** The same settings with other blinds; every other amount keeps its size in big blinds, rounded up to a chip. */
export function withBlinds(settings: SettingsView, smallBlind: number, bigBlind: number): SettingsView {
  const scaled = (chips: number) => Math.min(Math.ceil((chips * bigBlind) / settings.bigBlind), CHIPS_MAX);
  return {
    ...settings,
    smallBlind,
    bigBlind,
    ante: scaled(settings.ante),
    minBuyIn: scaled(settings.minBuyIn),
    maxBuyIn: scaled(settings.maxBuyIn),
    bombPotAnte: scaled(settings.bombPotAnte),
  };
}

/** The buy-in that is offered first: a hundred big blinds, within the table's limits. */
export function usualBuyIn(settings: SettingsView): number {
  const wanted = settings.bigBlind * BUY_IN_BB;
  return Math.min(Math.max(wanted, settings.minBuyIn), settings.maxBuyIn);
}

/** At least a seat for each player, never more than a table has. */
export function withSeatsFor(settings: SettingsView, players: number): SettingsView {
  return { ...settings, maxSeats: Math.min(Math.max(players, SEATS_MIN), SEATS_MAX) };
}

/** "Practice", then "Practice 2": the first such name that no table has. */
export function freshTableName(taken: readonly string[], wanted = 'Practice'): string {
  let name = wanted;
  for (let number = 2; taken.includes(name); number++) name = `${wanted} ${number}`;
  return name;
}
