import { z } from 'zod';
import {
  type AnteRule,
  type ButtonRule,
  MAX_CHIPS,
  MAX_SEATS,
  MIN_SEATS,
  type Stakes,
} from '../poker/index.ts';

const chips = z.int().min(0).max(MAX_CHIPS);

/** What the opener chose for the table; a change takes effect with the next hand. */
export const settingsSchema = z.strictObject({
  maxSeats: z.int().min(MIN_SEATS).max(MAX_SEATS),
  smallBlind: chips.min(1),
  bigBlind: chips.min(1),
  anteRule: z.enum(['none', 'each', 'big-blind']) satisfies z.ZodType<AnteRule>,
  ante: chips,
  minBuyIn: chips.min(1),
  maxBuyIn: chips.min(1),
  /** The player left of the big blind may straddle. */
  straddle: z.boolean(),
  buttonRule: z.enum(['moving', 'dead']) satisfies z.ZodType<ButtonRule>,
  /** How newcomers and players with missed blinds come in. */
  newcomers: z.enum(['post', 'wait']),
  runItTwice: z.boolean(),
  rabbitHunt: z.boolean(),
  /** Every how many hands a bomb pot is played; 0: never. */
  bombPotEvery: z.int().min(0).max(1_000),
  bombPotAnte: chips,
  /** The time to act, ms; null: no clock. */
  actionClockMs: z.int().min(5_000).max(600_000).nullable(),
  /** What a seat may use beyond the clock over the whole session, ms. */
  timeBankMs: z.int().min(0).max(600_000),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Rules without anything added to the game, and no clock: what is left to say is seats, blinds and buy-ins. */
export const PLAIN_RULES = {
  anteRule: 'none',
  ante: 0,
  straddle: false,
  buttonRule: 'moving',
  newcomers: 'post',
  runItTwice: false,
  rabbitHunt: false,
  bombPotEvery: 0,
  bombPotAnte: 0,
  actionClockMs: null,
  timeBankMs: 0,
} as const satisfies Partial<Settings>;

/** What is wrong with settings whose parts are each in range, as a sentence; null: nothing. */
export function settingsProblem(settings: Settings): string | null {
  if (settings.smallBlind > settings.bigBlind) return 'The small blind is larger than the big blind.';
  if (settings.minBuyIn > settings.maxBuyIn) return 'The smallest buy-in is larger than the largest.';
  if (settings.minBuyIn < settings.bigBlind) return 'A buy-in is at least one big blind.';
  if (settings.anteRule !== 'none' && settings.ante === 0) return 'An ante is at least one chip.';
  if (settings.bombPotEvery > 0 && settings.bombPotAnte === 0) return 'A bomb pot needs an ante.';
  return null;
}

export function stakesOf({ smallBlind, bigBlind, anteRule, ante }: Settings): Stakes {
  return { smallBlind, bigBlind, anteRule, ante };
}
