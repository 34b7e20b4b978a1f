/**
 * The page's limits. Those above the seats are the contract's (electron/ipc.ts), said again here because the page
 * imports types only: importing them would bring the schema library into the page. limits.test.ts keeps them equal.
 */
export const NAME_MAX_LENGTH = 24;
export const TABLE_NAME_MAX_LENGTH = 40;
export const CHIPS_MAX = 1_099_511_627_776;
export const AVATARS = 24;
export const LINK_TEXT_MAX = 2_000;
export const CHAT_LENGTH_MAX = 280;
export const BOOTSTRAP_NODES_MAX = 8;

export const SEATS_MIN = 2;
export const SEATS_MAX = 10;
export const BOTS_MIN = 1;
export const BOTS_MAX = 9;

export const TOASTS_MAX = 4;
export const TOAST_SHOWN_MS = 7_000;

/** Of a chat so many lines are kept, as every device keeps (shared/protocol.ts). */
export const CHAT_LINES_MAX = 200;
/** Tables whose people and chat are kept at once: the one on screen, and one that is being moved to. */
export const ROOMS_MAX = 4;
export const COPIED_SHOWN_MS = 2_000;
