import type { Temperament } from '../../ipc.ts';

/** What makes one player differ from another. Probabilities and fractions are 0 .. 1. */
export interface Traits {
  /** How many starting hands are played: 1 is a solid player, 2 plays twice as many. */
  readonly looseness: number;
  /** How often a hand that is good enough to bet or raise does so. */
  readonly aggression: number;
  /** How often a good moment for a bluff is taken. */
  readonly bluff: number;
  /** How often a very strong hand is played softly to lure others in. */
  readonly trap: number;
  /** How much a bet is believed: 1 is sensible, less calls more lightly. */
  readonly caution: number;
  /** A first raise before the flop, in big blinds; one is picked each time. */
  readonly openBigBlinds: readonly number[];
  /** Bets after the flop as fractions of the pot; one is picked each time. */
  readonly betPots: readonly number[];
  /** How long thinking takes: 1 is usual, more is slower. */
  readonly tempo: number;
  /** How often cards are shown after everyone else folded. */
  readonly show: number;
  /** How often running it twice is agreed to. */
  readonly runTwice: number;
  /** Where a new buy-in lies between the least (0) and the most (1) that the table allows. */
  readonly buyIn: number;
}

/**
 * Calm waits for hands and believes bets; wild plays many hands, bets big and does not like to fold; sly plays
 * more than its share, bets small, bluffs now and then and hides its best hands.
 */
export const TRAITS: Readonly<Record<Temperament, Traits>> = {
  calm: {
    looseness: 0.8,
    aggression: 0.65,
    bluff: 0.08,
    trap: 0.1,
    caution: 1.1,
    openBigBlinds: [3],
    betPots: [0.5, 0.66, 0.75],
    tempo: 1.2,
    show: 0.03,
    runTwice: 0.9,
    buyIn: 0.5,
  },
  wild: {
    looseness: 1.4,
    aggression: 0.8,
    bluff: 0.3,
    trap: 0.05,
    caution: 0.75,
    openBigBlinds: [3, 3.5, 4],
    betPots: [0.66, 0.75, 1, 1.25],
    tempo: 0.75,
    show: 0.12,
    runTwice: 0.3,
    buyIn: 1,
  },
  sly: {
    looseness: 1.1,
    aggression: 0.7,
    bluff: 0.2,
    trap: 0.3,
    caution: 0.95,
    openBigBlinds: [2.2, 2.5],
    betPots: [0.33, 0.4, 0.6],
    tempo: 1,
    show: 0.05,
    runTwice: 0.6,
    buyIn: 0.75,
  },
};
