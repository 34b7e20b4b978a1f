import type { SettingsView } from '../../electron/ipc.ts';

export type SettingsProblems = Partial<
  Record<'bigBlind' | 'ante' | 'minBuyIn' | 'maxBuyIn' | 'buyIn' | 'maxSeats' | 'bombPotAnte', string>
>;

/** What the form can already say is wrong, by field, in words. The host decides; this spares a round trip. */
export function settingsProblems(settings: SettingsView): SettingsProblems {
  const problems: SettingsProblems = {};
  if (settings.bigBlind < settings.smallBlind) problems.bigBlind = 'At least the small blind.';
  if (settings.anteRule !== 'none' && settings.ante < 1) problems.ante = 'At least one chip.';
  if (settings.minBuyIn < settings.bigBlind) problems.minBuyIn = 'At least one big blind.';
  if (settings.maxBuyIn < settings.minBuyIn) problems.maxBuyIn = 'At least the smallest buy-in.';
  if (settings.bombPotEvery > 0 && settings.bombPotAnte < 1) problems.bombPotAnte = 'At least one chip.';
  return problems;
}

/** The same for a new table, whose buy-in and seats depend on each other. A table for friends has no bots. */
export function newTableProblems(settings: SettingsView, bots: number, buyIn: number): SettingsProblems {
  const problems = settingsProblems(settings);
  if (buyIn < settings.minBuyIn || buyIn > settings.maxBuyIn) {
    problems.buyIn = `Between ${settings.minBuyIn} and ${settings.maxBuyIn} chips.`;
  }
  if (settings.maxSeats < bots + 1) problems.maxSeats = `At least ${bots + 1}: you and ${bots} bots.`;
  return problems;
}
