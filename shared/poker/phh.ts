import type { Card } from './cards.ts';
import type { Chips } from './seats.ts';

/** A no-limit hold'em hand in the open poker-hand-history format (.phh). Player 0 is the first seat left of the button, the last one the button. */
export interface PhhHand {
  /** Antes by player; never a blind. */
  antes: Chips[];
  /** [small, big, straddle...] as the file lists them. Heads-up, player 0 pays the big blind and player 1, the button, the small. */
  blindsOrStraddles: Chips[];
  minBet: Chips;
  startingStacks: Chips[];
  actions: PhhAction[];
  finishingStacks: number[] | null;
  anteTrimming: boolean;
  /** Everything else the file says (players, event, hand, ...), as it says it. */
  other: { [key: string]: unknown };
}

/** An unknown card ('??') is null. */
export type PhhCard = Card | null;

export type PhhAction =
  | { type: 'deal-hole'; player: number; cards: PhhCard[] }
  | { type: 'deal-board'; cards: Card[] }
  | { type: 'fold'; player: number }
  | { type: 'check-call'; player: number }
  | { type: 'raise'; player: number; to: Chips }
  /** `cards` null: a muck. */
  | { type: 'show'; player: number; cards: PhhCard[] | null };

/** Why a document is not a hand: the line (1-based) and what was expected there. */
export class PhhError extends Error {
  readonly line: number;
  constructor(line: number, expected: string) {
    super(`line ${line}: ${expected}`);
    this.name = 'PhhError';
    this.line = line;
  }
}

/** Reads one .phh document. Throws PhhError. */
export function parsePhh(text: string): PhhHand {
  throw new PhhError(1, `not written yet (${text.length} characters)`);
}

/** Reads a .phhs document: many hands, each under its own numbered table. Throws PhhError. */
export function parsePhhs(text: string): PhhHand[] {
  throw new PhhError(1, `not written yet (${text.length} characters)`);
}

/** Writes one .phh document; parsePhh reads it back as an equal value. */
export function formatPhh(hand: PhhHand): string {
  throw new Error(`not written yet: ${hand.actions.length}`);
}
