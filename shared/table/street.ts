import { act, isRefusal, type Round, type Seat } from '../poker/index.ts';
import { chapter, look, type Story } from '../process/effects.ts';
import type { Desk } from './desk.ts';
import { tell } from './tell.ts';
import { type Decision, takeTurn } from './turn.ts';

export interface StreetOptions {
  readonly hand: number;
  readonly nextTurn: () => number;
  readonly desk: Desk;
  /** The hand has been called off. */
  readonly isVoid: () => boolean;
}

/** One betting round: players act in turn until nobody has to answer any more. */
export const playStreet = chapter(
  'street',
  function* (opened: Round, { hand, nextTurn, desk, isVoid }: StreetOptions): Story<Round> {
    let round = opened;
    yield* look(() => ({ round: { ...round, seats: round.seats.map((entry) => ({ ...entry })) } }));
    while (round.actor !== null) {
      const seat = round.actor;
      const decision = yield* takeTurn(round, seat, { hand, turn: nextTurn() }, desk, isVoid);
      const before = round;
      round = acted(round, seat, decision);
      yield* tellAction(before, round, seat, decision);
    }
    return round;
  },
);

function acted(round: Round, seat: Seat, { action }: Decision): Round {
  const next = act(round, seat, action);
  if (isRefusal(next)) throw new Error(`a ${action.type} was taken that is not legal: ${next.refused}`);
  return next;
}

function* tellAction(before: Round, after: Round, seat: Seat, { action, timedOut }: Decision): Story<void> {
  const had = before.seats.find((entry) => entry.seat === seat);
  const has = after.seats.find((entry) => entry.seat === seat);
  if (!had || !has) return;
  const isBet = action.type === 'raise' && before.level === 0;
  yield* tell({
    what: 'acts',
    seat,
    action: isBet ? 'bet' : action.type,
    added: has.bet - had.bet,
    to: has.bet,
    allIn: has.stack === 0 && has.bet > had.bet,
    timedOut,
  });
}
