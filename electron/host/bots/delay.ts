import type { TableView } from '../../../shared/view/tableView.ts';
import type { Temperament } from '../../ipc.ts';
import { between, type Random } from './chance.ts';
import type { BotDecision } from './decide.ts';
import { TRAITS } from './temperament.ts';

export const THINKING_MIN_MS = 600;
export const THINKING_MAX_MS = 4_000;

/** What a move takes beyond the least, up to; then what the chips at stake add to it, up to. */
const MOVE_MS = { fold: 600, check: 700, call: 1_100, raise: 1_700 } as const;
const STAKE_MS = 3_000;
/** A yes or no, a buy-in, a look at the cards before they are shown: soon, for a result stands two seconds only. */
const OTHER_MS = 700;
/** Bots use at most this part of the time that their clock leaves them. */
const CLOCK_PART = 0.5;

/**
 * How long a person would think about this decision, 600 to 4,000 ms at `speed` 1: folds and checks are quick, much
 * at stake takes longer. Less only where the clock of the turn asks for it.
 * @param speed above 0; 4 is four times as fast, Infinity at once
 */
export function thinkingTimeMs(
  view: TableView,
  decision: BotDecision,
  temperament: Temperament,
  random: Random,
  speed: number,
): number {
  const unhurriedMs = TRAITS[temperament].tempo * pauseMs(view, decision, random);
  const wishedMs = Math.min(THINKING_MAX_MS, THINKING_MIN_MS + unhurriedMs);
  const clockMs = decision.type === 'act' ? (view.actor?.remainingMs ?? null) : null;
  const allowedMs = clockMs === null ? wishedMs : Math.min(wishedMs, CLOCK_PART * Math.max(0, clockMs));
  return Math.round(allowedMs / speed);
}

function pauseMs(view: TableView, decision: BotDecision, random: Random): number {
  if (decision.type !== 'act') return OTHER_MS * random();
  const stakeMs = STAKE_MS * partAtStake(view, decision) * between(0.4, 1, random);
  return MOVE_MS[decision.action.type] * random() + stakeMs;
}

/** The part of the stack that the decision is about, 0 .. 1, its root taken: a tenth already makes one think. */
function partAtStake(view: TableView, { action }: Extract<BotDecision, { type: 'act' }>): number {
  const me = view.seats.find(({ isMe }) => isMe);
  if (!me || me.stack === 0 || action.type === 'check') return 0;
  const chips = action.type === 'raise' ? action.to - me.bet : (view.legal?.callAmount ?? 0);
  return Math.sqrt(Math.min(1, chips / me.stack));
}
