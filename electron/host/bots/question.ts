import type { TableView } from '../../../shared/view/tableView.ts';

/** What a player may be asked for. */
export type Ask = 'move' | 'run twice' | 'show' | 'buy in' | 'sit in';

export interface Question {
  readonly ask: Ask;
  /** Equal for two views exactly if they put the same question, so that each is answered once. */
  readonly key: string;
}

/** What the view's own seat is asked now; null: nothing, or the table stands still. */
export function questionOf(view: TableView): Question | null {
  const me = view.seats.find(({ isMe }) => isMe);
  if (!me || me.leaving || view.paused !== null) return null;
  const question = (ask: Ask, detail: number | string): Question => ({
    ask,
    key: `hand ${view.handNumber}: ${ask} ${detail}`,
  });
  if (view.legal && view.actor?.seat === me.seat) return question('move', view.actor.turn);
  if (view.canRunTwice) return question('run twice', me.seat);
  // Before showing: a result lets everybody show as long as it stands, and chips must be there for the next hand.
  if (view.rebuy) return question('buy in', me.seat);
  if (view.canShow) return question('show', view.phase);
  if (me.sittingOut) return question('sit in', me.seat);
  return null;
}
