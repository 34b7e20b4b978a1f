/** A hand's entries, all branches counted. */
export const ENTRIES_MAX = 4_096;
/** What may wait of one link for entries that it follows: a whole hand, should its first entry be the one that is missing. */
export const WAITING_MAX = { changes: 1_024, bytes: 2_097_152 } as const;

/** What a sync message may name: ends of branches, changes asked for, changes both ends have. */
export const SYNC_HASHES_MAX = 1_024;
/** Automerge sends one; a filter of this shape for at most all changes of a hand. */
export const SYNC_HAVES_MAX = 4;
export const BLOOM = { bitsPerEntry: 10, probes: 7, entriesMax: ENTRIES_MAX + 1 } as const;
/** A sync message carries so much, the rest follows in the next: well below a frame. */
export const SYNC_CHANGES_BYTES = 1_048_576;
