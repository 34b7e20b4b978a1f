import { type ReadEntry, readEntry } from '../process/entry.ts';
import { hash, toHex } from '../process/hash.ts';
import { type Input, readInput } from '../process/input.ts';
import { NotCanonical, sameBytes } from '../process/plain.ts';
import type { Verify } from '../process/ports.ts';
import { NotSigned } from '../process/signed.ts';
import { type Receipt, readReceipt } from './receipts.ts';
import { readVote, type Vote } from './votes.ts';

/** Two words of one device that cannot both be honest, unless it forgot the first (DESIGN.md 5.11). */
export interface Equivocation {
  readonly what: 'entries' | 'votes' | 'receipts' | 'inputs';
  /** Who contradicted itself (hex). */
  readonly device: string;
  /** For people; the device's name goes before it. */
  readonly words: string;
  /**
   * Whether it is cheating. Words from different starts of a device may be those of a restored backup: they are shown,
   * not punished.
   */
  readonly isCheating: boolean;
}

/** What a device did, after its name. */
export const EQUIVOCATION_WORDS = {
  entries: 'put two different things in the same place of the journal.',
  votes: 'voted for two devices in one term.',
  receipts: 'said of two different entries in one place that it has them.',
  inputs: 'said two different things under one number.',
  forgot: 'contradicts what it said before it was started again. It may have been restored from a backup.',
} as const;

/**
 * What two signed entries, votes, receipts or inputs prove against their signer; null: nothing. Two receipts of different terms
 * prove nothing: a later host may put another entry in the place of one that was never committed.
 * @param table the id of the table that both must be of
 */
export function equivocationOf(
  first: Uint8Array,
  second: Uint8Array,
  table: Uint8Array,
  verify: Verify,
): Equivocation | null {
  const one = readWord(first, verify);
  const other = readWord(second, verify);
  if (!one || !other || one.what !== other.what) return null;
  const isSamePlace =
    sameBytes(one.table, table) &&
    sameBytes(other.table, table) &&
    sameBytes(one.device, other.device) &&
    one.term === other.term &&
    one.seq === other.seq;
  if (!isSamePlace || sameBytes(one.said, other.said)) return null;
  const isCheating = one.boot === other.boot;
  const words = isCheating ? EQUIVOCATION_WORDS[one.what] : EQUIVOCATION_WORDS.forgot;
  return { what: one.what, device: toHex(one.device), words, isCheating };
}

/** A signed word as what it says of which place. */
interface Word {
  readonly what: Equivocation['what'];
  readonly table: Uint8Array;
  readonly device: Uint8Array;
  /** Null: the word names none. No device hosts a term, or uses a number, that it did before it was started again. */
  readonly boot: number | null;
  readonly term: number;
  /** A vote is about a whole term: 0. */
  readonly seq: number;
  readonly said: Uint8Array;
}

const ofEntry = ({ table, host, term, seq, id }: ReadEntry): Word => ({
  what: 'entries',
  table,
  device: host,
  boot: null,
  term,
  seq,
  said: id,
});
const ofVote = ({ candidate, ...vote }: Vote): Word => ({ what: 'votes', ...vote, seq: 0, said: candidate });
const ofReceipt = ({ entry, ...receipt }: Receipt): Word => ({ what: 'receipts', ...receipt, said: entry });

const ofInput = (bytes: Uint8Array, { table, device, number }: Input): Word => ({
  what: 'inputs',
  table,
  device,
  boot: null,
  term: 0,
  seq: number,
  said: hash('evertable/said/1', bytes),
});

/** The word, whichever kind it is of; null: it is none, or nobody signed it. */
function readWord(bytes: Uint8Array, verify: Verify): Word | null {
  return (
    readOrNull(() => ofEntry(readEntry(bytes, verify))) ??
    readOrNull(() => ofVote(readVote(bytes, verify))) ??
    readOrNull(() => ofReceipt(readReceipt(bytes, verify))) ??
    readOrNull(() => ofInput(bytes, readInput(bytes, verify)))
  );
}

function readOrNull(read: () => Word): Word | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotSigned || error instanceof NotCanonical) return null;
    throw error;
  }
}
