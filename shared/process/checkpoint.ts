import { readEntry } from './entry.ts';
import { HASH_BYTES, hash } from './hash.ts';
import { readInput, TABLE_ID_BYTES } from './input.ts';
import { fromBytes, isRecord, type Plain, sameBytes, toBytes } from './plain.ts';
import { PUBLIC_KEY_BYTES, type Verify } from './ports.ts';

/** Where one hand ends and the next starts: the only serialised state. */
export interface Checkpoint {
  readonly table: Uint8Array;
  /** What the table was opened with; its hash names the table. */
  readonly charter: Uint8Array;
  /** The hand that starts here. */
  readonly hand: number;
  /** The highest input number taken from each device (hex of its key). */
  readonly taken: { readonly [device: string]: number };
  /** Id of the HAND_END entry that the hand before started after; null for the first two hands. */
  readonly previous: Uint8Array | null;
  /** The program's own value. */
  readonly game: Plain;
}

/** What the first entry of a hand follows. */
export interface Position {
  readonly seq: number;
  readonly id: Uint8Array;
  readonly state: Uint8Array;
  readonly term: number;
  readonly timeMs: number;
  /** Who signed it; zeroes before the table's first entry. */
  readonly host: Uint8Array;
}

export interface Certified {
  readonly checkpoint: Checkpoint;
  readonly position: Position;
}

/** The checkpoint that a hand's document starts with does not hold together. */
export class BadCheckpoint extends Error {
  override name = 'BadCheckpoint';
}

export const HAND_END = 'HAND_END';

/** The table's name for ever: a hash of its charter. */
export function tableIdOf(charter: Uint8Array): Uint8Array {
  return hash('evertable/charter/1', charter).slice(0, TABLE_ID_BYTES);
}

/** The checkpoint of a table's first hand. */
export function firstCheckpoint(charter: Plain, game: Plain): Checkpoint {
  const bytes = toBytes(charter);
  return { table: tableIdOf(bytes), charter: bytes, hand: 1, taken: {}, previous: null, game };
}

export function checkpointHash(checkpoint: Checkpoint): Uint8Array {
  return hash('evertable/checkpoint/1', toBytes({ ...checkpoint }));
}

/** Bytes of a checkpoint with its certificate: the HAND_END entry that names it (null for the first hand). */
export function certify(checkpoint: Checkpoint, handEnd: Uint8Array | null): Uint8Array {
  return toBytes({ checkpoint: { ...checkpoint }, handEnd });
}

/**
 * Reads a certified checkpoint and checks that its HAND_END entry names it.
 * @throws BadCheckpoint, NotSigned, NotCanonical
 */
export function readCertified(bytes: Uint8Array, verify: Verify): Certified {
  const value = fromBytes(bytes);
  if (!isRecord(value) || !isRecord(value.checkpoint)) throw new BadCheckpoint('not a checkpoint');
  const checkpoint = readCheckpoint(value.checkpoint);
  if (value.handEnd === null) return { checkpoint, position: firstPosition(checkpoint) };
  if (!(value.handEnd instanceof Uint8Array)) throw new BadCheckpoint('the checkpoint has no certificate');

  const entry = readEntry(value.handEnd, verify);
  const { body } = readInput(entry.input, verify);
  const named = body.kind === HAND_END && body.checkpoint instanceof Uint8Array ? body.checkpoint : null;
  if (!named || !sameBytes(named, checkpointHash(checkpoint)) || !sameBytes(entry.table, checkpoint.table)) {
    throw new BadCheckpoint('the certificate is of another checkpoint');
  }
  const { seq, id, state, term, timeMs, host } = entry;
  return { checkpoint, position: { seq, id, state, term, timeMs, host } };
}

function firstPosition(checkpoint: Checkpoint): Position {
  const charter = fromBytes(checkpoint.charter);
  const createdMs = isRecord(charter) && typeof charter.createdMs === 'number' ? charter.createdMs : 0;
  return {
    seq: 0,
    id: hash('evertable/charter/1', checkpoint.charter),
    state: new Uint8Array(HASH_BYTES),
    term: 0,
    timeMs: createdMs,
    host: new Uint8Array(PUBLIC_KEY_BYTES),
  };
}

function readCheckpoint(value: { readonly [key: string]: Plain }): Checkpoint {
  const { table, charter, hand, taken, previous, game } = value;
  if (!(charter instanceof Uint8Array)) throw new BadCheckpoint('no charter');
  if (!(table instanceof Uint8Array) || !sameBytes(table, tableIdOf(charter))) {
    throw new BadCheckpoint('the table is not the one its charter names');
  }
  if (typeof hand !== 'number' || hand < 1) throw new BadCheckpoint('no hand number');
  if (!isRecord(taken) || Object.values(taken).some((number) => typeof number !== 'number')) {
    throw new BadCheckpoint('no input numbers');
  }
  if (previous !== null && !(previous instanceof Uint8Array)) throw new BadCheckpoint('no previous HAND_END');
  if (game === undefined) throw new BadCheckpoint('no game');
  return { table, charter, hand, taken: taken as Checkpoint['taken'], previous, game };
}
