import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { HistoryFile } from '../../../electron/host/disk/index.ts';
import { Replica, type ReplicaPorts } from '../../../electron/host/replica.ts';
import { toHex } from '../../../shared/process/hash.ts';
import { toBytes } from '../../../shared/process/plain.ts';
import { handRecord } from '../../../shared/view/handRecord.ts';
import type { BenchRun, Figure, Goal } from '../figure.ts';
import { interleave, median, medianRatio, type Pairs, pairCount } from '../pairs.ts';
import { inWorkFolder } from '../workFolder.ts';
import { Evening, type PlayedHand } from './evening.ts';
import { follow, replicaPorts } from './replicaOn.ts';

const MANY_HANDS = 10_000;
const FEW_HANDS = 10;
const PAIRS = 101;
const WARM_UP_PAIRS = 20;
const RATIO_MAX = 1.1;
const LONGER_MAX_MS = 2;
/** How far the open hand has come: the flop lies, several players are in. */
const OPEN_ENTRIES = 12;
/** Different hands among the finished ones. */
const SAMPLE_HANDS = 20;
const SEED = 2;

/** The same table with the same open hand, opened after many hands and after few. */
export function measureResume({ quick }: BenchRun): Promise<Figure[]> {
  return inWorkFolder(async (folder) => {
    const many = await storedTable(join(folder, 'many'), MANY_HANDS);
    const few = await storedTable(join(folder, 'few'), FEW_HANDS);
    await interleave(quick ? 1 : WARM_UP_PAIRS, many, few);
    const pairs = await interleave(pairCount(PAIRS, quick), many, few);
    const ratio = medianRatio(pairs);
    return [
      {
        name: 'resumeRatio10000',
        about: `opening a table in mid-hand, after ${MANY_HANDS} hands against after ${FEW_HANDS}`,
        value: ratio,
        unit: 'x',
        goal: goalOf(ratio, pairs),
      },
      {
        name: 'resumeMs',
        about: `opening it after ${MANY_HANDS} hands`,
        value: median(pairs.one),
        unit: 'ms',
      },
    ];
  });
}

function goalOf(ratio: number, { one, other }: Pairs): Goal {
  const longerMs = median(one.map((ms, pair) => ms - (other[pair] as number)));
  return {
    words: `at most ${RATIO_MAX}x or ${LONGER_MAX_MS} ms more`,
    isMet: ratio <= RATIO_MAX || longerMs <= LONGER_MAX_MS,
  };
}

/** Stores a table with so many finished hands and one open; returns what opens it once and says how long that took, ms. */
async function storedTable(folder: string, hands: number): Promise<() => Promise<number>> {
  await mkdir(folder);
  const evening = new Evening({ seed: SEED, firstHand: hands });
  const ports = await replicaPorts(folder, evening);
  const tableId = toHex(evening.checkpoint.table);
  await writeHistory(ports, tableId, hands - 1);

  // The last of the finished hands, and the open one, are really played.
  const replica = await Replica.create(evening.checkpoint, ports);
  while (evening.opening.hand === hands) await follow(replica, evening.next(), evening);
  for (let entry = 0; entry < OPEN_ENTRIES; entry++) await follow(replica, evening.next(), evening);
  if (replica.history.count !== hands || replica.journal.isPlayed) throw new Error('The hand is not open.');
  await replica.close();

  const openHand = hands + 1;
  return async () => {
    const startMs = performance.now();
    const opened = await Replica.open(tableId, [openHand], ports);
    const tookMs = performance.now() - startMs;
    if (opened.played.length !== OPEN_ENTRIES) throw new Error(opened.damage.join(' '));
    await opened.close();
    return tookMs;
  };
}

async function writeHistory({ fs, folder }: ReplicaPorts, tableId: string, hands: number): Promise<void> {
  await folder.makeTable(tableId);
  const { file } = await HistoryFile.open(fs, folder.historyPath(tableId));
  const evening = new Evening({ seed: SEED });
  const played = Array.from({ length: SAMPLE_HANDS }, () => evening.playHand());
  // Asked for at once they share their syncs.
  await Promise.all(
    Array.from({ length: hands }, (_, at) =>
      file.append(recordOf(played[at % SAMPLE_HANDS] as PlayedHand, at + 1)),
    ),
  );
  await file.close();
}

/** A finished hand as the replica keeps it, under another number. */
function recordOf({ events, next }: PlayedHand, hand: number): Uint8Array {
  const record = handRecord(events);
  return toBytes({ hand, record: record && { ...record, hand }, next: next.checkpoint });
}
