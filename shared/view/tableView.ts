/**
 * What one seat may see of a table: plain values in the field's words, ready to draw.
 * The page knows no rules: what can be done, and for how much, is said here.
 * Amounts are chips (integers). Cards are two letters, rank then suit: "As", "Td", "9c".
 * Words name an amount of chips in braces, "raises to {120}": the page writes it in chips or in big blinds.
 */

import type { PreAction } from '../poker/index.ts';
import type { Settings } from '../table/settings.ts';

/** A face-up card as text, or null for a card whose face this seat may not see. */
export type CardView = string | null;

export type HandPhase =
  /** Between hands: too few players, or the table is about to deal. */
  | 'waiting'
  /** The deck is being made. */
  | 'dealing'
  | 'preflop'
  | 'flop'
  | 'turn'
  | 'river'
  /** Nobody acts any more; boards run out with cards open. */
  | 'runout'
  | 'showdown'
  /** The result stands on the table for a moment. */
  | 'result';

export interface SeatView {
  /** 0-based place at the table. */
  seat: number;
  /** Null when the seat is empty; then all else is zero or null. */
  name: string | null;
  isMe: boolean;
  isBot: boolean;
  stack: number;
  /** Chips in front of the seat on this street. */
  bet: number;
  /** The seat was dealt into this hand. */
  inHand: boolean;
  folded: boolean;
  allIn: boolean;
  sittingOut: boolean;
  /** The player straddles whenever the table and the seat allow it. */
  straddles: boolean;
  /** The player leaves when the hand lets go of them. */
  leaving: boolean;
  /** Waits for the big blind, or owes a post: said in words, else null. */
  waitingFor: string | null;
  /** Two entries while cards lie in front of the seat, faces where this seat may see them; after a fold or a muck only faces. */
  cards: CardView[];
  /** What the seat did last on this street, in words ("raises to 120"), else null. */
  lastAction: string | null;
  /** The hand in words where its cards are open to this seat, else null. */
  handWords: string | null;
  /** Chips won in this hand's result so far. */
  won: number;
}

export interface PotView {
  amount: number;
  /** Seats that can win it. */
  eligible: number[];
}

/** What the seat to act may do; all amounts in chips. */
export interface LegalView {
  canFold: boolean;
  canCheck: boolean;
  /** Chips to add for a call; 0 when there is nothing to call. */
  callAmount: number;
  /** Raise limits are the seat's own totals on this street; equal when only all-in is possible; null: no raise. */
  minRaiseTo: number | null;
  maxRaiseTo: number | null;
  /** Named raise targets within the limits, in rising order ("2.5 BB", "1/2 pot", "pot", "all-in"). */
  presets: { label: string; raiseTo: number }[];
}

export interface ActorView {
  seat: number;
  /** Names this turn within the hand; a move must carry it. */
  turn: number;
  /** Time left when this view was made, without the time bank; null: no clock. */
  remainingMs: number | null;
  /** The whole turn's length, for drawing the clock; null: no clock. */
  totalMs: number | null;
  timeBankMs: number;
}

export interface WinnerView {
  seat: number;
  amount: number;
  /** "main pot", "side pot 1", "pot"; with two boards "first board". */
  pot: string;
  /** Why, in words: "two pair, aces and nines, king kicker" or "everyone else folded". */
  why: string;
  /** The five cards that won, for lighting them up; empty when won by folds. */
  cards: string[];
}

/** Kept by the host until the turn comes, and checked again then. */
export type { PreAction };

export type SettingsView = Settings;

export interface LogLine {
  /** Rises with every line of the hand. */
  id: number;
  kind: 'hand' | 'post' | 'action' | 'street' | 'show' | 'win' | 'table';
  words: string;
}

export interface TableView {
  tableId: string;
  name: string;
  handNumber: number;
  phase: HandPhase;
  /** Not null while the table stands still: why, in words ("Paused. Press Resume to go on."). */
  paused: string | null;
  /** What is being waited for, always in words ("Waiting for Ada to act"). */
  waitingFor: string;
  practice: boolean;
  seats: SeatView[];
  mySeat: number | null;
  button: number | null;
  smallBlindSeat: number | null;
  bigBlindSeat: number | null;
  /** One board, or two when run twice. Length 0 to 5 each. */
  boards: string[][];
  /** Rabbit hunt: cards that would have come, shown after the hand. */
  rabbit: string[];
  /** Pots already gathered from earlier streets; the first is the main pot. */
  pots: PotView[];
  /** Gathered pots plus everything bet on this street. */
  totalPot: number;
  actor: ActorView | null;
  /** Not null only while it is this seat's turn. */
  legal: LegalView | null;
  /** This seat's current hand in words, else null. */
  myHandWords: string | null;
  /** The pre-actions that make sense now; empty when none. */
  preActionsOffered: { label: string; preAction: PreAction }[];
  preAction: PreAction | null;
  winners: WinnerView[];
  /** This seat may show its cards now (after winning by folds, or as a later loser). */
  canShow: boolean;
  /** This seat is asked whether to run it twice. */
  canRunTwice: boolean;
  /** A rabbit hunt can be asked for now. */
  canRabbitHunt: boolean;
  /** Too few devices answer for the cards to be opened: the hand may be called off. */
  canCallOff: boolean;
  /** "Next hand" would skip the rest of this result or of the bots' play. */
  canSkip: boolean;
  /** This seat is out of chips and may buy in again; limits in chips. */
  rebuy: { min: number; max: number } | null;
  /** How much this seat may add between hands; 0: nothing. */
  topUpMax: number;
  settings: SettingsView;
  /** Settings that take effect with the next hand, if any were changed. */
  nextSettings: SettingsView | null;
  log: LogLine[];
  /** The last entry's number; it is on this device's disk. */
  seq: number;
  /** Hex. Equal on every device at equal seq. */
  stateHash: string;
  /** How cards are dealt here, in one honest line. */
  dealingLine: string;
  /** Who may see this table without a seat sees it as a spectator does: no own cards, nothing to do. */
  spectator: boolean;
  /** The seats that are free for this device to sit on; empty: none, or it sits. */
  freeSeats: number[];
  ledger: LedgerView;
}

/** What everybody brought, took and holds, and how to settle up. All amounts in chips. */
export interface LedgerView {
  rows: {
    name: string;
    isMe: boolean;
    boughtIn: number;
    cashedOut: number;
    stack: number;
    /** cashedOut + stack - boughtIn. */
    net: number;
  }[];
  /** Who pays whom, in the fewest payments. */
  payments: { from: string; to: string; amount: number }[];
  /** The same as plain text, to be copied. */
  text: string;
}
