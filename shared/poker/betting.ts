import { isLive, type Post, type SeatStack } from './posts.ts';
import type { Chips, Seat } from './seats.ts';

/** One betting round as a plain value. `act` returns a new one; nothing is changed in place. */
export interface Round {
  /** Least bet and least raise increment. */
  bigBlind: Chips;
  /** What everybody must match on this street; before the flop never below the big blind, even if that was posted short. */
  level: Chips;
  /** The largest full bet or raise increment of this round, at least the big blind. */
  fullRaise: Chips;
  /** Dealt-in seats in dealing order (first seat left of the button first), folded ones included. */
  seats: RoundSeat[];
  /** Whose turn it is; null once the round is over. */
  actor: Seat | null;
  /** Who made the last bet or raise of this round (blinds and straddles do not count). */
  aggressor: Seat | null;
}

export interface RoundSeat {
  seat: Seat;
  /** Chips behind. */
  stack: Chips;
  /** Live chips put in on this street. */
  bet: Chips;
  folded: boolean;
  /** The level when this seat last acted in this round; null if it has not. Judges whether the betting is open to it. */
  actedAt: Chips | null;
}

export type Action = { type: 'fold' } | { type: 'check' } | { type: 'call' } | { type: 'raise'; to: Chips };

/** What the player to act may do. Raise amounts are that player's own totals on this street, `callAmount` is the chips to add. */
export interface LegalActions {
  actor: Seat | null;
  canFold: boolean;
  canCheck: boolean;
  /** 0 when there is nothing to call; the whole stack when it does not cover the bet. */
  callAmount: Chips;
  /** Both null when no raise is offered; equal when only all-in is possible. */
  minRaiseTo: Chips | null;
  maxRaiseTo: Chips | null;
}

export type RefusalReason =
  | 'round-over'
  | 'not-in-hand'
  | 'not-your-turn'
  | 'check-facing-bet'
  | 'nothing-to-call'
  | 'not-a-chip-amount'
  | 'call-is-all-in'
  | 'opponents-all-in'
  | 'betting-not-reopened'
  | 'raise-below-minimum'
  | 'raise-above-stack';

export interface Refusal {
  refused: RefusalReason;
}

/** One sentence for a person, for each reason. */
export const REFUSAL_SENTENCES: Readonly<Record<RefusalReason, string>> = {
  'round-over': 'Nobody has to act now.',
  'not-in-hand': 'You are not in this hand.',
  'not-your-turn': 'It is not your turn.',
  'check-facing-bet': 'You cannot check: there is a bet to answer.',
  'nothing-to-call': 'There is nothing to call.',
  'not-a-chip-amount': 'A bet is a whole number of chips.',
  'call-is-all-in': 'Your stack does not cover more than a call.',
  'opponents-all-in': 'Everyone else is all-in: call or fold.',
  'betting-not-reopened': 'The all-in was less than a full raise: call or fold.',
  'raise-below-minimum': 'That is below the minimum raise.',
  'raise-above-stack': 'You do not have that many chips.',
};

export interface PreflopInput {
  bigBlind: Chips;
  /** Dealing order, chips before posting. */
  seats: readonly SeatStack[];
  posts: readonly Post[];
}

/**
 * The round before the flop, after the posts: stacks are reduced by them and the seat left of the last blind is to act. In a bomb pot,
 * where nobody posts a big blind, the round is over as it opens.
 */
export function openPreflop({ bigBlind, seats, posts }: PreflopInput): Round {
  const round: Round = {
    bigBlind,
    level: bigBlind,
    fullRaise: bigBlind,
    seats: seats.map(({ seat, stack }) => {
      const own = posts.filter((post) => post.seat === seat);
      const paid = own.reduce((sum, post) => sum + post.amount, 0);
      const bet = own.filter(isLive).reduce((sum, post) => sum + post.amount, 0);
      return { seat, stack: stack - paid, bet, folded: false, actedAt: null };
    }),
    actor: null,
    aggressor: null,
  };
  for (const post of posts) if (post.kind === 'straddle') raiseLevel(round, post.amount);
  const lastBlind = posts.findLast((post) => post.kind === 'big-blind' || post.kind === 'straddle');
  if (lastBlind !== undefined) round.actor = nextActor(round, lastBlind.seat);
  return round;
}

/** A seat as it enters a later street. */
export interface StreetSeat extends SeatStack {
  folded: boolean;
}

/** A round after the flop: no bets, the first live seat left of the button with chips is to act. */
export function openRound(bigBlind: Chips, seats: readonly StreetSeat[]): Round {
  const round: Round = {
    bigBlind,
    level: 0,
    fullRaise: bigBlind,
    seats: seats.map(({ seat, stack, folded }) => ({ seat, stack, bet: 0, folded, actedAt: null })),
    actor: null,
    aggressor: null,
  };
  round.actor = nextActor(round, null);
  return round;
}

const NO_ACTIONS: LegalActions = {
  actor: null,
  canFold: false,
  canCheck: false,
  callAmount: 0,
  minRaiseTo: null,
  maxRaiseTo: null,
};

/** What the player to act may do; all false, zero and null once the round is over. A fold is always legal, even when a check is. */
export function legalActions(round: Round): LegalActions {
  const actor = actorOf(round);
  if (actor === null) return NO_ACTIONS;
  const toCall = Math.max(0, round.level - actor.bet);
  const open = raiseRefusal(round, actor) === null;
  const allInTo = actor.bet + actor.stack;
  return {
    actor: actor.seat,
    canFold: true,
    canCheck: toCall === 0,
    callAmount: Math.min(toCall, actor.stack),
    minRaiseTo: open ? Math.min(round.level + round.fullRaise, allInTo) : null,
    maxRaiseTo: open ? allInTo : null,
  };
}

/** The round after the action, or why it is refused; a refusal changes nothing. */
export function act(round: Round, seat: Seat, action: Action): Round | Refusal {
  const reason = refusalOf(round, seat, action);
  if (reason !== null) return { refused: reason };
  const next: Round = { ...round, seats: round.seats.map((entry) => ({ ...entry })) };
  const actor = next.seats.find((entry) => entry.seat === seat) as RoundSeat;
  if (action.type === 'fold') actor.folded = true;
  if (action.type === 'call') putIn(actor, Math.min(next.level, actor.bet + actor.stack));
  if (action.type === 'raise') {
    putIn(actor, action.to);
    raiseLevel(next, action.to);
    next.aggressor = seat;
  }
  actor.actedAt = next.level;
  next.actor = nextActor(next, seat);
  return next;
}

/** True if `act` refused. */
export function isRefusal(result: Round | Refusal): result is Refusal {
  return 'refused' in result;
}

/** What is done for a player whose time has run out: fold when facing a bet, otherwise check. */
export function timeoutAction(legal: LegalActions): Action {
  return legal.canCheck ? { type: 'check' } : { type: 'fold' };
}

/** The seats that have not folded, in dealing order. */
export function liveSeats(round: Round): Seat[] {
  return round.seats.filter((entry) => !entry.folded).map((entry) => entry.seat);
}

/** True once the round is over and no later round can have a decision: at most one live seat has chips left. */
export function isBettingClosed(round: Round): boolean {
  return round.actor === null && round.seats.filter(hasChips).length <= 1;
}

function refusalOf(round: Round, seat: Seat, action: Action): RefusalReason | null {
  if (round.actor === null) return 'round-over';
  const actor = actorOf(round);
  if (!round.seats.some((entry) => entry.seat === seat && !entry.folded)) return 'not-in-hand';
  if (actor === null || seat !== round.actor) return 'not-your-turn';
  const facesBet = actor.bet < round.level;
  if (action.type === 'check') return facesBet ? 'check-facing-bet' : null;
  if (action.type === 'call') return facesBet ? null : 'nothing-to-call';
  if (action.type === 'raise') return refusalOfRaise(round, actor, action.to);
  return null;
}

function refusalOfRaise(round: Round, actor: RoundSeat, to: Chips): RefusalReason | null {
  const allInTo = actor.bet + actor.stack;
  if (!Number.isSafeInteger(to) || to < 0) return 'not-a-chip-amount';
  if (to > allInTo) return 'raise-above-stack';
  const closed = raiseRefusal(round, actor);
  if (closed !== null) return closed;
  return to < Math.min(round.level + round.fullRaise, allInTo) ? 'raise-below-minimum' : null;
}

/** Why no raise of any size is offered; null if one is. */
function raiseRefusal(round: Round, actor: RoundSeat): RefusalReason | null {
  if (actor.bet + actor.stack <= round.level) return 'call-is-all-in';
  if (!round.seats.some((entry) => entry.seat !== actor.seat && hasChips(entry))) return 'opponents-all-in';
  const faced = actor.actedAt === null ? null : round.level - actor.actedAt;
  if (faced !== null && faced < round.fullRaise) return 'betting-not-reopened';
  return null;
}

function actorOf(round: Round): RoundSeat | null {
  return round.seats.find((entry) => entry.seat === round.actor) ?? null;
}

function hasChips(entry: RoundSeat): boolean {
  return !entry.folded && entry.stack > 0;
}

function putIn(entry: RoundSeat, to: Chips): void {
  entry.stack -= to - entry.bet;
  entry.bet = to;
}

/** A bet or raise to `to`; one short of a full raise moves the level and leaves the least raise as it was. */
function raiseLevel(round: Round, to: Chips): void {
  const increment = to - round.level;
  round.fullRaise = Math.max(round.fullRaise, increment);
  round.level = Math.max(round.level, to);
}

/** The first seat to the left of `after` that must still act; from the top of the dealing order when `after` is null. */
function nextActor(round: Round, after: Seat | null): Seat | null {
  const { seats } = round;
  if (seats.filter((entry) => !entry.folded).length < 2 || nothingToAnswer(round)) return null;
  const start = after === null ? 0 : seats.findIndex((entry) => entry.seat === after) + 1;
  const clockwise = [...seats.slice(start), ...seats.slice(0, start)];
  const mustAct = (entry: RoundSeat) =>
    hasChips(entry) && (entry.actedAt === null || entry.bet < round.level);
  return clockwise.find(mustAct)?.seat ?? null;
}

/** Nobody, or only one seat, has chips left and no live opponent has bet more than it. */
function nothingToAnswer(round: Round): boolean {
  const able = round.seats.filter(hasChips);
  if (able.length > 1) return false;
  const own = able[0]?.bet ?? Number.POSITIVE_INFINITY;
  return round.seats.every((entry) => entry.folded || entry.bet <= own);
}
