import { statSync } from 'node:fs';
import { z } from 'zod';
import { type LobbyTable, lobbyTableSchema } from '../ipc.ts';
// From their own files: main reads cards too, and has no use for the rest of the disk.
import type { DataFolder, StoredTable } from './disk/dataFolder.ts';
import { DiskFailure } from './disk/diskFailure.ts';
import type { FileSystem } from './disk/fileSystem.ts';

/**
 * A table's card for the lobby as it was last worked out. A hand's file only grows, so a card is right for as long as
 * the newest hand's file has the size it was made from; otherwise the hand is replayed. It is a copy, never a source.
 */
const storedSchema = z.strictObject({
  hand: z.int(),
  sizeBytes: z.int(),
  /** Null: this device has no seat there any more. */
  card: lobbyTableSchema.nullable(),
  /** At a friends' table: who can be reached about it without opening it. */
  friends: z.strictObject({ members: z.array(z.string()), invites: z.array(z.string()) }).optional(),
});
export type StoredCard = z.infer<typeof storedSchema>;

/** The other members of a friends' table and its open invites' keys, hex. */
export type FriendsCard = NonNullable<StoredCard['friends']>;

export interface KeptCard {
  readonly card: LobbyTable | null;
  readonly friends: FriendsCard | null;
  /** Its hand has not been played on since. */
  readonly isRight: boolean;
}

/**
 * A table's kept card. Only reads. Rejects with `DiskFailure`.
 * @returns null when there is none that can be read
 */
export async function keptCard(
  fs: FileSystem,
  folder: DataFolder,
  { tableId, hands }: StoredTable,
): Promise<KeptCard | null> {
  const hand = hands.at(-1);
  if (hand === undefined) return null;
  const path = folder.handPath(tableId, hand);
  const kept = await readCard(fs, folder.cardPath(tableId));
  if (!kept) return null;
  const isRight = hands.length === 1 && kept.hand === hand && kept.sizeBytes === (await fs.size(path));
  const card = kept.card && { ...kept.card, lastPlayedMs: modifiedMs(path) ?? kept.card.lastPlayedMs };
  return { card, friends: kept.friends ?? null, isRight };
}

export function lastPlayedFirst(cards: readonly LobbyTable[]): LobbyTable[] {
  return [...cards].sort((a, b) => b.lastPlayedMs - a.lastPlayedMs);
}

/** For show only: table time stands still while nobody plays, so the file's own time says when that was. */
export function modifiedMs(path: string | null): number | null {
  return (path && statSync(path, { throwIfNoEntry: false })?.mtimeMs) || null;
}

/** The card at `path`; null when there is none that can be read. */
async function readCard(fs: FileSystem, path: string): Promise<StoredCard | null> {
  try {
    if ((await fs.size(path)) === null) return null;
    return storedSchema.parse(JSON.parse(Buffer.from(await fs.read(path)).toString('utf8')));
  } catch {
    // Whatever is wrong with a copy, the table itself is asked.
    return null;
  }
}

/** Keeps a card; a card that cannot be kept is worked out again. */
export async function writeCard(fs: FileSystem, path: string, stored: StoredCard): Promise<void> {
  const aside = `${path}.new`;
  try {
    if ((await fs.size(aside)) !== null) await fs.remove(aside);
    const file = await fs.create(aside);
    await file.append(Buffer.from(JSON.stringify(stored)));
    await file.close();
    await fs.rename(aside, path);
  } catch (error) {
    if (!(error instanceof DiskFailure)) throw error;
  }
}
