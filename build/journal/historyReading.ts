import { type FileSystem, readHistory } from '../../electron/host/disk/index.ts';
import { verifySignature } from '../../electron/host/keys.ts';
import { readCertified } from '../../shared/process/checkpoint.ts';
import { toHex } from '../../shared/process/hash.ts';
import { fromBytes, isRecord, type Plain } from '../../shared/process/plain.ts';
import { type HandRecord, parseHandRecord } from '../../shared/view/handRecord.ts';

/** A finished hand as history keeps it. */
export interface FinishedHand {
  readonly hand: number;
  /** Null: it ended without a deal. */
  readonly record: HandRecord | null;
}

/** A table's history as far as it can be read. The file is only read. */
export interface HistoryReading {
  readonly tableId: string | null;
  readonly hands: readonly FinishedHand[];
  /** What is damaged or does not fit, a sentence each. */
  readonly problems: readonly string[];
}

/** Reads the history in the file at `path`. @throws DiskFailure */
export async function readFinishedHands(fs: FileSystem, path: string): Promise<HistoryReading> {
  const hands: FinishedHand[] = [];
  const problems: string[] = [];
  let tableId: string | null = null;
  for await (const item of readHistory(fs, path)) {
    if (item.type === 'damage') {
      problems.push(item.words);
      continue;
    }
    try {
      const { finished, table } = readFinished(item.payload);
      if (tableId !== null && tableId !== table) problems.push(`Record ${item.number} is of another table.`);
      const last = hands.at(-1);
      if (last && finished.hand !== last.hand + 1) {
        problems.push(`Hand ${finished.hand} stands after hand ${last.hand}.`);
      }
      tableId ??= table;
      hands.push(finished);
    } catch (error) {
      problems.push(`Record ${item.number} does not hold together (${reasonOf(error)}).`);
    }
  }
  return { tableId, hands, problems };
}

/** @throws Error when the record, or the checkpoint it leads to, does not hold together */
function readFinished(payload: Uint8Array): { finished: FinishedHand; table: string } {
  const value = fromBytes(payload);
  if (!isRecord(value) || typeof value.hand !== 'number' || !(value.next instanceof Uint8Array)) {
    throw new Error('it is no record of a hand');
  }
  const { checkpoint } = readCertified(value.next, verifySignature);
  if (checkpoint.hand !== value.hand + 1) throw new Error('its checkpoint is of another hand');
  const record = readRecord(value.record ?? null);
  return { finished: { hand: value.hand, record }, table: toHex(checkpoint.table) };
}

function readRecord(record: Plain): HandRecord | null {
  return record === null ? null : parseHandRecord(record);
}

/** A schema's error is a whole document; it is enough to say that the record is not of its shape. */
function reasonOf(error: unknown): string {
  const { name, message } = error as Error;
  return name === 'ZodError' ? 'it is not of the shape that records have' : message;
}
