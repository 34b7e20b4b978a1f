import { type Checkpoint, firstCheckpoint } from '../../shared/process/checkpoint.ts';
import { fromBytes, isRecord, type Plain } from '../../shared/process/plain.ts';
import type { Game } from '../../shared/table/game.ts';

/** What a table was opened with. Its hash is the table's id, so nothing in it ever changes. */
export interface Charter {
  readonly name: string;
  readonly practice: boolean;
  /** Ms since 1970; table time begins here. */
  readonly createdMs: number;
  /** Makes two tables of the same name two tables. */
  readonly nonce: Uint8Array;
  /** Where the first hand starts: whoever knows the table's id can check it. */
  readonly game: Game;
  /** The table that this one carries on without some of its players (hex); null: none. */
  readonly carriesOn: string | null;
}

const FORMAT = 2;
const NONCE_BYTES = 16;
const NAME_LENGTH_MAX = 40;

const NO_CHARTER = 'This is no charter of a table.';

/** Not the charter that a table of ours is opened with. */
export class BadCharter extends Error {
  override name = 'BadCharter';
}

export function newCharter(
  charter: Omit<Charter, 'nonce'>,
  randomBytes: (sizeBytes: number) => Uint8Array,
): Plain {
  return {
    format: FORMAT,
    ...charter,
    game: charter.game as unknown as Plain,
    nonce: randomBytes(NONCE_BYTES),
  };
}

/** The checkpoint of the first hand: it follows from the charter alone. @throws BadCharter */
export function checkpointOfCharter(bytes: Uint8Array): Checkpoint {
  const charter = plainOf(bytes);
  if (!isRecord(charter) || charter.format !== FORMAT || charter.game === undefined) {
    throw new BadCharter(NO_CHARTER);
  }
  return firstCheckpoint(charter, charter.game);
}

function plainOf(bytes: Uint8Array): Plain {
  try {
    return fromBytes(bytes);
  } catch {
    throw new BadCharter(NO_CHARTER);
  }
}

/** Reads a charter that a checkpoint carries: `checkpointOfCharter` has taken it before. */
export function readCharter(
  bytes: Uint8Array,
): Pick<Charter, 'name' | 'practice' | 'createdMs' | 'carriesOn'> {
  const value = fromBytes(bytes);
  const { name, practice, createdMs, carriesOn } = isRecord(value) ? value : {};
  return {
    name: typeof name === 'string' ? name.slice(0, NAME_LENGTH_MAX) : 'A table',
    practice: practice === true,
    createdMs: typeof createdMs === 'number' ? createdMs : 0,
    carriesOn: typeof carriesOn === 'string' ? carriesOn : null,
  };
}
