/** A peer sent what no honest one sends; `message` is a sentence. Its link is closed, nothing of it was applied. */
export class HostilePeer extends Error {
  override name = 'HostilePeer';
}

/** What is committed here and what a peer's majority committed are not one history: the table stops and says so. */
export class TwoHistories extends Error {
  override name = 'TwoHistories';
}
