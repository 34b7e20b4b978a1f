import { readCharter } from '../../electron/host/charter.ts';
import { toHex } from '../../shared/process/hash.ts';
import type { Journal } from '../../shared/process/journal.ts';
import type { TableEvent } from '../../shared/table/events.ts';
import { seatView } from '../../shared/view/seatView.ts';
import { chips } from '../../shared/view/words.ts';

/** A device without a seat: it sees what everybody may see. */
const SPECTATOR = { device: '', ownCards: null, preAction: null };

/** How the table stands after the last entry, and who or what is next. */
export function standingLines(journal: Journal, events: readonly TableEvent[]): string[] {
  if (journal.isEnded) return [`The hand is closed; hand ${journal.hand + 1} starts from its checkpoint.`];
  if (journal.isPlayed) return ['The hand has been played; the host has to close it.'];
  const view = spectatorView(journal, events);
  const dealtIn = view.seats.filter(({ inHand }) => inHand);
  const boards = view.boards.filter((board) => board.length > 0).map((board) => board.join(' '));
  return [
    ...(boards.length > 0 ? [`board: ${boards.join(' and ')}`] : []),
    ...(dealtIn.length > 0 ? [`pot: ${chips(view.totalPot)}`] : []),
    ...dealtIn.map(
      ({ name, stack, bet, folded }) =>
        `${name}: ${chips(stack)} behind${bet > 0 ? `, ${chips(bet)} bet` : ''}${folded ? ', folded' : ''}`,
    ),
    [view.paused ?? '', view.waitingFor].join(' ').trim(),
  ];
}

function spectatorView(journal: Journal, events: readonly TableEvent[]) {
  const { name, practice } = readCharter(journal.charter);
  const { seq, state, timeMs } = journal.position;
  const seen = {
    tableId: toHex(journal.table),
    name,
    practice,
    hand: journal.hand,
    looks: journal.looks(),
    events,
    seq,
    stateHash: toHex(state),
    timeMs,
    standing: null,
    dealingLine: '',
  };
  return seatView(seen, SPECTATOR);
}
