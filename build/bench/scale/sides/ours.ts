import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeFileSystem } from '../../../../electron/host/disk/index.ts';
import { Replica, type ReplicaPorts } from '../../../../electron/host/replica.ts';
import { readCertified } from '../../../../shared/process/checkpoint.ts';
import { toHex } from '../../../../shared/process/hash.ts';
import type { Signer } from '../../../../shared/process/ports.ts';
import { Evening, eveningPlayer, TERM } from '../../core/evening.ts';
import { replicaPorts } from '../../core/replicaOn.ts';
import type { RecordedInput, Recording } from '../recording.ts';
import { unsynced } from '../unsynced.ts';
import { Played, type Preparation, type Side } from './side.ts';

interface OpenTable {
  readonly replica: Replica;
  readonly host: Signer;
  readonly played: Played;
}

/** Tables as persistent processes: each in memory, its journal on disk. */
export class OurSide implements Side {
  readonly #tables: readonly OpenTable[];

  private constructor(tables: readonly OpenTable[]) {
    this.#tables = tables;
  }

  /** Tables are made without syncs, and opened as a host opens them. */
  static async prepare({ folder, share, idleTables }: Preparation, recordings: readonly Recording[]) {
    const own = join(folder, `ours-${share.at}`);
    await mkdir(own);
    const ports = await replicaPorts(own, { host: eveningPlayer(0, 0) });
    const quick: ReplicaPorts = { ...ports, fs: unsynced(nodeFileSystem()) };
    for (let at = 0; at < Math.floor(idleTables / share.of); at++) {
      const { checkpoint } = new Evening({ seed: at, name: randomUUID() });
      await (await Replica.create(checkpoint, quick)).close();
    }
    const tables: OpenTable[] = [];
    for (const recording of recordings) tables.push(await openTable(recording, ports, quick));
    return new OurSide(tables);
  }

  async play(inputsEach: number): Promise<number> {
    await Promise.all(
      this.#tables.map(async ({ replica, host, played }) => {
        for (const input of played.take(inputsEach)) await append(replica, input, host);
      }),
    );
    return inputsEach * this.#tables.length;
  }

  async close(): Promise<void> {
    for (const { replica } of this.#tables) await replica.close();
  }
}

async function openTable(recording: Recording, ports: ReplicaPorts, quick: ReplicaPorts): Promise<OpenTable> {
  const { seed, checkpoint: certified, opened, inputs } = recording;
  const host = eveningPlayer(seed, 0);
  const { checkpoint } = readCertified(certified, ports.journal.verify);
  const made = await Replica.create(checkpoint, { ...quick, device: host.publicKey });
  for (const input of inputs.slice(0, opened)) await append(made, input, host);
  const { hand } = made.journal;
  await made.close();
  const replica = await Replica.open(toHex(checkpoint.table), [hand], { ...ports, device: host.publicKey });
  return { replica, host, played: new Played(recording) };
}

async function append(replica: Replica, { bytes, timeMs, isHandEnd }: RecordedInput, host: Signer) {
  // The host signs the end of a hand itself; the recorded one has the same bytes.
  if (isHandEnd) await replica.endHand(timeMs, TERM, host);
  else await replica.append(bytes, timeMs, TERM, host);
  await replica.commitAlone();
}
