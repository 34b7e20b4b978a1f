import { z } from 'zod';
import { type Certified, readCertified } from '../../../shared/process/checkpoint.ts';
import { type ReadEntry, readEntry } from '../../../shared/process/entry.ts';
import { toHex } from '../../../shared/process/hash.ts';
import { type Input, readInput } from '../../../shared/process/input.ts';
import type { PlayedEntry } from '../../../shared/process/journal.ts';
import { fromBytes, isRecord, type Plain, sameBytes, toBytes } from '../../../shared/process/plain.ts';
import type { Verify } from '../../../shared/process/ports.ts';
import { certificateSchema } from '../../../shared/protocol.ts';
import { type CommitCertificate, certificateProblem } from '../../../shared/quorum/certificate.ts';
import { HostilePeer } from './hostilePeer.ts';
import { ENTRIES_MAX } from './limits.ts';

/** That an entry is committed: the certificate for it or for a later one, with the entries between. */
export interface Proof {
  /** Entries from the one after it to the certificate's own. */
  readonly links: readonly Uint8Array[];
  readonly certificate: CommitCertificate;
}

/** A change of voters in a hand, and that it is committed. */
export interface ProvenChange {
  readonly entry: Uint8Array;
  readonly proof: Proof;
}

/** A finished hand as it is kept: what happened in it, what the next one starts from, and the proof (DESIGN.md 4.8). */
export interface HandRecord {
  readonly hand: number;
  readonly record: Plain;
  /** The certified checkpoint of the next hand. */
  readonly next: Uint8Array;
  /** That its HAND_END is committed; null at a table that is this device's alone. */
  readonly proof: Proof | null;
  readonly changes: readonly ProvenChange[];
}

export function recordBytes(record: HandRecord): Uint8Array {
  return toBytes(record as unknown as Plain);
}

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const proofSchema = z.object({ links: z.array(bytes).max(ENTRIES_MAX), certificate: certificateSchema });
const recordSchema = z.object({
  hand: z.int().min(1),
  record: z.custom<Plain>(() => true),
  next: bytes,
  proof: proofSchema.nullable().default(null),
  changes: z
    .array(z.object({ entry: bytes, proof: proofSchema }))
    .max(ENTRIES_MAX)
    .default([]),
});

/** Null: these bytes are no record. What an Evertable of before wrote has neither proof nor changes. */
export function readRecord(recorded: Uint8Array): HandRecord | null {
  try {
    return recordSchema.parse(fromBytes(recorded));
  } catch {
    return null;
  }
}

/** The proof of an entry from those played after it and a certificate that commits it; null: it commits less. */
export function proofOf(
  seq: number,
  played: readonly PlayedEntry[],
  certificate: CommitCertificate,
): Proof | null {
  if (certificate.seq < seq) return null;
  const links = played
    .filter(({ entry }) => entry.seq > seq && entry.seq <= certificate.seq)
    .map(({ bytes }) => bytes);
  return { links, certificate };
}

export interface Trust {
  readonly table: Uint8Array;
  /** The hand that is missed. */
  readonly hand: number;
  /** Where the hand before ended. */
  readonly opening: Uint8Array;
  readonly voters: readonly string[];
  readonly verify: Verify;
  /** The voters that a checkpoint's game names. */
  readonly votersOfGame: (game: Plain) => readonly string[];
  /** The table is this device's alone: no others have certified anything, only its host has signed the hand's end. */
  readonly isAlone?: boolean;
}

/**
 * Checks a missed hand from what is trusted so far: each change of voters by majorities of those before and after it, the
 * hand's end by a majority of the last.
 * @returns what is trusted after it
 * @throws HostilePeer
 */
export function checkRecord(
  bytes: Uint8Array,
  trust: Trust,
): { readonly trust: Trust; readonly next: Certified } {
  const fail = (why: string) => new HostilePeer(`A peer sent a hand that does not prove itself (${why}).`);
  const record = readRecord(bytes);
  if (!record) throw fail('no record');
  let next: Certified;
  try {
    next = readCertified(record.next, trust.verify);
  } catch (error) {
    throw fail((error as Error).message);
  }
  const { checkpoint, position } = next;
  if (record.hand !== trust.hand || checkpoint.hand !== trust.hand + 1) throw fail('another hand');
  if (!sameBytes(checkpoint.table, trust.table)) throw fail('another table');
  const previous = trust.hand === 1 ? null : trust.opening;
  const follows = previous === null ? checkpoint.previous === null : isSame(checkpoint.previous, previous);
  if (!follows) throw fail('it does not follow the hand before');

  if (trust.isAlone) {
    if (!trust.voters.includes(hostOfEnd(record.next, trust, fail))) throw fail('another host');
    return { trust: { ...trust, hand: trust.hand + 1, opening: position.id }, next };
  }
  let voters = trust.voters;
  for (const change of record.changes) voters = votersAfter(change, voters, trust, fail);
  if (!record.proof) throw fail('no certificate');
  checkProof(record.proof, { id: position.id, seq: position.seq }, [voters], trust, fail);
  // Only now is the game one that a majority has played.
  const game = [...trust.votersOfGame(checkpoint.game)].sort();
  if (game.join() !== [...voters].sort().join()) throw fail('its voters are not those that were chosen');
  return { trust: { ...trust, hand: trust.hand + 1, opening: position.id, voters }, next };
}

/** Who signed the end of a hand as its host (hex). */
function hostOfEnd(certified: Uint8Array, trust: Trust, fail: (why: string) => HostilePeer): string {
  const value = fromBytes(certified);
  const handEnd = isRecord(value) ? value.handEnd : null;
  if (!(handEnd instanceof Uint8Array)) throw fail('no end');
  return toHex(read(handEnd, trust, fail).host);
}

function votersAfter(
  { entry: bytes, proof }: ProvenChange,
  voters: readonly string[],
  trust: Trust,
  fail: (why: string) => HostilePeer,
): readonly string[] {
  const entry = read(bytes, trust, fail);
  const body = bodyOf(entry, trust, fail);
  if (body.kind !== 'VOTERS') throw fail('no change of voters');
  const { add, remove } = body;
  const after = typeof add === 'string' ? [...voters, add] : voters.filter((voter) => voter !== remove);
  checkProof(proof, entry, [voters, after], trust, fail);
  return after;
}

function checkProof(
  { links, certificate }: Proof,
  of: { readonly id: Uint8Array; readonly seq: number },
  voterSets: readonly (readonly string[])[],
  trust: Trust,
  fail: (why: string) => HostilePeer,
): void {
  let at = of;
  for (const bytes of links) {
    const entry = read(bytes, trust, fail);
    if (!sameBytes(entry.prev, at.id)) throw fail('a chain with a gap');
    at = entry;
  }
  if (certificate.seq !== at.seq || !sameBytes(certificate.entry, at.id))
    throw fail('a certificate of something else');
  const problem = certificateProblem(certificate, trust.table, voterSets, trust.verify);
  if (problem) throw fail(problem);
}

function read(bytes: Uint8Array, { verify, table }: Trust, fail: (why: string) => HostilePeer): ReadEntry {
  try {
    const entry = readEntry(bytes, verify);
    if (sameBytes(entry.table, table)) return entry;
  } catch (error) {
    throw fail((error as Error).message);
  }
  throw fail('an entry of another table');
}

function bodyOf({ input }: ReadEntry, { verify }: Trust, fail: (why: string) => HostilePeer): Input['body'] {
  try {
    return readInput(input, verify).body;
  } catch (error) {
    throw fail((error as Error).message);
  }
}

function isSame(a: Uint8Array | null, b: Uint8Array): boolean {
  return a !== null && sameBytes(a, b);
}
