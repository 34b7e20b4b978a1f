import { readCharter } from '../../electron/host/charter.ts';
import type { Checkpoint } from '../../shared/process/checkpoint.ts';
import { logLines } from '../../shared/view/log.ts';
import { checkpointLines, gameOf, readCheckpoint } from './checkpointLines.ts';
import { damageLines } from './damageLines.ts';
import { entryLines } from './entryLines.ts';
import type { HandReading, StoredHand } from './handReading.ts';
import { Names } from './names.ts';
import { type Report, section } from './report.ts';
import { standingLines } from './standingLines.ts';

/** A hand's file in words. */
export function reportHand(fileName: string, reading: HandReading): Report {
  const { sizeBytes, chunks, hand, problems } = reading;
  return {
    lines: [
      ...(hand ? handLines(hand) : [`${fileName} holds no hand that can be read.`]),
      ...section('What is wrong', problems),
      ...section(chunks.damages.length > 0 ? 'Damage' : 'File', damageLines(chunks, sizeBytes)),
    ],
    isSound: problems.length === 0 && chunks.damages.length === 0,
  };
}

function handLines(hand: StoredHand): string[] {
  const { journal, opening, entries } = hand;
  const start = readCheckpoint(hand.checkpoint);
  const charter = start && readCharter(start.charter);
  const inputs = entries.flatMap(({ said }) => (said ? [said.input] : []));
  const names = new Names(gameOf(start), inputs);
  const events = [...opening, ...entries.flatMap((entry) => entry.events)];
  return [
    `Hand ${hand.hand} of "${charter?.name ?? 'a table'}" (${hand.tableId}), program version ${hand.program}`,
    ...logLines(opening).map(({ words }) => words),
    '',
    ...entryLines(hand, names, charter?.createdMs ?? 0),
    ...(start ? section('Starts from', checkpointLines(start, names)) : []),
    ...(journal?.isEnded ? section('Ends with', endLines(journal.nextHand().checkpoint, names)) : []),
    ...(journal ? section('Next', standingLines(journal, events)) : []),
  ];
}

function endLines(certified: Uint8Array, names: Names): string[] {
  return checkpointLines(readCheckpoint(certified) as Checkpoint, names);
}
