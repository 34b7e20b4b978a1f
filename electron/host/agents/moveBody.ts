import { type Action, legalActions, type Round } from '../../../shared/poker/index.ts';
import type { Body } from '../../../shared/process/effects.ts';

/** The input for an action: it names hand, turn and amount, so that it never counts for another. */
export function moveBody(hand: number, turn: number, round: Round | null, action: Action): Body {
  const callAmount = round ? legalActions(round).callAmount : 0;
  const amount = action.type === 'raise' ? action.to : action.type === 'call' ? callAmount : 0;
  return { kind: 'MOVE', hand, turn, action: action.type, amount };
}
