import { createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';

/*
 * Where new versions are announced. A feed is a folder on the web with electron-updater's `latest*.yml`, and beside each a
 * signature by the key that this app was packed with. Without a feed in the package nothing is ever asked.
 *
 *  U1  An announcement that is not signed by the packed key is not followed.          updates.test "not signed"
 *  U2  What is installed is what the announcement's hashes name.                      updates.test "other hashes"
 *  U3  An update is installed when the app quits, which hands hosting over and waits for no hand: never in between.
 *                                                                                     updates.test "until the app quits"
 */

/** In package.json of the packed app; see build/package/config.ts. */
export const feedSchema = z.strictObject({
  url: z.url({ protocol: /^https$/ }),
  /** Ed25519, raw, base64. */
  publicKey: z.base64(),
});
export type UpdateFeed = z.infer<typeof feedSchema>;

const ANNOUNCEMENT_BYTES_MAX = 65_536;
const FETCH_LIMIT_MS = 15_000;
/** What stands before an Ed25519 key in its standard form (RFC 8410). */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const KEY_BYTES = 32;

export const FEED_WORDS = {
  unsigned: 'The announcement of a new version is not signed as it should be, so it was not followed.',
  other: 'The new version is not the one that was announced, so it was not taken.',
  unreachable: 'The announcement of new versions could not be read.',
} as const;

/** The feed that the app was packed with; null: none, or it is not right. */
export function feedOf(manifest: unknown): UpdateFeed | null {
  if (typeof manifest !== 'object' || manifest === null || !('updateFeed' in manifest)) return null;
  const feed = feedSchema.safeParse(manifest.updateFeed);
  return feed.success && Buffer.from(feed.data.publicKey, 'base64').length === KEY_BYTES ? feed.data : null;
}

/** electron-updater's name for this system's announcement. */
export function announcementName(platform: NodeJS.Platform, arch: string): string {
  if (platform === 'win32') return 'latest.yml';
  if (platform === 'darwin') return 'latest-mac.yml';
  return arch === 'x64' ? 'latest-linux.yml' : `latest-linux-${arch}.yml`;
}

/**
 * Reads an announcement and checks its signature.
 * @throws Error with a sentence
 */
export async function readAnnouncement(
  feed: UpdateFeed,
  name: string,
  get: (url: string) => Promise<Uint8Array> = download,
): Promise<string> {
  const base = feed.url.endsWith('/') ? feed.url : `${feed.url}/`;
  let bytes: Uint8Array;
  let signature: Uint8Array;
  try {
    bytes = await get(new URL(name, base).href);
    signature = Buffer.from(
      Buffer.from(await get(new URL(`${name}.sig`, base).href)).toString('latin1'),
      'base64',
    );
  } catch {
    throw new Error(FEED_WORDS.unreachable);
  }
  const key = createPublicKey({
    key: Buffer.concat([SPKI_PREFIX, Buffer.from(feed.publicKey, 'base64')]),
    format: 'der',
    type: 'spki',
  });
  if (!verify(null, bytes, key, signature)) throw new Error(FEED_WORDS.unsigned);
  return Buffer.from(bytes).toString('utf8');
}

/** Whether every file of an update was named by its hash in the announcement that was checked. */
export function isAnnounced(announcement: string, hashes: readonly string[]): boolean {
  return hashes.length > 0 && hashes.every((hash) => hash.length >= 64 && announcement.includes(hash));
}

async function download(url: string): Promise<Uint8Array> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(FETCH_LIMIT_MS), redirect: 'error' });
  if (!answer.ok || !answer.body) throw new Error(`${answer.status}`);
  const pieces: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const piece of answer.body) {
    sizeBytes += piece.length;
    if (sizeBytes > ANNOUNCEMENT_BYTES_MAX) throw new Error('too long');
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
