import { generateKeyPairSync, sign } from 'node:crypto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { FEED_WORDS, feedOf, isAnnounced } from './updateFeed.ts';
import { lookForUpdate, readyWords, type Updater } from './updates.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const KEY = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
const FEED = { url: 'https://example.org/evertable', publicKey: KEY };
const HASH = 'h'.repeat(88);
const ANNOUNCEMENT = `version: 9.9.9\nfiles:\n  - url: a.deb\n    sha512: ${HASH}\n`;

let told: string[];
let files: Map<string, Uint8Array>;
let hashes: string[] | null;
let fetchForQuit: ReturnType<typeof vi.fn<Updater['fetchForQuit']>>;
beforeEach(() => {
  told = [];
  hashes = [HASH];
  fetchForQuit = vi.fn<Updater['fetchForQuit']>(async () => {});
  const signature = sign(null, Buffer.from(ANNOUNCEMENT), privateKey).toString('base64');
  files = new Map([
    ['yml', Buffer.from(ANNOUNCEMENT)],
    ['sig', Buffer.from(signature)],
  ]);
});

function look(): Promise<void> {
  return lookForUpdate({
    feed: FEED,
    updater: async () => ({
      check: async () => hashes && { version: '9.9.9', hashes },
      fetchForQuit,
    }),
    get: async (url) => {
      expect(url).toMatch(/^https:\/\/example\.org\/evertable\/latest[a-z-]*\.yml(\.sig)?$/);
      const bytes = files.get(url.endsWith('.sig') ? 'sig' : 'yml');
      if (!bytes) throw new Error('404');
      return bytes;
    },
    tell: (words) => told.push(words),
  });
}

describe('an update', () => {
  test('that is announced and signed is fetched, and waits until the app quits', async () => {
    await look();
    expect(fetchForQuit).toHaveBeenCalledOnce();
    expect(told).toEqual([readyWords('9.9.9')]);
  });

  test('that is not signed by the packed key is not followed, and that is said', async () => {
    const other = generateKeyPairSync('ed25519').privateKey;
    files.set('sig', Buffer.from(sign(null, Buffer.from(ANNOUNCEMENT), other).toString('base64')));
    await look();
    files.set('sig', Buffer.from('nonsense'));
    await look();
    expect(fetchForQuit).not.toHaveBeenCalled();
    expect(told).toEqual([FEED_WORDS.unsigned, FEED_WORDS.unsigned]);
  });

  test('with any byte of its announcement changed is not followed', async () => {
    for (let at = 0; at < ANNOUNCEMENT.length; at += 7) {
      const changed = Buffer.from(ANNOUNCEMENT);
      changed[at] = (changed[at] ?? 0) ^ 1;
      files.set('yml', changed);
      await look();
    }
    expect(fetchForQuit).not.toHaveBeenCalled();
  });

  test('with other hashes than were announced is not taken', async () => {
    hashes = ['x'.repeat(88)];
    await look();
    hashes = [HASH, 'x'.repeat(88)];
    await look();
    hashes = [];
    await look();
    expect(fetchForQuit).not.toHaveBeenCalled();
    expect(told).toEqual([FEED_WORDS.other, FEED_WORDS.other, FEED_WORDS.other]);
  });

  test('that cannot be looked for bothers nobody, nor does none', async () => {
    files.clear();
    await look();
    expect(told).toEqual([]);
  });

  test('that is not there bothers nobody', async () => {
    hashes = null;
    await look();
    expect([told, fetchForQuit.mock.calls]).toEqual([[], []]);
  });
});

describe('the feed that an app is packed with', () => {
  test('is none unless it is right in every part', () => {
    expect(feedOf({ updateFeed: FEED })).toEqual(FEED);
    for (const manifest of [
      null,
      {},
      { updateFeed: null },
      { updateFeed: { ...FEED, url: 'http://example.org' } },
      { updateFeed: { ...FEED, publicKey: 'AAAA' } },
      { updateFeed: { ...FEED, more: 1 } },
    ]) {
      expect(feedOf(manifest)).toBeNull();
    }
  });

  test('a hash that is too short to be one announces nothing', () => {
    expect(isAnnounced('sha512: a', ['a'])).toBe(false);
  });
});
