import type { HostStatus } from '../host/hostStatus.ts';

/** What the status page says. */
export interface ServeStatus {
  /** Null: the table host does not answer; `words` say why. */
  readonly host: HostStatus | null;
  readonly words: string;
  readonly dataFolder: string;
  /** Of the data folder's disk. */
  readonly freeBytes: number;
  /** Ms since 1970. */
  readonly atMs: number;
  readonly upSinceMs: number;
  /** What was said last, newest last. */
  readonly notes: readonly string[];
}
