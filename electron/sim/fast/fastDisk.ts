import type { CommitCertificate } from '../../../shared/quorum/certificate.ts';
import type { StoredVote } from '../../host/agreement/quorumFile.ts';
import type { WallClock } from '../../host/wallClock.ts';
import type { HandStart, Place } from './places.ts';

/** A hand's file: its entries in the order in which they were written. */
export interface HandOnDisk {
  readonly begun: HandStart;
  readonly places: Place[];
}

/** A finished hand as it is kept. */
export interface KeptHand {
  readonly hand: number;
  /** What the next hand starts with, and hex of the id of the entry that it follows. */
  readonly next: { readonly checkpoint: Uint8Array; readonly after: string };
  /** Made when somebody asks for it. */
  readonly bytes: () => Uint8Array;
}

/** All that is on one device's disk. */
export interface OnDisk {
  boot: number;
  vote: StoredVote | null;
  readonly hands: Map<number, HandOnDisk>;
  readonly records: Map<number, KeptHand>;
  certificates: readonly CommitCertificate[];
}

export const DISK_FAILED = 'The disk failed.';

interface Write {
  readonly change: (disk: OnDisk) => void;
  readonly done: () => void;
}

/**
 * A stand-in for files: values in the order in which they are written. What was not synced when the device dies is there
 * up to some point, or not at all. What a disk does to bytes is the full depth's business.
 */
export class FastDisk {
  #now: OnDisk = { boot: 0, vote: null, hands: new Map(), records: new Map(), certificates: [] };
  #waiting: Write[] = [];
  /** How long a sync takes; 0: none can be interrupted. */
  syncMs = 0;
  /** Whether the next sync fails. */
  fails: () => boolean = () => false;

  /** What is on disk, synced. */
  get now(): OnDisk {
    return this.#now;
  }

  /** Resolves once the change is synced; never, if the device dies before. @throws Error with DISK_FAILED */
  write(clock: WallClock, change: (disk: OnDisk) => void): Promise<void> {
    if (this.fails()) return Promise.reject(new Error(DISK_FAILED));
    if (this.syncMs === 0 && this.#waiting.length === 0) {
      change(this.#now);
      return Promise.resolve();
    }
    return new Promise((done) => {
      const write = { change, done };
      this.#waiting.push(write);
      clock.after(this.syncMs, () => this.#syncUpTo(write));
    });
  }

  /** The device dies. @param below chooses from 0 up to that */
  powerCut(below: (limit: number) => number): void {
    const kept = this.#waiting.slice(0, below(this.#waiting.length + 1));
    for (const { change } of kept) change(this.#now);
    this.#waiting = [];
  }

  /** What a backup of now would hold. */
  backup(): OnDisk {
    const { hands, records } = this.#now;
    const copied = new Map<number, HandOnDisk>();
    for (const [hand, { begun, places }] of hands) copied.set(hand, { begun, places: [...places] });
    return { ...this.#now, hands: copied, records: new Map(records) };
  }

  putBack(backup: OnDisk): void {
    this.#now = backup;
    this.#waiting = [];
  }

  #syncUpTo(last: Write): void {
    const at = this.#waiting.indexOf(last);
    if (at < 0) return;
    for (const { change, done } of this.#waiting.splice(0, at + 1)) {
      change(this.#now);
      done();
    }
  }
}
