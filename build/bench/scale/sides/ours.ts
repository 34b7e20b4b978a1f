import { randomBytes } from 'node:crypto';
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Replica, type ReplicaPorts } from '../../../../electron/host/replica.ts';
import { readCertified } from '../../../../shared/process/checkpoint.ts';
import { toHex } from '../../../../shared/process/hash.ts';
import { TABLE_ID_BYTES } from '../../../../shared/process/input.ts';
import type { Signer } from '../../../../shared/process/ports.ts';
import { Evening, eveningPlayer, TERM } from '../../core/evening.ts';
import { replicaPorts } from '../../core/replicaOn.ts';
import type { RecordedInput, Recording } from '../recording.ts';
import { SyncSwitch } from '../syncSwitch.ts';
import { type NewTables, Played, type Preparation, type Side } from './side.ts';

interface OpenTable {
  readonly replica: Replica;
  readonly host: Signer;
  readonly played: Played;
}

/** Tables as persistent processes: each in memory, its journal on disk. */
export class OurSide implements Side {
  readonly #ports: ReplicaPorts;
  readonly #syncs: SyncSwitch;
  readonly #folder: string;
  readonly #share: Preparation['share'];
  readonly #tables: OpenTable[] = [];

  private constructor(ports: ReplicaPorts, syncs: SyncSwitch, folder: string, share: Preparation['share']) {
    this.#ports = ports;
    this.#syncs = syncs;
    this.#folder = folder;
    this.#share = share;
  }

  static async prepare({ folder, share }: Preparation): Promise<OurSide> {
    const own = join(folder, `ours-${share.at}`);
    await mkdir(own);
    const ports = await replicaPorts(own, { host: eveningPlayer(0, 0) });
    const syncs = new SyncSwitch(ports.fs);
    return new OurSide({ ...ports, fs: syncs.fs }, syncs, own, share);
  }

  /** Tables are made without syncs. */
  async grow({ own, idleTables }: NewTables): Promise<void> {
    this.#syncs.isOn = false;
    for (const recording of own) this.#tables.push(await openTable(recording, this.#ports));
    await this.#addIdle(Math.floor(idleTables / this.#share.of));
    this.#syncs.isOn = true;
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

  /** Nobody opens these here: they are copies of one in folders of their own. */
  async #addIdle(count: number): Promise<void> {
    if (count === 0) return;
    const { checkpoint } = new Evening({ seed: 0, name: randomBytes(TABLE_ID_BYTES).toString('hex') });
    await (await Replica.create(checkpoint, this.#ports)).close();
    const tables = join(this.#folder, 'tables');
    const template = join(tables, toHex(checkpoint.table));
    for (let at = 1; at < count; at++)
      await cp(template, join(tables, randomBytes(TABLE_ID_BYTES).toString('hex')), { recursive: true });
  }
}

async function openTable(recording: Recording, shared: ReplicaPorts): Promise<OpenTable> {
  const { seed, checkpoint: certified, opened, inputs } = recording;
  const host = eveningPlayer(seed, 0);
  const ports = { ...shared, device: host.publicKey };
  const { checkpoint } = readCertified(certified, ports.journal.verify);
  const replica = await Replica.create(checkpoint, ports);
  for (const input of inputs.slice(0, opened)) await append(replica, input, host);
  return { replica, host, played: new Played(recording) };
}

async function append(replica: Replica, { bytes, timeMs, isHandEnd }: RecordedInput, host: Signer) {
  // The host signs the end of a hand itself; the recorded one has the same bytes.
  if (isHandEnd) await replica.endHand(timeMs, TERM, host);
  else await replica.append(bytes, timeMs, TERM, host);
  await replica.commitAlone();
}
