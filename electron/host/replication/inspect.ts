import { ENTRY_BYTES_MAX, readEntry } from '../../../shared/process/entry.ts';
import { sameBytes } from '../../../shared/process/plain.ts';
import type { Verify } from '../../../shared/process/ports.ts';
import type { ReadChange } from './entryChange.ts';
import type { EntryPool, PooledEntry } from './entryPool.ts';
import { HostilePeer } from './hostilePeer.ts';

export interface InspectOptions {
  readonly table: Uint8Array;
  readonly hand: number;
  readonly verify: Verify;
}

/** The signed entry that a change adds. @throws HostilePeer when nobody signed it, or for another table or hand */
export function entryOf({ entry: bytes }: ReadChange, { table, hand, verify }: InspectOptions): PooledEntry {
  if (bytes.length > ENTRY_BYTES_MAX) throw new HostilePeer('A peer sent an entry that is too long.');
  // A copy: the message's memory is not kept for the sake of an entry.
  const own = Uint8Array.from(bytes);
  let entry: PooledEntry['entry'];
  try {
    entry = readEntry(own, verify);
  } catch (error) {
    throw new HostilePeer(`A peer sent an entry that nobody signed (${(error as Error).message}).`);
  }
  if (!sameBytes(entry.table, table) || entry.hand !== hand) {
    throw new HostilePeer('A peer sent an entry of another table or hand.');
  }
  return { bytes: own, entry };
}

/**
 * Sees to it that a change is the one that its entry makes, now that the change which it follows is here.
 * @throws HostilePeer
 */
export function checkChange({ hash, parent }: ReadChange, one: PooledEntry, pool: EntryPool): void {
  const change = parent === null ? null : pool.changeOf(one, parent);
  if (change?.place.hash !== hash)
    throw new HostilePeer('A peer sent a change that is not the one its entry makes.');
}
