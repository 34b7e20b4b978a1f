/** What the host of a device said as done, and whether a disk still bears it out. */
import type { TableView } from '../../ipc.ts';
import type { FileSystem } from '../disk/index.ts';
import type { Reopened } from '../disk/torture/tornRun.ts';
import { HostAtWork } from './hostAtWork.ts';

/** What a device was told as done. */
export type HostPromise =
  /** Who it is. */
  | { readonly type: 'device'; readonly key: string }
  | { readonly type: 'profile'; readonly name: string }
  /** How a table stands. */
  | {
      readonly type: 'table';
      readonly tableId: string;
      readonly hand: number;
      readonly seq: number;
      readonly stateHash: string;
    };

type TablePromise = Extract<HostPromise, { type: 'table' }>;

/** A key that is made anew must not be the one that was lost. */
const OTHER_SEED = 4_711;

/**
 * Starts a host on what is left of a disk, and looks whether all is there that was promised.
 * @param shown every state by its place, where there can be no other
 * @param names that the profile has had, in order
 */
export async function reopenHost(
  fs: FileSystem,
  promised: readonly HostPromise[],
  shown: ReadonlyMap<number, string>,
  names: readonly string[],
): Promise<Reopened<HostPromise>> {
  const device = new HostAtWork(fs, OTHER_SEED);
  await device.start();
  const wrong: string[] = [];
  const now: HostPromise[] = [{ type: 'device', key: device.key }];
  const key = promised.find((one) => one.type === 'device')?.key ?? device.key;
  if (device.key !== key) wrong.push('the device has another key');
  await device.say({ type: 'hello' });
  const name = promised.findLast((one) => one.type === 'profile')?.name;
  const isNamed = name === undefined || names.indexOf(device.name ?? '') >= names.indexOf(name);
  if (!isNamed) wrong.push(`the profile says ${device.name} where ${name} was saved`);
  const last = promised.findLast((one) => one.type === 'table') ?? null;
  const tables = device.tables;
  if (last && !tables.includes(last.tableId)) wrong.push('the table is not in the lobby');
  for (const tableId of tables) {
    await device.say({ type: 'openTable', tableId });
    if (device.view) now.push(promiseOf(device.view));
    wrong.push(...faultsOf(device.view, last, shown));
  }
  wrong.push(...device.errors);
  await device.close();
  return { wrong, promised: now };
}

export function promiseOf({ tableId, handNumber, seq, stateHash }: TableView): TablePromise {
  return { type: 'table', tableId, hand: handNumber, seq, stateHash };
}

function faultsOf(
  view: TableView | null,
  last: TablePromise | null,
  shown: ReadonlyMap<number, string>,
): string[] {
  if (!view) return last ? ['the table does not open'] : [];
  const { seq, stateHash, handNumber } = view;
  if (last && seq < last.seq) return [`the table stands at ${seq}, and ${last.seq} was shown`];
  if (last && seq === last.seq && stateHash !== last.stateHash) return [`at ${seq} stands something else`];
  const known = shown.get(seq);
  // A hand that was played and not ended is ended by the opening, in an entry of its own.
  const isEnd = handNumber > (last?.hand ?? 0);
  if (known !== undefined && known !== stateHash && !isEnd) return [`at ${seq} stands what nobody did`];
  return [];
}
