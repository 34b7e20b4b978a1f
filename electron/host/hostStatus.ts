import type { Looks } from '../../shared/table/asks.ts';
import { membersOf } from '../../shared/table/voters.ts';
import type { LobbyTable } from '../ipc.ts';
import type { DataFolder, FileSystem } from './disk/index.ts';
import type { LiveTable } from './liveTable.ts';
import type { Sleeper } from './sleeper.ts';

/** One table of this device as an operator sees it. */
export interface TableStatus {
  readonly tableId: string;
  readonly name: string;
  readonly hand: number;
  /** `asleep`: nothing of it is in memory; `resting`: nobody waits for it. */
  readonly state: 'playing' | 'resting' | 'asleep' | 'damaged';
  /** The last entry on this disk, and the last that is known to be committed; null: not known while it sleeps. */
  readonly seq: number | null;
  readonly committedSeq: number | null;
  /** Who hosts, by name; null: nobody now. */
  readonly host: string | null;
  readonly isHost: boolean;
  readonly members: number;
  /** Other members that are linked now. */
  readonly peers: number;
  /** On how many members' disks all that is committed is known to be, this one included. */
  readonly savedOn: number | null;
  readonly diskBytes: number;
}

/** This device as an operator sees it. */
export interface HostStatus {
  /** Hex of the device's key. */
  readonly device: string;
  /** What it goes by; null: it has no name yet. */
  readonly name: string | null;
  /** The network in words. */
  readonly network: string;
  /** Other devices that are linked now, whatever tables they share. */
  readonly links: number;
  readonly tables: readonly TableStatus[];
  /** What the host's process takes. */
  readonly residentBytes: number;
}

/** A table that is in memory. */
export function liveStatus(table: LiveTable, diskBytes: number): TableStatus {
  const { agreement, replica, charter, tableId } = table;
  const looks = replica.journal.looks();
  return {
    tableId,
    name: charter.name,
    hand: replica.journal.hand,
    state: table.isPlaying ? 'playing' : 'resting',
    seq: replica.journal.position.seq,
    committedSeq: replica.committedSeq,
    host: agreement.host === null ? null : nameOf(looks, agreement.host),
    isHost: agreement.isHosting,
    members: membersOf(looks).filter(({ state }) => state === 'in').length,
    peers: agreement.peers.all().length,
    savedOn: agreement.savedOn(),
    diskBytes,
  };
}

/** A table that is not in memory. @param sleeper null: it cannot be opened */
export function cardStatus(
  { tableId, name, handNumber, players, damage }: LobbyTable,
  sleeper: Sleeper | null,
  diskBytes: number,
): TableStatus {
  return {
    tableId,
    name,
    hand: handNumber,
    state: damage === null ? 'asleep' : 'damaged',
    seq: sleeper?.seq ?? null,
    committedSeq: sleeper?.committedSeq ?? null,
    host: null,
    isHost: false,
    members: sleeper ? sleeper.members.size + 1 : players.length,
    peers: 0,
    savedOn: sleeper?.slept?.agreement.savedOn ?? null,
    diskBytes,
  };
}

/** Bytes of a table's open hand and history. Rejects with `DiskFailure`. */
export async function tableBytes(
  fs: FileSystem,
  folder: DataFolder,
  tableId: string,
  hand: number,
): Promise<number> {
  const paths = [folder.handPath(tableId, hand), folder.historyPath(tableId)];
  const sizes = await Promise.all(paths.map((path) => fs.size(path)));
  return sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
}

function nameOf(looks: Looks, device: string): string | null {
  return membersOf(looks).find((member) => member.device === device)?.name ?? null;
}
