import type { Recording } from '../recording.ts';

/** One of the designs that are compared, with its share of the open tables in this process. */
export interface Side {
  /** Adds tables: they are made and opened as far as their recordings say. Nothing of that is measured. */
  grow(tables: NewTables): Promise<void>;
  /**
   * Plays the next inputs of every table, all tables at once, each input as soon as the one before is durable.
   * @returns how many were made durable
   */
  play(inputsEach: number): Promise<number>;
  close(): Promise<void>;
}

/** Tables that a process of a side is to add. */
export interface NewTables {
  /** Those that this process plays at. */
  readonly own: readonly Recording[];
  /** Those that all processes of the side play at; the first process makes what all of them use. */
  readonly all: readonly Recording[];
  /** So many tables beside them that nobody plays at. */
  readonly idleTables: number;
}

export type SideName = 'ours' | 'sqlite' | 'postgres';

/** What a side's process is told. */
export interface Preparation {
  readonly side: SideName;
  /** Where the side keeps what it keeps, on the disk that is measured. */
  readonly folder: string;
  /** See Cluster.socketFolder; PostgreSQL only. */
  readonly socketFolder: string | null;
  /** This process plays at each `of`th table from the `at`th on. */
  readonly share: { readonly at: number; readonly of: number };
}

export type SideOrder =
  | { readonly type: 'prepare'; readonly preparation: Preparation }
  /** `recordings`: a file of them. */
  | { readonly type: 'grow'; readonly recordings: string; readonly idleTables: number }
  | { readonly type: 'play'; readonly inputsEach: number }
  | { readonly type: 'close' };

export type SideReport =
  | { readonly type: 'done'; readonly count: number }
  | { readonly type: 'failed'; readonly words: string };

/** A table's recording, and how far it has been played. */
export class Played {
  readonly recording: Recording;
  #next: number;

  constructor(recording: Recording) {
    this.recording = recording;
    this.#next = recording.opened;
  }

  /** The next inputs. @throws RangeError when so many are not recorded */
  take(count: number) {
    const inputs = this.recording.inputs.slice(this.#next, this.#next + count);
    if (inputs.length < count) throw new RangeError('The recording is too short.');
    this.#next += count;
    return inputs;
  }
}
