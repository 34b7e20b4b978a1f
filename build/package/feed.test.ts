import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readAnnouncement } from '../../electron/desktop/updateFeed.ts';
import { FEED_KEY_VARIABLE, FEED_URL_VARIABLE, feedFrom, signAnnouncements } from './feed.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'evertable-feed-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const KEY = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
const ENV = { [FEED_URL_VARIABLE]: 'https://example.org/e/', [FEED_KEY_VARIABLE]: KEY };

test('what a release signs, the app that was packed with its key follows', async () => {
  const keyPath = join(folder, 'key.pem');
  writeFileSync(keyPath, privateKey.export({ format: 'pem', type: 'pkcs8' }));
  writeFileSync(join(folder, 'latest-linux.yml'), 'version: 2.0.0\n');
  expect(await signAnnouncements(folder, keyPath)).toEqual(['latest-linux.yml']);
  const feed = feedFrom(ENV);
  if (!feed) throw new Error('no feed');
  const get = async (url: string) => readFileSync(join(folder, url.slice(url.lastIndexOf('/') + 1)));
  expect(await readAnnouncement(feed, 'latest-linux.yml', get)).toBe('version: 2.0.0\n');
});

test('there is no feed unless one is named whole', () => {
  expect(feedFrom({})).toBeNull();
  for (const name of [FEED_URL_VARIABLE, FEED_KEY_VARIABLE]) {
    expect(() => feedFrom({ ...ENV, [name]: '' })).toThrow('both or neither');
  }
  expect(() => feedFrom({ ...ENV, [FEED_URL_VARIABLE]: 'http://example.org' })).toThrow('https');
});
