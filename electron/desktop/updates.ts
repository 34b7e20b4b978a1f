import {
  announcementName,
  FEED_WORDS,
  isAnnounced,
  readAnnouncement,
  type UpdateFeed,
} from './updateFeed.ts';

/** electron-updater, as far as it is used. */
export interface Updater {
  /** What is announced for this system, if it is newer than this app. */
  check(): Promise<{ readonly version: string; readonly hashes: readonly string[] } | null>;
  /** Fetches what was found, checks its hash, and has it installed when the app quits. */
  fetchForQuit(): Promise<void>;
}

export interface UpdatesPorts {
  readonly feed: UpdateFeed;
  readonly updater: () => Promise<Updater>;
  /** Reads a file of the feed; left out: over the network. */
  readonly get?: (url: string) => Promise<Uint8Array>;
  readonly tell: (words: string) => void;
}

/** What the person is told; the version is in the middle of it. */
export function readyWords(version: string): string {
  return `Evertable ${version} is here. It is installed when you quit; your hands go on until then.`;
}

/** Looks for a new version once. What goes wrong is told, and the app goes on as it is. */
export async function lookForUpdate({ feed, updater, get, tell }: UpdatesPorts): Promise<void> {
  try {
    const name = announcementName(process.platform, process.arch);
    const announcement = await readAnnouncement(feed, name, get);
    const loaded = await updater();
    const found = await loaded.check();
    if (!found) return;
    // What the updater has read may be another file than the one whose signature was checked.
    if (!isAnnounced(announcement, found.hashes)) throw new Error(FEED_WORDS.other);
    await loaded.fetchForQuit();
    tell(readyWords(found.version));
  } catch (error) {
    const { message } = error as Error;
    const isOurs = Object.values(FEED_WORDS).includes(message as never);
    // Nobody needs to hear on every train that there is no network.
    if (isOurs && message !== FEED_WORDS.unreachable) tell(message);
    else console.error('no update:', message);
  }
}
