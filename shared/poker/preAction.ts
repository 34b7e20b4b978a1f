import type { Action, LegalActions } from './betting.ts';
import type { Chips } from './seats.ts';

/** What a player chose before the turn came. `call` names the chips to add that were seen when it was chosen. */
export type PreAction =
  | { type: 'fold' }
  | { type: 'check' }
  | { type: 'check-fold' }
  | { type: 'call'; amount: Chips }
  | { type: 'call-any' };

/** What the choice comes to now that it is this player's turn; null if it no longer fits and the player must decide. */
export function resolvePreAction(chosen: PreAction, legal: LegalActions): Action | null {
  if (legal.actor === null) return null;
  switch (chosen.type) {
    case 'fold':
      return { type: 'fold' };
    case 'check':
      return legal.canCheck ? { type: 'check' } : null;
    case 'check-fold':
      return legal.canCheck ? { type: 'check' } : { type: 'fold' };
    case 'call':
      return legal.callAmount > 0 && legal.callAmount === chosen.amount ? { type: 'call' } : null;
    case 'call-any':
      return legal.canCheck ? { type: 'check' } : { type: 'call' };
  }
}
