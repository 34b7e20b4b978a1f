/**
 * What the devices of a hand say to each other about its deck (DECK.md, section 3). Each is the body of a signed input: the
 * input binds the table, the sender and its number; `number` and `attempt`, later the `handId`, bind the deck. Here are
 * only shapes and sizes: what a message says is checked where its step is.
 */
import type { Plain } from '../process/plain.ts';
import { DECK_CARDS } from './openedCard.ts';

export const POINT_BYTES = 32;
export const SCALAR_BYTES = 32;
/** Challenge and response of a proof of knowledge, or of a batch of shares. */
export const PROOF_BYTES = 64;
/** Hashes that messages carry: the first half of a SHA-512. */
export const CONTEXT_BYTES = 32;
/** A scalar under ChaCha20-Poly1305. */
export const BOX_BYTES = SCALAR_BYTES + 16;
/** Two blinds a player, one for each hole card. */
export const HOLE_CARDS = 2;
export const BLINDS_BYTES = HOLE_CARDS * POINT_BYTES;
/** 52 ciphertexts of two points. */
export const DECK_BYTES = DECK_CARDS * 2 * POINT_BYTES;
/** 104 points and 109 scalars. */
export const SHUFFLE_PROOF_BYTES = 104 * POINT_BYTES + 109 * SCALAR_BYTES;
/** Holders of one deck. */
export const HOLDERS_MIN = 2;
export const HOLDERS_MAX = 10;

/** How many holders open a card: t of n. */
export function thresholdOf(holders: number): number {
  return Math.floor(holders / 2) + 1;
}

/** Step 1: a device takes part. */
export interface Ready {
  readonly kind: 'READY';
  /** Which deal the deck is for, from 1. */
  readonly number: number;
  /** Which try of that deal's deck, from 1. */
  readonly attempt: number;
  /** E: what shares are sealed to. */
  readonly sealKey: Uint8Array;
  /** B_1, B_2. */
  readonly blinds: Uint8Array;
  /** Of e, b_1 and b_2. */
  readonly proofs: Uint8Array;
}

/** Step 2, by the host: who holds this deck, in order (hex of their keys). */
export interface HandOpen {
  readonly kind: 'HAND_OPEN';
  readonly number: number;
  readonly attempt: number;
  readonly roster: readonly string[];
  readonly handId: Uint8Array;
}

/** Step 3: a holder's part of the key, shared out. */
export interface Deal {
  readonly kind: 'DEAL';
  readonly handId: Uint8Array;
  /** A_i0 ... A_i(t-1). */
  readonly commitments: Uint8Array;
  /** Of a_i0. */
  readonly proof: Uint8Array;
  /** Z_i. */
  readonly ephemeral: Uint8Array;
  /** Of z_i. */
  readonly ephemeralProof: Uint8Array;
  /** ct_ij for every other holder, in the roster's order. */
  readonly boxes: Uint8Array;
}

/** Step 4: all deals are sound, and they are these. */
export interface Ack {
  readonly kind: 'ACK';
  readonly handId: Uint8Array;
  /** ctxK. */
  readonly deals: Uint8Array;
}

/** Step 4: the share from that dealer is not what it should be; the DH key that shows it, and its proof. */
export interface Complain {
  readonly kind: 'COMPLAIN';
  readonly handId: Uint8Array;
  /** The dealer's place in the roster. */
  readonly accused: number;
  readonly key: Uint8Array;
  readonly proof: Uint8Array;
}

/** Step 5. */
export interface Shuffle {
  readonly kind: 'SHUFFLE';
  readonly handId: Uint8Array;
  /** From 0; also the shuffler's place in the roster. */
  readonly step: number;
  readonly deck: Uint8Array;
  readonly proof: Uint8Array;
}

/** Step 6: every proof is right, and this is the deck. */
export interface DeckAck {
  readonly kind: 'DECK_ACK';
  readonly handId: Uint8Array;
  /** ctxD. */
  readonly deck: Uint8Array;
}

/** Steps 8, 10 and 12: a holder's shares of some cards. */
export interface Shares {
  readonly kind: 'HOLE' | 'BOARD' | 'OPEN';
  readonly handId: Uint8Array;
  /** The state hash of the entry from which on these cards may be opened. */
  readonly state: Uint8Array;
  /** Places in the deck. */
  readonly cards: readonly number[];
  /** D_k for each of them. */
  readonly shares: Uint8Array;
  readonly proof: Uint8Array;
}

export type DeckMessage = Ready | HandOpen | Deal | Ack | Complain | Shuffle | DeckAck | Shares;

/** A finished deck, as one hand hands it to the next: all that is public of it. */
export interface PublicDeck {
  readonly number: number;
  readonly attempt: number;
  readonly handId: Uint8Array;
  /** ctxK. */
  readonly deals: Uint8Array;
  /** Holders (hex of their keys), in order. */
  readonly roster: readonly string[];
  /** B_1, B_2 of each holder. */
  readonly blinds: readonly Uint8Array[];
  /** A_i0 ... A_i(t-1) of each holder. */
  readonly commitments: readonly Uint8Array[];
  /** 52 ciphertexts. */
  readonly cards: Uint8Array;
}

/** A deck's message as the body of an input. */
export type DeckBody = DeckMessage & { readonly [field: string]: Plain };
