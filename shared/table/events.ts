import type { Card, Chips, PostKind, Seat, Street } from '../poker/index.ts';
import type { Role } from './members.ts';

/** What happened at the table, in the order it happened: logs and hand histories are made of these. */
export type TableEvent =
  | {
      readonly what: 'hand';
      readonly hand: number;
      readonly button: Seat;
      readonly smallBlind: Chips;
      readonly bigBlind: Chips;
      readonly bombPot: boolean;
      readonly timeMs: number;
      /** Dealing order: first left of the button first. */
      readonly players: readonly { readonly seat: Seat; readonly name: string; readonly stack: Chips }[];
    }
  /** The cards of this hand: how many devices shuffled them and hold their key. */
  | { readonly what: 'shuffled'; readonly holders: number }
  | { readonly what: 'posts'; readonly seat: Seat; readonly kind: PostKind; readonly amount: Chips }
  | {
      readonly what: 'acts';
      readonly seat: Seat;
      readonly action: 'fold' | 'check' | 'call' | 'bet' | 'raise';
      /** Chips put in by it. */
      readonly added: Chips;
      /** The seat's total on this street. */
      readonly to: Chips;
      readonly allIn: boolean;
      /** The clock acted, not the player. */
      readonly timedOut: boolean;
    }
  | {
      readonly what: 'street';
      readonly street: Street;
      readonly cards: readonly Card[];
      readonly run: number;
    }
  | { readonly what: 'uncalled'; readonly seat: Seat; readonly amount: Chips }
  | { readonly what: 'shows'; readonly seat: Seat; readonly cards: readonly Card[] }
  | { readonly what: 'mucks'; readonly seat: Seat }
  | { readonly what: 'runs twice' }
  | { readonly what: 'rabbit'; readonly cards: readonly Card[] }
  | {
      readonly what: 'wins';
      readonly seat: Seat;
      readonly amount: Chips;
      /** 0 is the main pot. */
      readonly pot: number;
      readonly pots: number;
      /** Which board decided it; null when everyone else folded. */
      readonly board: number | null;
      readonly boards: number;
    }
  | { readonly what: 'over'; readonly stacks: readonly { readonly seat: Seat; readonly stack: Chips }[] }
  /** What this seat's device said about the cards is proven wrong: it has no part in any deck from here on. */
  | { readonly what: 'cheats'; readonly seat: Seat; readonly name: string }
  /** Everybody gets back what the hand began with. */
  | { readonly what: 'void' }
  | { readonly what: 'sits'; readonly seat: Seat; readonly name: string; readonly amount: Chips }
  | { readonly what: 'leaves'; readonly seat: Seat; readonly name: string; readonly amount: Chips }
  | { readonly what: 'tops up'; readonly seat: Seat; readonly name: string; readonly amount: Chips }
  | { readonly what: 'sits out'; readonly seat: Seat; readonly name: string; readonly sitOut: boolean }
  | { readonly what: 'joins'; readonly name: string; readonly role: Role }
  | { readonly what: 'renamed'; readonly name: string; readonly from: string }
  | { readonly what: 'kicked'; readonly name: string }
  | { readonly what: 'takes seat'; readonly seat: Seat; readonly name: string; readonly from: string }
  | { readonly what: 'settings' }
  | { readonly what: 'pause'; readonly paused: boolean };
