import type { SeatView, TableView } from '../../electron/ipc.ts';

export interface SeatTag {
  kind: 'won' | 'hand' | 'action' | 'state';
  words: string;
}

type Writer = (chips: number) => string;
type WordsWriter = (words: string) => string;

/** The one thing worth saying under a seat: what it won, holds, waits for or did last; null when nothing is. */
export function seatTag(seat: SeatView, view: TableView, amount: Writer, words: WordsWriter): SeatTag | null {
  if (seat.won > 0) return { kind: 'won', words: `+${amount(seat.won)}` };
  if (seat.isMe && view.myHandWords !== null && seat.inHand && !seat.folded) {
    return { kind: 'hand', words: words(view.myHandWords) };
  }
  if (seat.handWords !== null) return { kind: 'hand', words: words(seat.handWords) };
  if (seat.leaving) return { kind: 'state', words: 'leaving' };
  if (seat.waitingFor !== null) return { kind: 'state', words: words(seat.waitingFor) };
  if (seat.lastAction !== null) return { kind: 'action', words: words(seat.lastAction) };
  if (seat.sittingOut) return { kind: 'state', words: seat.inHand ? 'sits out next hand' : 'sitting out' };
  return null;
}

/** A seat as a screen reader says it. */
export function seatWords(seat: SeatView, view: TableView, amount: Writer, words: WordsWriter): string {
  const parts = [
    `Seat ${seat.seat + 1}`,
    seat.isMe ? `${seat.name}, you` : (seat.name ?? 'empty'),
    seat.isBot ? 'bot' : null,
    seat.allIn ? 'all-in' : `${amount(seat.stack)} behind`,
    seat.bet > 0 ? `bet ${amount(seat.bet)}` : null,
    view.button === seat.seat ? 'dealer button' : null,
    view.actor?.seat === seat.seat ? 'to act' : null,
    seat.inHand && seat.folded ? 'folded' : null,
    seatTag(seat, view, amount, words)?.words ?? null,
  ];
  return parts.filter((part) => part !== null).join(', ');
}
