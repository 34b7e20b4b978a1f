import { toHex } from '../../shared/process/hash.ts';
import type { TableEvent } from '../../shared/table/events.ts';
import { logLines } from '../../shared/view/log.ts';
import type { EntryReading, StoredHand } from './handReading.ts';
import { authorOf, inputWords, isRestated } from './inputWords.ts';
import type { Names } from './names.ts';
import { inColumns } from './report.ts';

const HEAD = ['hand', 'seq', 'term', 'table time', 'state', 'author', 'input'];
const STATE_DIGITS = 12;
const UNREADABLE = ['?', '?', '?', '?', '?', '?', 'an entry that is not what anybody signed'];

/**
 * A line an entry, in the order of the document, and what followed from it at the table.
 * @param openedMs when table time began, ms since 1970
 */
export function entryLines({ opening, entries }: StoredHand, names: Names, openedMs: number): string[] {
  const log = tableLog(opening, entries);
  const rows = entries.map((reading, at) => {
    const { said, events, misfit } = reading;
    const left = misfit === null ? '' : `  [not played: ${misfit}]`;
    if (!said) return [...UNREADABLE.slice(0, -1), `${UNREADABLE.at(-1)}${left}`];
    const { entry, input } = said;
    const followed = (log[at] ?? []).map((words) => ` ${words}`).join('');
    return [
      `${entry.hand}`,
      `${entry.seq}`,
      `${entry.term}`,
      tableTime(entry.timeMs - openedMs),
      toHex(entry.state).slice(0, STATE_DIGITS),
      authorOf(input, names),
      `${inputWords(input, events, names)}${followed && ` →${followed}`}${left}`,
    ];
  });
  return inColumns(HEAD, rows);
}

/** For each entry the lines of the hand's log that its input does not say itself. */
function tableLog(opening: readonly TableEvent[], entries: readonly EntryReading[]): string[][] {
  const events = [...opening, ...entries.flatMap((entry) => entry.events)];
  const words = new Map(logLines(events).map((line) => [line.id, line.words]));
  let from = opening.length;
  return entries.map(({ said, events: told }) => {
    const start = from;
    from += told.length;
    return told.flatMap((event, at) => {
      const line = words.get(start + at);
      return line === undefined || (said && isRestated(event, said.input)) ? [] : [line];
    });
  });
}

/** "0:12:03.250": hours, minutes, seconds and ms. */
function tableTime(elapsedMs: number): string {
  const part = (value: number, digits: number) => `${Math.floor(value)}`.padStart(digits, '0');
  const [hours, minutes] = [elapsedMs / 3_600_000, (elapsedMs / 60_000) % 60];
  return `${part(hours, 1)}:${part(minutes, 2)}:${part((elapsedMs / 1_000) % 60, 2)}.${part(elapsedMs % 1_000, 3)}`;
}
