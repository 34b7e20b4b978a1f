import { HAND_FILE_MAX_BYTES } from '../../electron/host/disk/handFile.ts';
import { type ChunkReading, type FileSystem, readChunks } from '../../electron/host/disk/index.ts';
import { ForeignDocument, HandDocument } from '../../electron/host/handDocument.ts';
import { verifySignature } from '../../electron/host/keys.ts';
import { type ReadEntry, readEntry } from '../../shared/process/entry.ts';
import { toHex } from '../../shared/process/hash.ts';
import { type Input, readInput } from '../../shared/process/input.ts';
import { type Guard, Journal } from '../../shared/process/journal.ts';
import type { Step } from '../../shared/process/process.ts';
import { quorumGuard } from '../../shared/quorum/guard.ts';
import type { TableEvent } from '../../shared/table/events.ts';
import { tableGuard } from '../../shared/table/guard.ts';
import { tablePrograms } from '../../shared/table/programs.ts';
import { votersOf } from '../../shared/table/voters.ts';
import { counted, countedEntries, sentence } from './report.ts';

/** A hand's file as far as it can be read. The file is only read: what is damaged stays where it is. */
export interface HandReading {
  readonly sizeBytes: number;
  readonly chunks: ChunkReading;
  readonly hand: StoredHand | null;
  /** What is wrong besides damaged bytes, a sentence each. */
  readonly problems: readonly string[];
}

/** The document of a hand and, as far as it can be played, its journal. */
export interface StoredHand {
  readonly tableId: string;
  readonly hand: number;
  readonly program: number;
  readonly checkpoint: Uint8Array;
  /** Null: what the hand starts from cannot be used. */
  readonly journal: Journal | null;
  /** What the table told before the first entry. */
  readonly opening: readonly TableEvent[];
  readonly entries: readonly EntryReading[];
}

export interface EntryReading {
  /** Null where it, or the input in it, is not what somebody signed. */
  readonly said: { readonly entry: ReadEntry; readonly input: Input } | null;
  /** What the table told when it was played. */
  readonly events: readonly TableEvent[];
  /** Why it has no place in the journal, or was not played; null: it was played. */
  readonly misfit: string | null;
}

const EMPTY = 'The file is empty.';
const NOTHING_READABLE = 'Nothing in the file can be read as a part of a hand.';
const TOO_LARGE = 'The file is far larger than a hand can be.';
const AFTER_MISFIT = 'it follows an entry that was not played';

/** Reads the hand in the file at `path`. @throws DiskFailure */
export async function readHand(fs: FileSystem, path: string): Promise<HandReading> {
  const sizeBytes = await fs.size(path);
  const isTooLarge = (sizeBytes ?? 0) > HAND_FILE_MAX_BYTES;
  const bytes = isTooLarge ? new Uint8Array() : await fs.read(path);
  const chunks = readChunks(bytes);
  const reading = { sizeBytes: sizeBytes ?? 0, chunks, hand: null };
  if (isTooLarge) return { ...reading, problems: [TOO_LARGE] };
  if (bytes.length === 0) return { ...reading, problems: [EMPTY] };
  if (chunks.chunks.length === 0) return { ...reading, problems: [NOTHING_READABLE] };

  const intact = chunks.chunks.map(({ offset, sizeBytes }) => bytes.subarray(offset, offset + sizeBytes));
  try {
    return { ...reading, ...readDocument(intact) };
  } catch (error) {
    if (!(error instanceof ForeignDocument)) throw error;
    return { ...reading, problems: [error.message] };
  }
}

/** @throws ForeignDocument */
function readDocument(chunks: readonly Uint8Array[]): Pick<HandReading, 'hand' | 'problems'> {
  const document = HandDocument.load(chunks);
  const problems: string[] = [];
  const lost = unreachable(chunks, document);
  if (lost > 0) {
    problems.push(
      `${counted(lost, 'intact chunk')} cannot be used: what came before ${lost === 1 ? 'it' : 'them'} is lost.`,
    );
  }

  const journal = openJournal(document, problems);
  const entries = readEntries(document.entries, journal);
  const firstMisfit = entries.findIndex(({ misfit }) => misfit !== null);
  if (journal && firstMisfit >= 0) {
    const fitting = fittingWords(firstMisfit);
    const reason = entries[firstMisfit]?.misfit;
    problems.push(sentence(`Of ${countedEntries(entries.length)} ${fitting}; the next one: ${reason}`));
  }
  const hand = {
    tableId: toHex(document.table),
    hand: document.hand,
    program: document.program,
    checkpoint: document.checkpoint,
    journal,
    opening: journal ? eventsOf(journal.opening) : [],
    entries,
  };
  document.free();
  return { hand, problems };
}

/** How many intact changes hang on chunks that are lost. A change carries one entry, the first chunk what it was saved with. */
function unreachable(chunks: readonly Uint8Array[], document: HandDocument): number {
  const [first] = chunks;
  if (!first) return 0;
  const saved = HandDocument.load([first]);
  const reached = document.entries.length - saved.entries.length;
  saved.free();
  return Math.max(0, chunks.length - 1 - reached);
}

const guardOfVotes = quorumGuard({ verify: verifySignature, votersOf });
const guardOfInvites = tableGuard(verifySignature);

/** Whether its signer hosted, and whoever had to consent did: what every device of the table looks at. */
const guardOfFriends: Guard = (petition) => guardOfVotes(petition) ?? guardOfInvites(petition);

/** The journal that a document starts; null, and a problem, when it cannot start. */
function openJournal(document: HandDocument, problems: string[]): Journal | null {
  const options = { programs: tablePrograms, verify: verifySignature, guard: guardOfFriends };
  try {
    const journal = new Journal(document.checkpoint, document.program, options);
    if (toHex(journal.table) === toHex(document.table) && journal.hand === document.hand) return journal;
    problems.push('What the hand starts from belongs to another hand or table.');
  } catch (error) {
    problems.push(sentence(`The hand cannot be played: ${(error as Error).message}`));
  }
  return null;
}

function readEntries(entries: readonly Uint8Array[], journal: Journal | null): EntryReading[] {
  const readings: EntryReading[] = [];
  let misfit: string | null = journal ? null : 'the hand cannot be played';
  for (const bytes of entries) {
    if (journal && misfit === null) {
      try {
        const { entry, input, step } = journal.replay(bytes);
        readings.push({ said: { entry, input }, events: eventsOf(step), misfit: null });
        continue;
      } catch (error) {
        readings.push({ said: readSaid(bytes), events: [], misfit: (error as Error).message });
        misfit = AFTER_MISFIT;
        continue;
      }
    }
    readings.push({ said: readSaid(bytes), events: [], misfit });
  }
  return readings;
}

function readSaid(bytes: Uint8Array): EntryReading['said'] {
  try {
    const entry = readEntry(bytes, verifySignature);
    return { entry, input: readInput(entry.input, verifySignature) };
  } catch {
    return null;
  }
}

function eventsOf({ told }: Step): TableEvent[] {
  return told.flatMap((item) => (item.type === 'event' ? [item.event as unknown as TableEvent] : []));
}

function fittingWords(count: number): string {
  if (count === 0) return 'none fits';
  return count === 1 ? 'the first one fits' : `the first ${count} fit`;
}
