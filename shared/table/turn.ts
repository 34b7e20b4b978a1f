import {
  type Action,
  act,
  type Chips,
  isRefusal,
  legalActions,
  REFUSAL_SENTENCES,
  type Round,
  type Seat,
  timeoutAction,
} from '../poker/index.ts';
import { chapter, look, now, receiveUnless, type Story } from '../process/effects.ts';
import { timerUntil } from './clock.ts';
import { HandVoid } from './deck.ts';
import type { Desk } from './desk.ts';
import { on, type TableInputOf } from './inputs.ts';

export const TURN_REFUSALS = {
  otherHand: 'That hand is over.',
  otherTurn: 'That turn is over.',
  otherAmount: 'The amount to call is another one by now.',
  paused: 'The table is paused.',
} as const;

/** What a player did, or the clock for them. */
export interface Decision {
  readonly action: Action;
  readonly timedOut: boolean;
}

export interface TurnPlace {
  readonly hand: number;
  /** Counts the turns of a hand: a move names its own. */
  readonly turn: number;
}

/**
 * One player's turn: they act, their time runs out, or they have left and fold. A hand that is called off meanwhile, as its
 * hole cards turned out to be unreadable, ends here.
 */
export const takeTurn = chapter(
  'turn',
  function* (
    round: Round,
    seat: Seat,
    { hand, turn }: TurnPlace,
    desk: Desk,
    isVoid: () => boolean,
  ): Story<Decision> {
    const { clock } = desk;
    const { actionClockMs } = desk.settings();
    const bankMs = desk.timeBankMs(seat);
    const startMs = yield* now();
    const clockTimer = actionClockMs === null ? null : clock.timer(startMs, actionClockMs);
    const timer = timerUntil(() => {
      const endsMs = clockTimer?.endsMs() ?? null;
      return endsMs === null ? null : Math.max(endsMs + bankMs, clock.graceUntilMs());
    });
    yield* look(() => ({
      seat,
      turn,
      startMs,
      clockEndsMs: clockTimer?.endsMs() ?? null,
      endsMs: timer.endsMs(),
    }));

    const decision = yield* receiveUnless<Decision>({
      name: ['turn', turn, seat],
      deadlineMs: timer.endsMs,
      unless: () => desk.isLeaving(seat) || isVoid(),
      judge: on<Decision>({
        MOVE: (move, { device }) => {
          if (move.hand !== hand) return { refuse: TURN_REFUSALS.otherHand };
          if (device !== desk.deviceAt(seat)) return { refuse: REFUSAL_SENTENCES['not-your-turn'] };
          if (move.turn !== turn) return { refuse: TURN_REFUSALS.otherTurn };
          if (clock.isPaused()) return { refuse: TURN_REFUSALS.paused };
          const action = actionOf(move);
          const tried = act(round, seat, action);
          if (isRefusal(tried)) return { refuse: REFUSAL_SENTENCES[tried.refused] };
          if (!namesAmount(move, round)) return { refuse: TURN_REFUSALS.otherAmount };
          return { take: { action, timedOut: false } };
        },
        TIMEOUT: timer.over({ action: timeoutAction(legalActions(round)), timedOut: true }),
      }),
    });

    if (decision === null && isVoid()) throw new HandVoid();
    if (decision && !decision.timedOut) desk.heardFrom(seat);
    const endsMs = clockTimer?.endsMs() ?? null;
    const overMs = endsMs === null ? 0 : (yield* now()) - endsMs;
    if (overMs > 0) desk.spendTimeBank(seat, Math.min(overMs, bankMs));
    return decision ?? { action: { type: 'fold' }, timedOut: false };
  },
);

function actionOf({ action, amount }: TableInputOf<'MOVE'>): Action {
  return action === 'raise' ? { type: 'raise', to: amount } : { type: action };
}

/** A call must name the chips it adds, so that it never becomes a call of another bet. */
function namesAmount({ action, amount }: TableInputOf<'MOVE'>, round: Round): boolean {
  const named: Chips = action === 'raise' ? amount : action === 'call' ? legalActions(round).callAmount : 0;
  return amount === named;
}
