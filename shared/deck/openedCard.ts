export const DECK_CARDS = 52;

/** A face with what shows that it was there from the start. */
export interface OpenedCard {
  /** Its place in the deck. */
  readonly index: number;
  readonly card: number;
  /** The owner's blind for a card that its owner shows; nothing for one that the holders' shares open; a stand-in's salt. */
  readonly proof: Uint8Array;
}

/** The longest proof of a face, in bytes. */
export const OPENED_PROOF_BYTES_MAX = 32;
