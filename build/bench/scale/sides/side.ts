import type { Recording } from '../recording.ts';

/** One of the designs that are compared, with its share of the open tables in this process. */
export interface Side {
  /**
   * Plays the next inputs of every table, all tables at once, each input as soon as the one before is durable.
   * @returns how many were made durable
   */
  play(inputsEach: number): Promise<number>;
  close(): Promise<void>;
}

export type SideName = 'ours' | 'sqlite' | 'postgres';

/** What a side's process is told. */
export interface Preparation {
  readonly side: SideName;
  /** Where the side keeps what it keeps, on the disk that is measured. */
  readonly folder: string;
  /** See Cluster.socketFolder; PostgreSQL only. */
  readonly socketFolder: string | null;
  /** File of the recordings of all open tables. */
  readonly recordings: string;
  /** This process plays each `of`th table from the `at`th on; the first makes what all use. */
  readonly share: { readonly at: number; readonly of: number };
  /** Tables beside them that nobody plays at. */
  readonly idleTables: number;
}

export type SideOrder =
  | { readonly type: 'prepare'; readonly preparation: Preparation }
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
