import { fromBytes, isRecord, type Plain, toBytes } from '../../process/plain.ts';

/** A finished hand: what it started from, and all that was said in it up to its HAND_END. */
export interface GoldenHand {
  /** A certified checkpoint. */
  readonly checkpoint: Uint8Array;
  readonly entries: readonly Uint8Array[];
}

/** Finished hands of one table, one after another, that every later app must replay to the same states. */
export interface GoldenJournal {
  /** The version of the program that played them. */
  readonly program: number;
  readonly hands: readonly GoldenHand[];
}

export function goldenToBytes({ program, hands }: GoldenJournal): Uint8Array {
  return toBytes({ program, hands: hands.map(({ checkpoint, entries }) => ({ checkpoint, entries })) });
}

/** @throws NotCanonical, Error when the bytes are no golden journal */
export function readGolden(bytes: Uint8Array): GoldenJournal {
  const value = fromBytes(bytes);
  if (!isRecord(value) || typeof value.program !== 'number' || !Array.isArray(value.hands)) {
    throw new Error('not a golden journal');
  }
  return { program: value.program, hands: value.hands.map(readHand) };
}

function readHand(value: Plain): GoldenHand {
  if (!isRecord(value) || !(value.checkpoint instanceof Uint8Array) || !Array.isArray(value.entries)) {
    throw new Error('not a hand of a golden journal');
  }
  return { checkpoint: value.checkpoint, entries: value.entries as Uint8Array[] };
}
