import { readCertified } from '../../../shared/process/checkpoint.ts';
import { toHex } from '../../../shared/process/hash.ts';
import type { Plain } from '../../../shared/process/plain.ts';
import { gameSchema } from '../../../shared/table/game.ts';
import { parseHandRecord } from '../../../shared/view/handRecord.ts';
import { DataFolder, HistoryFile, nodeFileSystem } from '../../host/disk/index.ts';
import { verifySignature } from '../../host/keys.ts';
import { readRecord } from '../../host/replication/records.ts';
import type { DoneMove } from './testimony.ts';

/** A finished hand as one device's disk has it. */
export interface FinishedHand {
  /** Of the checkpoint that the next one starts from. */
  readonly checkpointHash: string;
  /** Chips that were bought in, less those taken away, less all stacks: 0 unless some came from nowhere. */
  readonly missingChips: number;
  /** What each seat did, in order; null: nobody was dealt in. */
  readonly acts: readonly { readonly seat: number; readonly action: string }[] | null;
}

/** The finished hands of a table on a device's disk. Only reads; no host may run there. @throws Error for one that cannot be read */
export async function finishedHands(folderPath: string, tableId: string): Promise<Map<number, FinishedHand>> {
  const fs = nodeFileSystem();
  const opened = await DataFolder.openToRead(fs, folderPath);
  if (opened.type === 'refused') throw new Error(opened.words);
  const { file, damage } = await HistoryFile.open(fs, opened.folder.historyPath(tableId));
  const hands = new Map<number, FinishedHand>();
  try {
    if (damage) throw new Error(damage);
    for await (const { number, payload } of file.recordsFrom(1)) {
      const record = readRecord(payload);
      if (!record) throw new Error(`The record of hand ${number} in ${folderPath} cannot be read.`);
      const { checkpoint, hash } = readCheckpoint(record.next);
      const game = gameSchema.parse(checkpoint.game);
      const bought = game.accounts.reduce((sum, one) => sum + one.boughtIn - one.cashedOut, 0);
      const stacks = game.seated.reduce((sum, one) => sum + one.stack, 0);
      const acts = actsOf(record.record);
      hands.set(number, { checkpointHash: hash, missingChips: bought - stacks, acts });
    }
    return hands;
  } finally {
    await file.close();
  }
}

function actsOf(record: Plain): FinishedHand['acts'] {
  if (record === null) return null;
  return parseHandRecord(record).steps.flatMap((step) =>
    step.what === 'acts' ? [{ seat: step.seat, action: step.action === 'bet' ? 'raise' : step.action }] : [],
  );
}

function readCheckpoint(certified: Uint8Array) {
  const { checkpoint, position } = readCertified(certified, verifySignature);
  return { checkpoint, hash: toHex(position.state) };
}

/** What the disks say that breaks the promise, a sentence each. */
export function diskFaults(
  disks: readonly { readonly name: string; readonly hands: ReadonlyMap<number, FinishedHand> }[],
  done: readonly DoneMove[],
): string[] {
  const faults: string[] = [];
  const first = new Map<number, { name: string; hash: string }>();
  for (const { name, hands } of disks) {
    for (const [number, { checkpointHash, missingChips }] of hands) {
      const before = first.get(number);
      if (!before) first.set(number, { name, hash: checkpointHash });
      else if (before.hash !== checkpointHash)
        faults.push(`Hand ${number} ends one way on ${before.name}'s disk and another on ${name}'s.`);
      if (missingChips !== 0)
        faults.push(`After hand ${number} ${missingChips} chips are missing on ${name}'s disk.`);
    }
    const last = Math.max(0, ...hands.keys());
    const missing = Array.from({ length: last }, (_, before) => before + 1).filter(
      (number) => !hands.has(number),
    );
    if (missing.length > 0) faults.push(`Hands ${missing.join(', ')} are missing on ${name}'s disk.`);
    faults.push(...lostMoves(hands, done).map((words) => `${words} on ${name}'s disk.`));
  }
  return faults;
}

/** Moves that were shown as done and are not in their hand's record: so many of each kind there must be at least. */
function lostMoves(hands: ReadonlyMap<number, FinishedHand>, done: readonly DoneMove[]): string[] {
  const wanted = new Map<string, { count: number; move: DoneMove }>();
  for (const move of done) {
    const key = `${move.hand}/${move.seat}/${move.action}`;
    wanted.set(key, { move, count: (wanted.get(key)?.count ?? 0) + 1 });
  }
  return [...wanted.values()].flatMap(({ count, move }) => {
    const acts = hands.get(move.hand)?.acts;
    if (!acts) return [];
    const there = acts.filter(({ seat, action }) => seat === move.seat && action === move.action).length;
    return there < count
      ? [`Seat ${move.seat + 1}'s ${move.action} of hand ${move.hand} was shown as done and is lost`]
      : [];
  });
}
