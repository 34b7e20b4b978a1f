import type { Body } from '../../../shared/process/effects.ts';
import type { Signer } from '../../../shared/process/ports.ts';
import type { Ask, Looks } from '../../../shared/table/asks.ts';

/** Something that a device at this table will say after a while, unless the table changes first. */
export interface Intent {
  readonly afterMs: number;
  readonly signer: Signer;
  readonly body: Body;
}

/** The table as the agents of this device find it after an entry. */
export interface Situation {
  readonly hand: number;
  readonly ask: Ask;
  readonly looks: Looks;
  /** Table time now. */
  readonly timeMs: number;
  /** When the host's clock may speak, in table time. */
  readonly deadlineMs: number | null;
  /** For how long this very thing has been waited for, whatever else was said meanwhile. */
  readonly waitedMs: number;
}
