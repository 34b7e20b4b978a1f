import { createPrivateKey, sign } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { feedOf, type UpdateFeed } from '../../electron/desktop/updateFeed.ts';

/** Where new versions will be announced, and the key that announcements are signed with: the package holds both. */
export const FEED_URL_VARIABLE = 'EVERTABLE_FEED_URL';
export const FEED_KEY_VARIABLE = 'EVERTABLE_FEED_KEY';
/** The file of the private key (PEM), on the machine that releases. */
export const SIGNING_KEY_VARIABLE = 'EVERTABLE_FEED_SIGNING_KEY';

const WRONG = `${FEED_URL_VARIABLE} is an https address, and ${FEED_KEY_VARIABLE} an Ed25519 public key of 32 bytes in base64: both or neither.`;

/** The feed that the environment asks for; null: none, and the app never asks for updates. @throws Error with a sentence */
export function feedFrom(env: NodeJS.ProcessEnv): UpdateFeed | null {
  const [url, publicKey] = [env[FEED_URL_VARIABLE], env[FEED_KEY_VARIABLE]];
  if (!url && !publicKey) return null;
  const feed = feedOf({ updateFeed: { url, publicKey } });
  if (feed === null) throw new Error(WRONG);
  return feed;
}

/** Signs the announcements that electron-builder has written. @returns their names */
export async function signAnnouncements(folder: string, keyPath: string): Promise<string[]> {
  const key = createPrivateKey(await readFile(keyPath));
  const names = (await readdir(folder)).filter((name) => /^latest[a-z0-9-]*\.yml$/.test(name));
  for (const name of names) {
    const signature = sign(null, await readFile(join(folder, name)), key);
    await writeFile(join(folder, `${name}.sig`), `${signature.toString('base64')}\n`);
  }
  return names;
}
