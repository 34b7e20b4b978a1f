import { type Position, readCertified } from '../../../../shared/process/checkpoint.ts';
import { type ReadEntry, readEntry } from '../../../../shared/process/entry.ts';
import { HandFile } from '../../../host/disk/index.ts';
import { HandDocument } from '../../../host/handDocument.ts';
import type { WorldDevice } from '../../../host/testing/world.ts';

export interface HandOnDisk {
  readonly document: HandDocument;
  /** Where the hand before ended. */
  readonly opening: Position;
  readonly entries: readonly { readonly bytes: Uint8Array; readonly entry: ReadEntry }[];
}

/** The hands that lie open on a device's disk, the newest last. The disk itself is left as it is. */
export async function handsOnDisk({ disk }: WorldDevice, tableId: string): Promise<HandOnDisk[]> {
  const fs = disk.copy().fileSystem();
  const folder = folderOf(tableId);
  const names = (await fs.list(folder)).map(({ name }) => name).filter((name) => name.endsWith('.automerge'));
  const hands: HandOnDisk[] = [];
  for (const name of names.sort()) {
    const opened = await HandFile.open(fs, `${folder}/${name}`);
    if (opened.type === 'unusable') continue;
    const document = HandDocument.load(opened.chunks);
    const entries = document.entries.map((bytes) => ({ bytes, entry: readEntry(bytes, () => true) }));
    const opening = readCertified(document.checkpoint, () => true).position;
    hands.push({ document, opening, entries });
  }
  return hands;
}

/** Whether something of a table had to be set aside: it was taken up, and found wrong later. */
export async function hasSetAside({ disk }: WorldDevice, tableId: string): Promise<boolean> {
  const all = await disk.copy().fileSystem().list(folderOf(tableId));
  return all.some(({ name }) => name.includes('.damaged-'));
}

function folderOf(tableId: string): string {
  return `/data/tables/${tableId}`;
}
