/*
 * The torture run over real processes: table hosts as people have them, on a loopback DHT, with real files, killed, stopped
 * and cut off at random times while players play. What is looked at:
 *
 *  X1  Nothing that was shown as done is ever lost.                testimony.test "two histories", disks.test "a move that is lost"
 *  X2  Devices at the same entry have the same state.              testimony.test "two histories"
 *  X3  Chips come from nowhere and go nowhere.                     testimony.test "chips"; disks.test "chips"
 *  X4  Once faults stop, the table goes on within two minutes.     real.test "twenty kills"
 *  X5  No host dies by itself, and no table stops.                 real.test "twenty kills"
 *
 * SIGKILL takes a process and leaves the operating system's memory: what was written and not yet synced stays. That a power cut
 * loses nothing is tested elsewhere, against a simulated disk (electron/host/disk/powerCut.test.ts); this run does not show it.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '../../host/bots/testing/seededRandom.ts';
import { Device } from './device.ts';
import { diskFaults, finishedHands } from './disks.ts';
import { type BlowLimits, USUAL_LIMITS } from './faults.ts';
import { FriendsTable, NAMES } from './friendsTable.ts';
import { inLoopbackNetwork } from './network.ts';
import { Testimony } from './testimony.ts';
import { Torture, type TortureCounts } from './torture.ts';

export interface RealOptions {
  readonly seed: number;
  /** 3 to 6 devices. */
  readonly peers: number;
  /** So many SIGKILLs at least. */
  readonly kills: number;
  /** Blows end then, whatever was reached. */
  readonly minutes: number;
  /** The built torture host (electron/sim/real/host.ts), with the dealer's script beside it. */
  readonly hostScript: string;
  readonly tell: (words: string) => void;
  readonly limits?: BlowLimits;
  /** How long devices may take to be back once all is whole. Left out: RECOVERY_LIMIT_MS. */
  readonly recoveryLimitMs?: number;
}

/** A busy machine included. */
const RECOVERY_LIMIT_MS = 120_000;

export interface RealReport extends TortureCounts {
  readonly hands: number;
  /** Entries that somebody was shown as committed. */
  readonly entries: number;
  /** Moves that their own players were shown as done. */
  readonly doneMoves: number;
  /** From the end of the last blow, which kills everybody, until all show the same again; null: it did not come to that. */
  readonly recoveryMs: number | null;
  /** Whether moves were looked for on the disks, which is done only once all have come to rest. */
  readonly areDisksRead: boolean;
  readonly elapsedMs: number;
  /** Of all hosts; null: not known on this system. */
  readonly cpuMs: number | null;
  /** What broke the promise, a sentence each. */
  readonly faults: readonly string[];
  /** Where the disks are kept when there are faults. */
  readonly folder: string | null;
}

/** Plays, kills and looks. Rejects only when the run itself cannot be made. */
export async function runReal(options: RealOptions): Promise<RealReport> {
  const { seed, peers, hostScript, tell } = options;
  const folder = await mkdtemp(join(tmpdir(), 'evertable-real-'));
  const startMs = performance.now();
  const cpuBeforeMs = await childrenCpuMs();
  const testimony = new Testimony();
  let torture: Torture | null = null;
  let recoveryMs: number | null = null;
  let areDisksRead = false;
  await inLoopbackNetwork(async (bootstrap) => {
    const devices = NAMES.slice(0, peers).map(
      (name) => new Device({ name, hostScript, folder: join(folder, name), bootstrap }),
    );
    try {
      const { tableId } = await FriendsTable.open(devices, seed);
      tell(`Table ${tableId.slice(0, 8)} with ${peers} devices; disks in ${folder}.`);
      torture = new Torture({
        devices,
        tableId,
        random: seededRandom(seed),
        testimony,
        tell,
        limits: options.limits ?? USUAL_LIMITS,
        recoveryLimitMs: options.recoveryLimitMs ?? RECOVERY_LIMIT_MS,
      });
      recoveryMs = await torture.run(options.kills, startMs + options.minutes * 60_000);
      await Promise.all(devices.map((device) => device.kill()));
      await lookAtDisks(devices, tableId, testimony);
      areDisksRead = true;
    } catch (error) {
      testimony.fault((error as Error).message);
    } finally {
      await Promise.all(devices.map((device) => device.kill()));
    }
  });
  const cpuAfterMs = await childrenCpuMs();
  const hasFaults = testimony.faults.length > 0;
  if (!hasFaults) await rm(folder, { recursive: true, force: true });
  return {
    ...countsOf(torture),
    hands: testimony.hands,
    entries: testimony.lastSeq,
    doneMoves: testimony.done.length,
    recoveryMs,
    areDisksRead,
    elapsedMs: performance.now() - startMs,
    cpuMs: cpuBeforeMs === null || cpuAfterMs === null ? null : cpuAfterMs - cpuBeforeMs,
    faults: testimony.faults,
    folder: hasFaults ? folder : null,
  };
}

/** Of a run that did not come to its end, what was done until then. */
function countsOf(torture: Torture | null): TortureCounts {
  return torture?.counts ?? { kills: 0, hostKills: 0, allKilled: 0, pauses: 0, badLines: 0, takeovers: 0 };
}

async function lookAtDisks(devices: readonly Device[], tableId: string, testimony: Testimony): Promise<void> {
  const disks = [];
  for (const { name, folder } of devices) disks.push({ name, hands: await finishedHands(folder, tableId) });
  for (const words of diskFaults(disks, testimony.done)) testimony.fault(words);
}

/** User and system time of children that have ended, ms; null where /proc does not say. */
async function childrenCpuMs(): Promise<number | null> {
  const TICK_MS = 10;
  try {
    const text = await readFile('/proc/self/stat', 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    // Fields 16 and 17 of proc(5), counted from the third.
    return (Number(fields[13]) + Number(fields[14])) * TICK_MS;
  } catch {
    return null;
  }
}
