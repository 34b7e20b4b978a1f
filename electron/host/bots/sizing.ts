import type { Spot } from './spot.ts';

/** A raise that puts in this part of what can be played for leaves no way back: all of it goes in. */
const COMMITTING = 0.6;
/** From this many big blinds on people count in big blinds, below in small blinds. */
const COARSE_BIG_BLINDS = 10;

/**
 * The raise nearest to `target` (this player's total on the street) that a person would make within the limits:
 * a round number, no more than anybody can answer, all-in when little would be left.
 * @param commits the hand is worth playing for everything; without it a raise that would be all-in is not made
 * @returns null when no raise is offered, or none that fits
 */
export function raiseNear(target: number, commits: boolean, spot: Spot): number | null {
  const { minRaiseTo, maxRaiseTo } = spot.legal;
  if (minRaiseTo === null || maxRaiseTo === null) return null;
  const reach = Math.min(maxRaiseTo, Math.max(minRaiseTo, spot.opponentsReach));
  const to = Math.min(reach, Math.max(minRaiseTo, roundNumber(target, spot)));
  if (to - spot.bet < COMMITTING * (reach - spot.bet)) return to;
  return commits ? reach : null;
}

/** A raise by a fraction of the pot as it would be after a call; a bet when there is nothing to call. */
export function raiseByPot(fraction: number, spot: Spot): number {
  const { callAmount } = spot.legal;
  return spot.bet + callAmount + fraction * (spot.pot + callAmount);
}

function roundNumber(chips: number, { smallBlind, bigBlind }: Spot): number {
  const unit = chips < COARSE_BIG_BLINDS * bigBlind ? smallBlind : bigBlind;
  return Math.round(chips / unit) * unit;
}
