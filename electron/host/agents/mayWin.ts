import { type Card, canStillWin, type Pot, type Seat, strength } from '../../../shared/poker/index.ts';
import { type Looks, lookOf } from '../../../shared/table/asks.ts';

/** Whether a seat with these cards may win something, after what has been shown so far. */
export function mayWin(looks: Looks, seat: Seat, own: readonly Card[]): boolean {
  const hand = lookOf(looks, 'hand');
  if (!hand) return false;
  const boards = hand.boards as Card[][];
  const shown = hand.shown as [Seat, Card[]][];
  return canStillWin(
    seat,
    boards.map((board) => strength([...own, ...board])),
    hand.pots as unknown as Pot[],
    boards.map((board) => new Map(shown.map(([rival, cards]) => [rival, strength([...cards, ...board])]))),
  );
}
