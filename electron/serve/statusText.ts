import type { TableStatus } from '../host/hostStatus.ts';
import type { ServeStatus } from './serveStatus.ts';

/** Tables beyond these are counted, not listed: all of them are in the JSON. */
const TABLES_LISTED_MAX = 40;
const NAME_WIDTH = 24;

/** The status as lines for a terminal. */
export function statusText(status: ServeStatus): string {
  const { host } = status;
  if (host === null) return `${status.words}\n`;
  const tables = [...host.tables].sort(byActivity);
  const left = tables.length - TABLES_LISTED_MAX;
  const lines = [
    `${host.name ?? 'Without a name'}, ${counted(host.tables.length, 'table')}, ${counted(host.links, 'device')} linked. ${host.network}`,
    `Data folder ${status.dataFolder}: ${megabytes(diskBytes(host.tables))} in tables, ${megabytes(status.freeBytes)} free. Memory ${megabytes(host.residentBytes)}.`,
    ...(tables.length > 0 ? ['', HEADER, ...tables.slice(0, TABLES_LISTED_MAX).map(tableLine)] : []),
    ...(left > 0 ? [`and ${counted(left, 'more table')}`] : []),
    ...(status.notes.length > 0 ? ['', ...status.notes] : []),
  ];
  return `${lines.join('\n')}\n`;
}

const HEADER = row('table', 'state', 'hand', 'seq', 'peers', 'saved on', 'host', 'disk');

function tableLine(table: TableStatus): string {
  return row(
    table.name,
    table.state,
    String(table.hand),
    table.seq === null ? '-' : String(table.seq),
    `${table.peers} of ${Math.max(0, table.members - 1)}`,
    table.savedOn === null ? '-' : String(table.savedOn),
    table.isHost ? 'this machine' : (table.host ?? '-'),
    `${Math.ceil(table.diskBytes / 1024)} KB`,
  );
}

function row(...cells: [string, string, string, string, string, string, string, string]): string {
  const [name, state, hand, seq, peers, saved, host, disk] = cells;
  return [
    name.slice(0, NAME_WIDTH).padEnd(NAME_WIDTH),
    state.padEnd(8),
    hand.padStart(6),
    seq.padStart(8),
    peers.padStart(8),
    saved.padStart(8),
    ` ${host.slice(0, NAME_WIDTH).padEnd(NAME_WIDTH)}`,
    disk.padStart(9),
  ].join(' ');
}

/** What is played comes first, then what is awake; by name where that is the same. */
function byActivity(a: TableStatus, b: TableStatus): number {
  return ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || (a.name < b.name ? -1 : 1);
}
const ORDER: readonly TableStatus['state'][] = ['damaged', 'playing', 'resting', 'asleep'];

function diskBytes(tables: readonly TableStatus[]): number {
  return tables.reduce((sum, table) => sum + table.diskBytes, 0);
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024).toLocaleString('en')} MB`;
}
