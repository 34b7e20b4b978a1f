/** What this room bears at most; the sizes of messages stand in protocol.ts. */

/** A signed vote, receipt or consent, in bytes. */
export const SIGNED_WORD_BYTES_MAX = 1_024;
/** Votes, receipts or consents in one list: a table has fewer voters. */
export const SIGNED_WORDS_MAX = 32;
/** A term further ahead of ours than this is no honest one: it would use the terms up. */
export const TERM_AHEAD_MAX = 1_000_000;
/** Certificates of one sender that wait until the journal reaches them. */
export const CERTIFICATES_WAITING_MAX = 8;
