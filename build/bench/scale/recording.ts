import { HAND_END } from '../../../shared/process/checkpoint.ts';
import { Evening } from '../core/evening.ts';

/** So many inputs are played before the first that is measured: everybody sits, and the first hand has begun. */
const OPENED_INPUTS = 9;
/** About the inputs of a hand: tables are spread over it, so that each round has some of all that a hand has. */
const STAGGER_INPUTS = 33;

export interface RecordedInput {
  /** Signed by its author. */
  readonly bytes: Uint8Array;
  /** Table time. */
  readonly timeMs: number;
  readonly isHandEnd: boolean;
}

/** A table, and what is said at it from its first moment on. */
export interface Recording {
  /** Names the players' keys, see `eveningPlayer`. */
  readonly seed: number;
  /** The certified checkpoint of its first hand. */
  readonly checkpoint: Uint8Array;
  /** So many inputs have been played before the first round. */
  readonly opened: number;
  readonly inputs: readonly RecordedInput[];
}

/** Records a table: real hands of six players with keys of their own. @param measured inputs after those that open it */
export function recordTable(at: number, measured: number): Recording {
  const evening = new Evening({ seed: at, name: `Table ${at}` });
  const { checkpoint } = evening.opening;
  const opened = OPENED_INPUTS + ((at * 7) % STAGGER_INPUTS);
  const inputs = Array.from({ length: opened + measured }, (): RecordedInput => {
    const { entry, input } = evening.next();
    return { bytes: entry.input, timeMs: entry.timeMs, isHandEnd: input.body.kind === HAND_END };
  });
  return { seed: at, checkpoint, opened, inputs };
}
