import { basename, dirname } from 'node:path';
import type { RandomBytes } from '../../../shared/deck/transcript.ts';
import type { Body } from '../../../shared/process/effects.ts';
import { toHex } from '../../../shared/process/hash.ts';
import { toBytes } from '../../../shared/process/plain.ts';
import { DealerHere } from '../dealer/dealer.ts';
import { SealedDealer } from '../dealer/sealedDealer.ts';
import type { DealtTable } from '../dealer/tableDealer.ts';
import { DiskFailure } from '../disk/index.ts';
import { MemoryDisk, type RandomBelow } from '../disk/testing/memoryDisk.ts';
import { watchedFileSystem } from '../disk/testing/watchedFileSystem.ts';
import { directoryOf } from './deckReader.ts';
import { matterOf } from './watchedDealer.ts';
import { DATA_KEY } from './world.ts';

export interface DealerDevicePorts {
  readonly tableId: string;
  /** Random bytes of a start of this device: another one draws others. */
  readonly randomOf: (boot: number) => RandomBytes;
  readonly randomBelow: RandomBelow;
  /** @returns why the table does not take it; null: it does */
  readonly say: (device: string, body: Body) => string | null;
}

/** A device that is nothing but a dealer on a disk: its power may go at any moment. */
export class DealerDevice {
  /** Hex. */
  readonly device: string;
  readonly disk = new MemoryDisk();
  /** Matters of which it has said, or was about to say, two different things. */
  readonly contradictions: string[] = [];
  /** Matters that it has spoken of after a start again. */
  readonly repeated = new Set<string>();
  readonly faults: Error[] = [];
  /** Asked before each call to its disk ("rename deck-1-1.key") and each word ("says READY"): whether the power goes now. */
  losesPower: (moment: string) => boolean = () => false;
  readonly #ports: DealerDevicePorts;
  readonly #words = new Map<string, string>();
  #boot = 0;
  #isFurnished = false;
  #sealed: SealedDealer | null = null;

  constructor(device: string, ports: DealerDevicePorts) {
    this.device = device;
    this.#ports = ports;
  }

  get isOn(): boolean {
    return this.#sealed !== null;
  }

  start(): void {
    const boot = ++this.#boot;
    const { tableId, randomOf } = this.#ports;
    const fs = watchedFileSystem(this.disk.fileSystem(), ({ name, path }) => {
      if (!this.#isStill(boot, `${name} ${basename(path)}`)) throw new DiskFailure('failed', 'writing', path);
    });
    const dealer = new DealerHere({
      fs,
      dataKey: DATA_KEY,
      directory: directoryOf,
      randomBytes: randomOf(boot),
    });
    this.#sealed = new SealedDealer(tableId, dealer, {
      say: async (device, body) => this.#say(boot, device, body),
      seen: () => {},
      convict: () => {},
      fail: (error) => void this.faults.push(error),
    });
  }

  /** It dies at once: what was not synced may be gone, nothing more is said. */
  kill(): void {
    this.#sealed?.stop();
    this.#sealed = null;
    this.disk.powerCut(this.#ports.randomBelow);
  }

  /** Does all that is to be done at the table as it stands. */
  async follow(table: DealtTable): Promise<void> {
    if (!this.#isFurnished) await this.#furnish();
    this.#sealed?.follow(table);
    await this.#sealed?.idle();
  }

  /** Its own cards with what shows them; null: it cannot read them. */
  async reveal(places: readonly number[]) {
    return (await this.#sealed?.reveal(this.device, places)) ?? null;
  }

  peek(places: readonly number[]): readonly number[] | null {
    return this.#sealed?.peek(this.device, places) ?? null;
  }

  /** The directories of a table are there before it has a dealer. */
  async #furnish(): Promise<void> {
    const fs = this.disk.fileSystem();
    const names = directoryOf(this.#ports.tableId).split('/').slice(1);
    for (const at of names.keys()) {
      const path = `/${names.slice(0, at + 1).join('/')}`;
      await fs.makeDirectory(path);
      await fs.syncDirectory(dirname(path));
    }
    this.#isFurnished = true;
  }

  /** @returns whether it lives on after this moment. */
  #isStill(boot: number, moment: string): boolean {
    if (boot !== this.#boot || !this.isOn) return false;
    if (!this.losesPower(moment)) return true;
    this.kill();
    return false;
  }

  #say(boot: number, device: string, body: Body): string | null {
    const matter = matterOf({ device, body });
    const bytes = toHex(toBytes(body));
    const before = this.#words.get(matter);
    if (before !== undefined) this.repeated.add(body.kind);
    if (before !== undefined && before !== bytes) this.contradictions.push(matter);
    this.#words.set(matter, bytes);
    return this.#isStill(boot, `says ${body.kind}`) ? this.#ports.say(device, body) : null;
  }
}
