import { type Action, estimateOdds, FULL_BOARD } from '../../../shared/poker/index.ts';
import { between, happens, pick, type Random } from './chance.ts';
import { isUnbeatable, outs } from './draws.ts';
import { raiseByPot, raiseNear } from './sizing.ts';
import type { Spot } from './spot.ts';
import type { Traits } from './temperament.ts';

// Strength is the chance to beat one random hand, as if the chances against several were independent: a pair with
// the top card is about 0.8 on a flop, a middle pair 0.65, ace high 0.5.

const ODDS_SAMPLES = 300;
/** People misjudge: thresholds move by up to this much from hand to hand. */
const MISJUDGEMENT = 0.04;

const VALUE_BET_STRENGTH = 0.68;
const VALUE_RAISE_STRENGTH = 0.85;
/** Each opponent beyond the first asks for this much more, for a while. */
const CROWD_STRENGTH = 0.04;
const CROWD_STRENGTH_MAX = 0.08;
/** Acting last, a little less is enough. */
const POSITION_STRENGTH = 0.05;
/** The later the street, the more a hand needs to be worth a bet or a call: few random hands come this far. */
const LATE_STREET_STRENGTH: Readonly<Record<number, number>> = { 3: 0, 4: 0.03, 5: 0.06 };
/** A raise of one's own bet is a warning. */
const RERAISE_STRENGTH = 0.05;
/** Strong enough to play softly, or for the whole stack. */
const TRAP_STRENGTH = 0.88;
const COMMIT_STRENGTH = 0.84;
/** More than this is worth showing down, not worth bluffing with. */
const BLUFF_STRENGTH_MAX = 0.45;

/** An open-ended straight draw. */
const STRONG_DRAW_OUTS = 8;
const IMPLIED_ODDS = 0.08;
const SEMI_BLUFF_CHANCE = 0.3;
const SEMI_BLUFF_RAISE_PART = 0.5;
const BLUFF_RAISE_PART = 0.15;
/** How good a moment for a bluff is, by the number of opponents from one on; nobody bluffs into more. */
const BLUFF_MOMENTS = [1, 0.4, 0.1] as const;

/** How much equity beyond the pot odds a bet asks for, because who bets holds more than a random hand. */
const FEAR_OF_BET = 0.12;
const FEAR_BY_SIZE = 0.18;
const FEAR_OF_RAISE = 0.08;
const FEAR_FOR_STACK = 0.08;
const STACK_PART_AT_RISK = 0.4;

/** What this player thinks of their own cards. */
interface Reading {
  readonly equity: number;
  readonly strength: number;
  readonly hasDraw: boolean;
  /** The board is complete and nobody can hold better. */
  readonly isNuts: boolean;
}

/** What to do on the flop, the turn and the river. */
export function playPostflop(spot: Spot, traits: Traits, random: Random): Action {
  const reading = read(spot, random);
  return spot.legal.canCheck
    ? betOrCheck(spot, reading, traits, random)
    : answerBet(spot, reading, traits, random);
}

function read({ hole, board, opponents }: Spot, random: Random): Reading {
  const { equity } = estimateOdds({ hole, board, opponents, samples: ODDS_SAMPLES, random });
  const misjudged = between(-MISJUDGEMENT, MISJUDGEMENT, random);
  return {
    equity: equity + misjudged,
    strength: equity ** (1 / opponents) + misjudged,
    hasDraw: outs(hole, board) >= STRONG_DRAW_OUTS,
    isNuts: board.length === FULL_BOARD && isUnbeatable(hole, board),
  };
}

function betOrCheck(spot: Spot, reading: Reading, traits: Traits, random: Random): Action {
  const { strength, hasDraw } = reading;
  const enough = VALUE_BET_STRENGTH + crowd(spot) + late(spot) - POSITION_STRENGTH * spot.position;
  const isValue =
    strength >= enough && happens(traits.aggression, random) && !isTrap(spot, reading, traits, random);
  const isSemiBluff = hasDraw && happens(SEMI_BLUFF_CHANCE + traits.bluff, random);
  const isBluff =
    strength < BLUFF_STRENGTH_MAX && happens(traits.bluff * bluffMoment(spot) * lateness(spot), random);

  const to = isValue || isSemiBluff || isBluff ? sizedRaise(spot, reading, traits, random) : null;
  return to === null ? { type: 'check' } : { type: 'raise', to };
}

function answerBet(spot: Spot, reading: Reading, traits: Traits, random: Random): Action {
  const { strength, equity, hasDraw, isNuts } = reading;
  const enough = VALUE_RAISE_STRENGTH + crowd(spot) + (spot.bet > 0 ? RERAISE_STRENGTH : 0);
  const isValue =
    strength >= enough && happens(traits.aggression, random) && !isTrap(spot, reading, traits, random);
  const isSemiBluff = hasDraw && happens(traits.bluff * SEMI_BLUFF_RAISE_PART, random);
  const isBluff =
    strength < BLUFF_STRENGTH_MAX && happens(traits.bluff * bluffMoment(spot) * BLUFF_RAISE_PART, random);

  const to = isValue || isSemiBluff || isBluff ? sizedRaise(spot, reading, traits, random) : null;
  if (to !== null) return { type: 'raise', to };
  return isNuts || equity >= neededEquity(spot, reading, traits) ? { type: 'call' } : { type: 'fold' };
}

/** Pot odds, and on top of them what the bet itself says. */
function neededEquity(spot: Spot, { hasDraw }: Reading, traits: Traits): number {
  const { callAmount } = spot.legal;
  const size = Math.min(1, callAmount / Math.max(1, spot.pot - callAmount));
  const fear =
    FEAR_OF_BET +
    FEAR_BY_SIZE * size +
    late(spot) +
    (spot.bet > 0 ? FEAR_OF_RAISE : 0) +
    (callAmount > STACK_PART_AT_RISK * spot.stack ? FEAR_FOR_STACK : 0);
  const impliedOdds = hasDraw && !spot.callEndsBetting ? IMPLIED_ODDS : 0;
  return spot.price + traits.caution * fear - impliedOdds;
}

function sizedRaise(spot: Spot, { strength }: Reading, traits: Traits, random: Random): number | null {
  const target = raiseByPot(pick(traits.betPots, random), spot);
  return raiseNear(target, strength >= COMMIT_STRENGTH, spot);
}

/** On the river there is nobody left to lure. */
function isTrap({ board }: Spot, { strength }: Reading, traits: Traits, random: Random): boolean {
  return board.length < FULL_BOARD && strength >= TRAP_STRENGTH && happens(traits.trap, random);
}

function crowd({ opponents }: Spot): number {
  return Math.min(CROWD_STRENGTH_MAX, CROWD_STRENGTH * (opponents - 1));
}

function late({ board }: Spot): number {
  return LATE_STREET_STRENGTH[board.length] ?? 0;
}

function bluffMoment({ opponents }: Spot): number {
  return BLUFF_MOMENTS[opponents - 1] ?? 0;
}

function lateness({ position }: Spot): number {
  return 0.5 + 0.5 * position;
}
