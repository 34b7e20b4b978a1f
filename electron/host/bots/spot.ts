import { type Card, clockwiseFrom, parseCards } from '../../../shared/poker/index.ts';
import type { LegalView, SeatView, TableView } from '../../../shared/view/tableView.ts';

/** What a player weighs when it is their turn; amounts in chips. */
export interface Spot {
  readonly hole: readonly [Card, Card];
  readonly board: readonly Card[];
  readonly legal: LegalView;
  readonly smallBlind: number;
  readonly bigBlind: number;
  readonly stack: number;
  /** What this player has in front of them on this street. */
  readonly bet: number;
  /** What has to be matched on this street. */
  readonly level: number;
  /** Before the flop: somebody has put in more than a blind or a straddle. */
  readonly isRaised: boolean;
  /** What this player can win as it lies, without what they still have to add. */
  readonly pot: number;
  /** Pot odds: the part of the pot after a call that the call pays, 0 .. 1; at most this much equity makes it even. */
  readonly price: number;
  /** Players still in the hand, without this one. */
  readonly opponents: number;
  /** The most any opponent can have in front of them on this street. */
  readonly opponentsReach: number;
  /** How late this player acts after the flop among those in: 0 first .. 1 last. */
  readonly position: number;
  /** Nobody can bet any more after a call. */
  readonly callEndsBetting: boolean;
}

/** The spot of the seat that the view belongs to; null when it is not its turn or it cannot see its own cards. */
export function spotOf(view: TableView): Spot | null {
  const me = view.seats.find(({ isMe }) => isMe);
  const { legal } = view;
  if (!me || !legal) return null;
  const hole = cardsOf(me.cards);
  const board = cardsOf(view.boards[0] ?? []);
  if (hole?.length !== 2 || !board) return null;

  const rivals = view.seats.filter((seat) => seat.inHand && !seat.folded && !seat.isMe);
  const { smallBlind, bigBlind } = view.settings;
  const called = me.bet + legal.callAmount;
  const level = Math.max(called, ...view.seats.map(({ bet }) => bet));
  const beyondReach = view.seats.reduce((sum, { bet }) => sum + Math.max(0, bet - called), 0);
  const pot = view.totalPot - beyondReach;
  return {
    hole: hole as [Card, Card],
    board,
    legal,
    smallBlind,
    bigBlind,
    stack: me.stack,
    bet: me.bet,
    level,
    isRaised: level > (view.settings.straddle ? 2 * bigBlind : bigBlind),
    pot,
    price: legal.callAmount === 0 ? 0 : legal.callAmount / (pot + legal.callAmount),
    opponents: Math.max(1, rivals.length),
    opponentsReach: Math.max(0, ...rivals.map(({ bet, stack }) => bet + stack)),
    position: positionOf(me, rivals, view.button ?? me.seat),
    callEndsBetting: legal.callAmount >= me.stack || rivals.every(({ allIn }) => allIn),
  };
}

function positionOf(me: SeatView, rivals: readonly SeatView[], button: number): number {
  const order = clockwiseFrom(
    [me, ...rivals].map(({ seat }) => seat),
    button,
  );
  return order.length === 1 ? 1 : order.indexOf(me.seat) / (order.length - 1);
}

/** Null when one of them lies face down. */
function cardsOf(cards: readonly (string | null)[]): Card[] | null {
  return cards.includes(null) ? null : parseCards(cards.join(''));
}
