import type { TableView } from '../../electron/ipc.ts';

export type Cue = 'turn' | 'card' | 'chip' | 'win';

/** What is heard when one view follows another at the same table, in the order of hearing. */
export function cuesBetween(previous: TableView | null, view: TableView): Cue[] {
  if (previous === null || previous.tableId !== view.tableId) return [];
  const cues: Cue[] = [];
  if (cardsShown(view) > cardsShown(previous) || wasDealt(previous, view)) cues.push('card');
  if (chipsMoved(previous, view)) cues.push('chip');
  if (view.winners.length > 0 && previous.winners.length === 0) cues.push(iWon(view) ? 'win' : 'chip');
  if (isNewTurn(previous, view)) cues.push('turn');
  return cues;
}

function cardsShown(view: TableView): number {
  return view.boards.reduce((sum, board) => sum + board.length, 0);
}

function wasDealt(previous: TableView, view: TableView): boolean {
  const dealt = (at: TableView) => at.seats.some((seat) => seat.cards.length > 0);
  return dealt(view) && (!dealt(previous) || previous.handNumber !== view.handNumber);
}

function chipsMoved(previous: TableView, view: TableView): boolean {
  return view.seats.some(
    (seat) => seat.bet > (previous.seats.find((old) => old.seat === seat.seat)?.bet ?? 0),
  );
}

function iWon(view: TableView): boolean {
  return view.winners.some((winner) => winner.seat === view.mySeat);
}

function isNewTurn(previous: TableView, view: TableView): boolean {
  if (view.legal === null || view.actor === null || view.paused !== null) return false;
  const sameTurn = previous.handNumber === view.handNumber && previous.actor?.turn === view.actor.turn;
  return !sameTurn || previous.legal === null || previous.paused !== null;
}
