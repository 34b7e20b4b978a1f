import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Replica } from '../../../electron/host/replica.ts';
import { HAND_END } from '../../../shared/process/checkpoint.ts';
import { atMost, type BenchRun, type Figure } from '../figure.ts';
import { median, medianRatio } from '../pairs.ts';
import { inWorkFolder } from '../workFolder.ts';
import { BareHand } from './bareHand.ts';
import { Evening, TERM } from './evening.ts';
import { follow, replicaPorts } from './replicaOn.ts';

const RATIO_MAX = 1.5;
const WARM_UP_HANDS = 30;
/** Some thousand moves. */
const HANDS = 150;
const QUICK_HANDS = 5;

/**
 * A player's move from the moment its signed input is there to its acknowledgement, through the replica, against the
 * least that makes the same bytes durable. Both see the same hands, entry by entry; moves are timed, one after the
 * other, each side first every other time.
 */
export function measureDurableAction({ quick }: BenchRun): Promise<Figure[]> {
  const hands = quick ? QUICK_HANDS : HANDS;
  return inWorkFolder(async (folder) => {
    const { pairs, syncsMs } = await playSideBySide(folder, quick ? QUICK_HANDS : WARM_UP_HANDS, hands);
    const ratio = medianRatio(pairs);
    const [actionMs, bareMs, syncMs] = [median(pairs.one), median(pairs.other), median(syncsMs)];
    return [
      {
        name: 'durableActionRatioP50',
        about: `a move, durable, against its bare steps (${bareMs.toFixed(3)} ms), ${pairs.one.length} pairs`,
        value: ratio,
        unit: 'x',
        goal: atMost(ratio, RATIO_MAX),
      },
      {
        name: 'durableActionMs',
        about: 'a move, from input to acknowledgement',
        value: actionMs,
        unit: 'ms',
      },
      {
        name: 'fdatasyncMs',
        about: 'appending the same bytes and fdatasync, nothing else',
        value: syncMs,
        unit: 'ms',
      },
    ];
  });
}

async function playSideBySide(folder: string, warmUpHands: number, hands: number) {
  const evening = new Evening({ seed: 1 });
  const dataFolder = join(folder, 'data');
  await mkdir(dataFolder);
  const replica = await Replica.create(evening.checkpoint, await replicaPorts(dataFolder, evening));
  const syncFile = openSync(join(folder, 'sync'), 'ax');
  const pairs = { one: [] as number[], other: [] as number[] };
  const syncsMs: number[] = [];
  let bare = bareHandOf(folder, replica, evening);

  while (evening.opening.hand <= warmUpHands + hands) {
    const isWarm = evening.opening.hand > warmUpHands;
    const played = evening.next();
    if (played.input.body.kind === HAND_END) {
      await follow(replica, played, evening);
      bare.close();
      bare = bareHandOf(folder, replica, evening);
      continue;
    }
    const { entry, bytes } = played;
    const action = { id: entry.id, signature: evening.host.sign(entry.id), entry: bytes };
    let change: Uint8Array = new Uint8Array();
    const real = () => timed(() => replica.append(entry.input, entry.timeMs, TERM, evening.host));
    const least = () =>
      timed(async () => {
        change = await bare.append(action);
      });
    const isRealFirst = pairs.one.length % 2 === 0;
    const firstMs = await (isRealFirst ? real() : least());
    const secondMs = await (isRealFirst ? least() : real());
    if (!isWarm || played.input.body.kind !== 'MOVE') continue;
    pairs.one.push(isRealFirst ? firstMs : secondMs);
    pairs.other.push(isRealFirst ? secondMs : firstMs);
    syncsMs.push(
      await timed(async () => {
        writeSync(syncFile, change);
        fdatasyncSync(syncFile);
      }),
    );
  }
  bare.close();
  closeSync(syncFile);
  await replica.close();
  return { pairs, syncsMs };
}

function bareHandOf(folder: string, { journal }: Replica, { host, opening }: Evening): BareHand {
  const { table, hand, program } = journal;
  return new BareHand(folder, { table, hand, program, checkpoint: opening.checkpoint }, host);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}
