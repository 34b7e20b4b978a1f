/**
 * For tests: what goes wrong with the disk of one device, by name. Faults that stand begin and end; those at rest are
 * done at once. All chance comes from `random`, so that one seed plays one run again.
 *
 * A power cut, a backup that is put back and a copied folder are no faults of a call: `MemoryDisk.powerCut` and `copy`.
 */
import { DiskFailure, type DiskFailureKind, type DiskOperation } from '../diskFailure.ts';
import type { FileSystem, OpenFile } from '../fileSystem.ts';
import type { MemoryDisk, RandomBelow } from './memoryDisk.ts';

/** Faults that stand until they are ended, and what each does to a call. */
export const STANDING_FAULTS = {
  full: 'calls that take space are refused; an append may leave a part',
  syncFails: 'syncs fail, and what was to be synced can be read and is on no disk',
  slowSync: 'syncs take long',
  readFails: 'reads fail',
  misread: 'bits turn while they are read, not on the disk',
} as const;

export type StandingFault = keyof typeof STANDING_FAULTS;

export interface FaultPlan {
  readonly fault: StandingFault;
  /** How many of 100 calls that it concerns it strikes; left out: all. */
  readonly percent?: number;
  /** Only at files whose path this accepts; left out: all. */
  readonly at?: (path: string) => boolean;
  /** How long a slow sync takes, ms. */
  readonly lengthMs?: number;
}

export interface DiskFaultPorts {
  readonly random: RandomBelow;
  /** Resolves after so long, by the clock of the device. */
  readonly wait?: (lengthMs: number) => Promise<void>;
}

const SLOW_SYNC_MS = 2_000;
/** Bits that turn in one read of a disk that reads badly. */
const BITS_READ_WRONG = 1;

/** The disk of one device, and what is wrong with it now. */
export class DiskFaults {
  readonly #disk: MemoryDisk;
  readonly #ports: DiskFaultPorts;
  readonly #standing = new Map<StandingFault, FaultPlan>();
  /** How often each fault has struck: a plan that struck nothing has tested nothing. */
  readonly struck = new Map<StandingFault | 'rot', number>();

  constructor(disk: MemoryDisk, ports: DiskFaultPorts) {
    this.#disk = disk;
    this.#ports = ports;
  }

  begin(plan: FaultPlan): void {
    this.#standing.set(plan.fault, plan);
  }

  /** @param fault left out: all of them */
  end(fault?: StandingFault): void {
    if (fault) this.#standing.delete(fault);
    else this.#standing.clear();
  }

  /**
   * Turns bits of one file at rest, which `random` chooses among those that `at` accepts and that are not empty.
   * @returns its path; null: there was none
   */
  rot(bits: number, at: (path: string) => boolean = () => true): string | null {
    const paths = [...this.#disk.files()].flatMap(([path, bytes]) =>
      bytes.length > 0 && at(path) ? [path] : [],
    );
    const path = paths[this.#ports.random(Math.max(paths.length, 1))];
    if (path === undefined) return null;
    this.#disk.rot(path, bits, this.#ports.random);
    this.#count('rot');
    return path;
  }

  /** The disk, as the device that has these faults finds it. */
  fileSystem(): FileSystem {
    const inner = this.#disk.fileSystem();
    const read = (path: string) => this.#orFail('readFails', 'failed', 'reading', path);
    const takeSpace = (path: string, operation: DiskOperation) =>
      this.#orFail('full', 'full', operation, path);
    return {
      ...inner,
      create: async (path) => {
        takeSpace(path, 'opening');
        return this.#file(await inner.create(path), path);
      },
      openAppend: async (path) => this.#file(await inner.openAppend(path), path),
      read: async (path) => {
        read(path);
        return this.#turned(path, await inner.read(path));
      },
      readAt: async (path, offset, sizeBytes) => {
        read(path);
        return this.#turned(path, await inner.readAt(path, offset, sizeBytes));
      },
      overwrite: async (path, bytes, offset) => {
        await this.#sync(path);
        return inner.overwrite(path, bytes, offset);
      },
      truncate: async (path, sizeBytes) => {
        await this.#sync(path);
        return inner.truncate(path, sizeBytes);
      },
      rename: async (from, to) => {
        takeSpace(from, 'renaming');
        return inner.rename(from, to);
      },
      makeDirectory: async (path) => {
        takeSpace(path, 'opening');
        return inner.makeDirectory(path);
      },
      syncDirectory: async (path) => {
        await this.#sync(path);
        return inner.syncDirectory(path);
      },
    };
  }

  #file(inner: OpenFile, path: string): OpenFile {
    return {
      append: async (bytes) => {
        if (this.#strikes('full', path)) {
          await inner.append(bytes.subarray(0, this.#ports.random(bytes.length + 1)));
          throw new DiskFailure('full', 'writing', path, INJECTED);
        }
        return inner.append(bytes);
      },
      datasync: async () => {
        // Space is found only now where a file system allocates late.
        this.#orFail('full', 'full', 'syncing', path, () => this.#disk.failSync(path));
        await this.#sync(path);
        return inner.datasync();
      },
      close: () => inner.close(),
    };
  }

  async #sync(path: string): Promise<void> {
    const slow = this.#strikes('slowSync', path);
    if (slow) await this.#ports.wait?.(slow.lengthMs ?? SLOW_SYNC_MS);
    this.#orFail('syncFails', 'failed', 'syncing', path, () => this.#disk.failSync(path));
  }

  #turned(path: string, bytes: Uint8Array): Uint8Array {
    if (bytes.length === 0 || !this.#strikes('misread', path)) return bytes;
    const wrong = Uint8Array.from(bytes);
    for (let i = 0; i < BITS_READ_WRONG; i++) {
      const at = this.#ports.random(wrong.length);
      wrong[at] = (wrong[at] ?? 0) ^ (1 << this.#ports.random(8));
    }
    return wrong;
  }

  #orFail(
    fault: StandingFault,
    kind: DiskFailureKind,
    operation: DiskOperation,
    path: string,
    before: () => void = () => {},
  ): void {
    if (!this.#strikes(fault, path)) return;
    before();
    throw new DiskFailure(kind, operation, path, INJECTED);
  }

  /** The plan of a fault that strikes this call. */
  #strikes(fault: StandingFault, path: string): FaultPlan | null {
    const plan = this.#standing.get(fault);
    if (!plan || plan.at?.(path) === false) return null;
    if (plan.percent !== undefined && this.#ports.random(100) >= plan.percent) return null;
    this.#count(fault);
    return plan;
  }

  #count(fault: StandingFault | 'rot'): void {
    this.struck.set(fault, (this.struck.get(fault) ?? 0) + 1);
  }
}

const INJECTED = Object.assign(new Error('injected'), { code: 'injected' });
