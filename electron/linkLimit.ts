/** In characters. A link is far shorter; a pasted text may be anything. */
export const LINK_TEXT_MAX = 2_000;
