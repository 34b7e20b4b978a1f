import type { Action, Chips, LegalActions, Round } from '../../poker/index.ts';
import type { PhhAction } from '../../poker/phh.ts';

/** What a file's action is at the table. */
export interface ReadMove {
  readonly action: Action;
  /** The file wrote it as some sites do, not as the rules have it. */
  readonly bySiteRule: boolean;
}

/**
 * Reads a move of a file. Two ways in which some sites write raises are read as what they come to, so that
 * the table can stay strict:
 *  - a raise to exactly the current level is a call;
 *  - a raise to all that the largest live opponent has, below the minimum, puts everybody all-in: the table
 *    is told the smallest legal raise, of which the same part goes back uncalled.
 */
export function readMove(
  action: Extract<PhhAction, { type: 'fold' | 'check-call' | 'raise' }>,
  round: Round,
  { canCheck, minRaiseTo }: LegalActions,
): ReadMove {
  const checkOrCall: Action = { type: canCheck ? 'check' : 'call' };
  if (action.type === 'fold') return { action: { type: 'fold' }, bySiteRule: false };
  if (action.type === 'check-call') return { action: checkOrCall, bySiteRule: false };
  const { to } = action;
  if (to === round.level) return { action: checkOrCall, bySiteRule: true };
  const isBelowMinimum = minRaiseTo !== null && to > round.level && to < minRaiseTo;
  if (isBelowMinimum && to === largestOpponentTotal(round)) {
    return { action: { type: 'raise', to: minRaiseTo }, bySiteRule: true };
  }
  return { action: { type: 'raise', to }, bySiteRule: false };
}

/** The most that a live opponent of the player to act can have put in by the end of this street. */
function largestOpponentTotal({ seats, actor }: Round): Chips {
  const opponents = seats.filter(({ seat, folded }) => seat !== actor && !folded);
  return Math.max(...opponents.map(({ bet, stack }) => bet + stack));
}
