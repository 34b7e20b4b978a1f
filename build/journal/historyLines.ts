import type { HandRecord } from '../../shared/view/handRecord.ts';
import { chips, listed } from '../../shared/view/words.ts';
import type { FinishedHand, HistoryReading } from './historyReading.ts';
import { counted, inColumns, type Report, section } from './report.ts';

const HEAD = ['hand', 'players', 'result'];

/** A history in words: a line a hand. @param lastCount how many hands, counted from the end, get one */
export function reportHistory(
  fileName: string,
  { tableId, hands, problems }: HistoryReading,
  lastCount = hands.length,
): Report {
  const shown = hands.slice(Math.max(0, hands.length - lastCount));
  const left = shown.length < hands.length ? `; the last ${shown.length}` : '';
  return {
    lines: [
      `${fileName}: ${counted(hands.length, 'finished hand')}${tableId ? ` of table ${tableId}` : ''}${left}`,
      ...(shown.length > 0 ? ['', ...inColumns(HEAD, shown.map(row))] : []),
      ...section('Damage', problems),
    ],
    isSound: problems.length === 0,
  };
}

function row({ hand, record }: FinishedHand): string[] {
  if (!record) return [`${hand}`, '-', 'closed without a deal'];
  const won = record.players.flatMap(({ seat, name }) => {
    const amount = wonBy(record, seat);
    return amount > 0 ? [`${name} wins ${chips(amount)}`] : [];
  });
  const players = record.players.map(({ name }) => name);
  return [`${hand}`, listed(players), `${record.bombPot ? 'bomb pot: ' : ''}${listed(won)}`];
}

function wonBy({ wins }: HandRecord, seat: number): number {
  return wins.reduce((sum, win) => sum + (win.seat === seat ? win.amount : 0), 0);
}
