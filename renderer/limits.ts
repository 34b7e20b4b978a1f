/**
 * The page's limits. The first three are the contract's (electron/ipc.ts), said again here because the page
 * imports types only: importing them would bring the schema library into the page. limits.test.ts keeps them equal.
 */
export const NAME_MAX_LENGTH = 24;
export const TABLE_NAME_MAX_LENGTH = 40;
export const CHIPS_MAX = 1_099_511_627_776;

export const SEATS_MIN = 2;
export const SEATS_MAX = 10;
export const BOTS_MIN = 1;
export const BOTS_MAX = 9;

export const TOASTS_MAX = 4;
export const TOAST_SHOWN_MS = 7_000;
