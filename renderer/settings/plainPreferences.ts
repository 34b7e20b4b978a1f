import type { Preferences } from '../../electron/ipc.ts';

/** How a table is shown until the host has said what this device prefers. */
export const plainPreferences: Preferences = { sound: true, fourColours: false, amountsInBigBlinds: false };
