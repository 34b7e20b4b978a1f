import { type Action, estimateOdds } from '../../../shared/poker/index.ts';
import { happens, pick, type Random } from './chance.ts';
import { raiseNear } from './sizing.ts';
import type { Spot } from './spot.ts';
import { startingHandTop } from './startingHand.ts';
import type { Traits } from './temperament.ts';

// Hands are named by the fraction of all starting hands that are at least as good: 0.1 is "the best tenth".

/** With one player left to beat about half of all hands are worth a raise, with five about a sixth. */
const OPEN_TOP_MAX = 0.6;
const OPEN_TOP_TIMES_OPPONENTS = 0.75;
/** From the big blind, where a check is free, fewer hands raise. */
const BIG_BLIND_RAISE_PART = 0.5;
/** Hands that are not worth a raise but see a flop for half a blind, or behind others who limp. */
const LIMP_STRETCH = 1.4;
const LIMP_CHANCE = 0.6;

/** Against a raise that costs this many big blinds, this fraction goes on; larger raises are believed more. */
const CONTINUE_TOP = 0.24;
const CONTINUE_TOP_MAX = 0.5;
const USUAL_COST_BIG_BLINDS = 2.5;
const COST_EXPONENT = 0.55;
/** The best hands never give way to a raise, whatever it costs: aces, kings, queens, ace-king suited. */
const NEVER_FOLDED_TOP = 0.016;
/** How loose players are counts for less once somebody has raised. */
const LOOSENESS_EXPONENT = 0.7;
const RERAISE_PART = 0.28;
const RERAISE_TIMES = 3;
/** Bluffs come from just below what would call, and not against large raises. */
const BLUFF_STRETCH = 1.5;
const BLUFF_PART = 0.2;
const BLUFF_COST_BIG_BLINDS_MAX = 6;

/** With a stack of one big blind this fraction would play for all of it, with more in proportion less. */
const COMMIT_TOP_TIMES_STACK = 2.5;
const COMMIT_TOP_MAX = 0.3;

/** Odds are taken against random hands, raisers hold better ones: equity is discounted by this, at most by half. */
const RANGE_DISCOUNT = 0.13;
const DISCOUNTED_PART_MIN = 0.5;
/** What of its equity a hand brings home when betting goes on. */
const REALISED_PART = 0.75;
const ODDS_SAMPLES = 200;

/** What to do before the flop. */
export function playPreflop(spot: Spot, traits: Traits, random: Random): Action {
  const top = startingHandTop(spot.hole);
  return spot.isRaised ? answerRaise(spot, top, traits, random) : open(spot, top, traits, random);
}

function open(spot: Spot, top: number, traits: Traits, random: Random): Action {
  const { legal, bigBlind, smallBlind, opponents } = spot;
  const openTop = traits.looseness * Math.min(OPEN_TOP_MAX, OPEN_TOP_TIMES_OPPONENTS / opponents);
  const raiseTop = legal.canCheck ? openTop * BIG_BLIND_RAISE_PART : openTop;
  const limpers = Math.max(0, Math.round((spot.pot - smallBlind - bigBlind) / bigBlind));

  if (top <= raiseTop && happens((1 + traits.aggression) / 2, random)) {
    const bigBlinds = pick(traits.openBigBlinds, random) + limpers;
    const to = raiseNear(bigBlinds * bigBlind, commits(spot, top, traits), spot);
    if (to !== null) return { type: 'raise', to };
  }
  if (legal.canCheck) return { type: 'check' };
  if (top <= openTop) return { type: 'call' };
  const isCheap = legal.callAmount < bigBlind || limpers > 0;
  if (isCheap && top <= openTop * LIMP_STRETCH && happens(LIMP_CHANCE, random)) return { type: 'call' };
  return { type: 'fold' };
}

function answerRaise(spot: Spot, top: number, traits: Traits, random: Random): Action {
  const { legal, bigBlind } = spot;
  const continueTop = continueTopOf(spot, traits);
  const isBluff =
    top > continueTop &&
    top <= continueTop * BLUFF_STRETCH &&
    legal.callAmount <= BLUFF_COST_BIG_BLINDS_MAX * bigBlind &&
    happens(traits.bluff * BLUFF_PART, random);
  const isValue =
    top <= Math.max(NEVER_FOLDED_TOP, continueTop * RERAISE_PART) && happens(traits.aggression, random);

  if (isValue || isBluff) {
    const to = raiseNear(RERAISE_TIMES * spot.level, commits(spot, top, traits), spot);
    if (to !== null) return { type: 'raise', to };
  }
  if (legal.canCheck) return { type: 'check' };
  return top <= continueTop || isPriceRight(spot, traits, random) ? { type: 'call' } : { type: 'fold' };
}

function continueTopOf({ legal, bigBlind, position }: Spot, traits: Traits): number {
  const cost = Math.max(legal.callAmount / bigBlind, 1);
  const bySize = CONTINUE_TOP * (USUAL_COST_BIG_BLINDS / cost) ** COST_EXPONENT;
  const byPosition = 0.85 + 0.3 * position;
  const byNature = traits.looseness ** LOOSENESS_EXPONENT;
  return Math.max(NEVER_FOLDED_TOP, byNature * byPosition * Math.min(CONTINUE_TOP_MAX, bySize));
}

/** Little to add for much: a weak hand calls on the pot odds alone. */
function isPriceRight(spot: Spot, traits: Traits, random: Random): boolean {
  const { hole, board, opponents } = spot;
  const { equity } = estimateOdds({ hole, board, opponents, samples: ODDS_SAMPLES, random });
  const realised = spot.callEndsBetting ? equity : equity * REALISED_PART;
  const discounted = realised - traits.caution * RANGE_DISCOUNT;
  return Math.max(discounted, DISCOUNTED_PART_MIN * realised) > spot.price;
}

function commits(spot: Spot, top: number, traits: Traits): boolean {
  const depth = Math.min(spot.bet + spot.stack, spot.opponentsReach) / spot.bigBlind;
  return top <= traits.looseness * Math.min(COMMIT_TOP_MAX, COMMIT_TOP_TIMES_STACK / Math.max(depth, 1));
}
