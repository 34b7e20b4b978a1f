/** A hand's entries, all branches and repetitions counted. */
export const ENTRIES_MAX = 4_096;
/** What one column of a hand's document unpacks to, at most: a few values for each entry. */
export const COLUMN_VALUES_MAX = 4 * ENTRIES_MAX;
/** Changes that wait for others which they follow. Only lost messages make any wait. */
export const WAITING_CHANGES_MAX = 256;
