import { DataFolder, nodeFileSystem } from '../../../electron/host/disk/index.ts';
import { verifySignature } from '../../../electron/host/keys.ts';
import type { Replica, ReplicaPorts } from '../../../electron/host/replica.ts';
import { HAND_END } from '../../../shared/process/checkpoint.ts';
import type { PlayedEntry } from '../../../shared/process/journal.ts';
import type { TableEvent } from '../../../shared/table/events.ts';
import { handRecord } from '../../../shared/view/handRecord.ts';
import { type Evening, PROGRAMS, TERM } from './evening.ts';

/** What the table host gives a replica, on a real folder: an existing, empty one or one of an earlier call. */
export async function replicaPorts(
  folderPath: string,
  { host }: Pick<Evening, 'host'>,
): Promise<ReplicaPorts> {
  const fs = nodeFileSystem();
  const opened = await DataFolder.open(fs, folderPath);
  if (opened.type === 'refused') throw new Error(opened.words);
  return {
    fs,
    folder: opened.folder,
    device: host.publicKey,
    journal: { programs: PROGRAMS, verify: verifySignature, guard: () => null },
    isAlone: () => true,
    votersOfGame: () => [],
    recordOf: (events) => handRecord(events as unknown as TableEvent[]),
  };
}

/** Plays an entry of an evening at the replica of the same table. */
export async function follow(replica: Replica, { input, entry }: PlayedEntry, { host }: Evening) {
  if (input.body.kind === HAND_END) {
    await replica.endHand(entry.timeMs, TERM, host);
    await replica.commitAlone();
  } else await replica.append(entry.input, entry.timeMs, TERM, host);
}
