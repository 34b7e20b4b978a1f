import type { TableView } from '../../electron/ipc.ts';
import type { Turn } from './useTurn.ts';

/** What the raise button says: a first bet is a bet, everything behind one's stack is all-in. */
export function raiseWord(view: TableView, { raiseTo, limits }: Pick<Turn, 'raiseTo' | 'limits'>): string {
  if (limits === null) return 'Raise';
  const mine = view.seats.find((seat) => seat.isMe);
  if (mine !== undefined && raiseTo === mine.stack + mine.bet) return 'All-in';
  return view.seats.some((seat) => seat.bet > 0) ? 'Raise to' : 'Bet';
}
