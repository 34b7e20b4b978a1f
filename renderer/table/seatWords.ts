import type { SeatView, TableView } from '../../electron/ipc.ts';

export interface SeatTag {
  kind: 'won' | 'hand' | 'action' | 'state' | 'sending';
  words: string;
}

/** What is known of a seat's device, beside the cards. */
export interface SeatSurroundings {
  absence: 'reconnecting' | 'away' | null;
  isHost: boolean;
  /** Its own act that is on its way, in words; of one's own seat only. */
  sending: string | null;
}

const NOTHING_KNOWN: SeatSurroundings = { absence: null, isHost: false, sending: null };

type Writer = (chips: number) => string;
type WordsWriter = (words: string) => string;

/** The one thing worth saying under a seat: what it won, holds, waits for or did last; null when nothing is. */
export function seatTag(
  seat: SeatView,
  view: TableView,
  amount: Writer,
  words: WordsWriter,
  { absence, sending }: SeatSurroundings = NOTHING_KNOWN,
): SeatTag | null {
  if (sending !== null) return { kind: 'sending', words: `sending: ${words(sending)}…` };
  if (seat.won > 0) return { kind: 'won', words: `+${amount(seat.won)}` };
  if (seat.isMe && view.myHandWords !== null && seat.inHand && !seat.folded) {
    return { kind: 'hand', words: words(view.myHandWords) };
  }
  if (seat.handWords !== null) return { kind: 'hand', words: words(seat.handWords) };
  if (absence !== null && view.actor?.seat === seat.seat) return { kind: 'state', words: ABSENCE[absence] };
  if (seat.leaving) return { kind: 'state', words: 'leaving' };
  if (seat.waitingFor !== null) return { kind: 'state', words: words(seat.waitingFor) };
  if (seat.lastAction !== null) return { kind: 'action', words: words(seat.lastAction) };
  if (absence !== null) return { kind: 'state', words: ABSENCE[absence] };
  if (seat.sittingOut) return { kind: 'state', words: seat.inHand ? 'sits out next hand' : 'sitting out' };
  return null;
}

const ABSENCE = { reconnecting: 'reconnecting…', away: 'away' } as const;

/** A seat as a screen reader says it. */
export function seatWords(
  seat: SeatView,
  view: TableView,
  amount: Writer,
  words: WordsWriter,
  around: SeatSurroundings = NOTHING_KNOWN,
): string {
  const tag = seatTag(seat, view, amount, words, around)?.words ?? null;
  const absence = around.absence === null ? null : ABSENCE[around.absence];
  const parts = [
    `Seat ${seat.seat + 1}`,
    seat.isMe ? `${seat.name}, you` : (seat.name ?? 'empty'),
    seat.isBot ? 'bot' : null,
    seat.allIn ? 'all-in' : `${amount(seat.stack)} behind`,
    seat.bet > 0 ? `bet ${amount(seat.bet)}` : null,
    view.button === seat.seat ? 'dealer button' : null,
    view.actor?.seat === seat.seat ? 'to act' : null,
    seat.inHand && seat.folded ? 'folded' : null,
    around.isHost ? 'hosting' : null,
    absence === tag ? null : absence,
    tag,
  ];
  return parts.filter((part) => part !== null).join(', ');
}
