import type { Notice } from '../ipc.ts';
import { DataFolder } from './disk/dataFolder.ts';
import type { FileSystem } from './disk/fileSystem.ts';
import { keptCard, lastPlayedFirst } from './lobbyCard.ts';
import { readProfile } from './profile.ts';

export type LobbyNotice = Extract<Notice, { type: 'lobby' }>;

/**
 * The lobby as it was left, for a window that opens before the table host is up: the profile, and a card of every table that
 * is as large as its card says. It touches nothing, so it needs no lock; whoever has the lock may be playing meanwhile.
 * @param remarks sentences for the lobby that are known already
 * @returns null when the host itself has to look: a new, foreign or damaged folder, or a hand played on since its card
 */
export async function readKeptLobby(
  fs: FileSystem,
  folderPath: string,
  remarks: readonly string[],
): Promise<LobbyNotice | null> {
  try {
    const opened = await DataFolder.openToRead(fs, folderPath);
    if (opened.type === 'refused') return null;
    const { profile, preferences, bootstrap } = await readProfile(fs, folderPath);
    const stored = await opened.folder.listTables();
    const cards = [];
    for (const table of stored.tables) {
      const kept = await keptCard(fs, opened.folder, table);
      if (!kept?.isRight) return null;
      if (kept.card) cards.push(kept.card);
    }
    const tables = lastPlayedFirst(cards);
    return {
      type: 'lobby',
      profile,
      preferences,
      tables,
      bootstrap,
      remarks: [...remarks, ...stored.remarks],
    };
  } catch {
    // Whatever is wrong, the host finds it too, and says it in words.
    return null;
  }
}
