import { auction } from '../../../../shared/process/auction.fixture.ts';
import { certify, firstCheckpoint } from '../../../../shared/process/checkpoint.ts';
import { toHex } from '../../../../shared/process/hash.ts';
import { signInput } from '../../../../shared/process/input.ts';
import { Journal, type PlayedEntry } from '../../../../shared/process/journal.ts';
import type { Plain } from '../../../../shared/process/plain.ts';
import type { Signer } from '../../../../shared/process/ports.ts';
import { Programs } from '../../../../shared/process/program.ts';
import { simulatedSigner, simulatedVerify } from '../../../../shared/sim/keys.ts';
import { DataFolder } from '../../disk/index.ts';
import { MemoryDisk } from '../../disk/testing/memoryDisk.ts';
import { HandDocument } from '../../handDocument.ts';
import type { ReplicaPorts } from '../../replica.ts';
import { type ChangePlace, changeOf } from '../entryChange.ts';
import { writeSync } from '../syncMessage.ts';

/* For tests: one hand of the auction, kept by devices that one of two hosts, or a stranger, writes to. */

export const host = simulatedSigner('host');
/** The host of terms above 1. */
export const second = simulatedSigner('second');
export const stranger = simulatedSigner('stranger');
export const CHECKPOINT = firstCheckpoint({ createdMs: 0 }, {});
export const TABLE_ID = toHex(CHECKPOINT.table);
export const FIRST = { hand: 1, checkpoint: certify(CHECKPOINT, null) };

export const JOURNAL_OPTIONS = {
  programs: new Programs([auction({ version: 1, step: 1 })]),
  verify: simulatedVerify,
  guard: ({ term, host: signer }: { term: number; host: Uint8Array }) =>
    toHex(signer) === toHex((term === 1 ? host : second).publicKey) ? null : 'That device does not host.',
};

export const ROOT: ChangePlace = HandDocument.create({
  table: CHECKPOINT.table,
  hand: 1,
  program: 1,
  checkpoint: FIRST.checkpoint,
}).root;

export interface Disk {
  readonly ports: ReplicaPorts;
  /** Pairs that were told, as hex of both entries in order. */
  readonly told: string[];
}

export async function freshDisk(): Promise<Disk> {
  const fs = new MemoryDisk().fileSystem();
  await fs.makeDirectory('/data');
  const opened = await DataFolder.open(fs, '/data');
  if (opened.type === 'refused') throw new Error(opened.words);
  await opened.folder.makeTable(TABLE_ID);
  const told: string[] = [];
  const ports = {
    fs,
    folder: opened.folder,
    device: host.publicKey,
    journal: JOURNAL_OPTIONS,
    isAlone: () => false,
    votersOfGame: () => [],
    recordOf: (events: readonly Plain[]) => events as Plain,
    onEquivocation: (one: Uint8Array, other: Uint8Array) =>
      void told.push([toHex(one), toHex(other)].sort().join()),
  };
  return { ports, told };
}

/** An entry with its change. */
export interface Made {
  readonly played: PlayedEntry;
  readonly chunk: Uint8Array;
  readonly place: ChangePlace;
}

/** Entries that `signer` writes behind others; each text joins a bidder of that name. */
export function written(
  names: readonly string[],
  after: readonly Made[] = [],
  signer = host,
  term = 1,
): Made[] {
  const journal = new Journal(FIRST.checkpoint, 1, JOURNAL_OPTIONS);
  for (const { played } of after) journal.replay(played.bytes);
  let parent = after.at(-1)?.place ?? ROOT;
  return names.map((name) => {
    const played = journal.append(joinInput(name), 0, term, signer);
    const { chunk, place } = changeOf(played.bytes, parent, ROOT);
    parent = place;
    return { played, chunk, place };
  });
}

/** What somebody signs who hosts nothing: entries for any place at all. */
export function junk(name: string, after: readonly Made[] = []): Made {
  const open = { ...JOURNAL_OPTIONS, guard: () => null };
  const journal = new Journal(FIRST.checkpoint, 1, open);
  for (const { played } of after) journal.replay(played.bytes);
  const played = journal.append(joinInput(name), 0, 1, stranger);
  return { played, ...changeOf(played.bytes, after.at(-1)?.place ?? ROOT, ROOT) };
}

export function messageOf(made: readonly Made[]): Uint8Array {
  const heads = made.map(({ place }) => place.hash);
  return writeSync({ heads, need: [], have: [], changes: made.map(({ chunk }) => chunk) });
}

export function joinInput(name: string): Uint8Array {
  const signer: Signer = simulatedSigner(name);
  return signInput({ table: CHECKPOINT.table, number: 1, body: { kind: 'JOIN', purse: 10 } }, signer);
}
