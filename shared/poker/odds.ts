import type { Card } from './cards.ts';

export interface OddsInput {
  hole: readonly [Card, Card];
  /** 0, 3, 4 or 5 cards. */
  board: readonly Card[];
  /** Opponents with unknown cards, 1..9. */
  opponents: number;
  samples: number;
  /** A number in [0, 1), as from a seeded generator. */
  random: () => number;
}

/** Fractions of 1; `equity` counts a split pot as the share won. For advice only, never for the game's own decisions. */
export interface Odds {
  win: number;
  tie: number;
  equity: number;
}

/** Estimates the chance of winning at showdown against random hands by sampling. */
export function estimateOdds(input: OddsInput): Odds {
  throw new Error(`not written yet: ${input.samples}`);
}
