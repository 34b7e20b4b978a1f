import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { osRandomBytes } from '../osRandom.ts';
import { HandKey } from './handKey.ts';
import { nodeFileSystem } from './nodeFileSystem.ts';
import { SECRET_MAX_BYTES, SecretFile } from './secretFile.ts';
import { temporaryFolder } from './testing/temporaryFolder.ts';
import { watchedFileSystem } from './testing/watchedFileSystem.ts';

const disk = nodeFileSystem();
const key: Uint8Array = new Uint8Array(32).fill(7);
const otherKey: Uint8Array = new Uint8Array(32).fill(8);
const value = new Uint8Array(Buffer.from('Ah Kd 7c 2s'));

function secretIn(folder: string, withKey = key, context = 'dealer of hand 42'): SecretFile {
  return new SecretFile({ fs: disk, randomBytes: osRandomBytes }, join(folder, 'secret'), withKey, context);
}

describe('a secret', () => {
  it('is read back as it was written, and replaced as a whole', async () => {
    const folder = temporaryFolder();
    await secretIn(folder).write(value);
    await secretIn(folder).write(Buffer.from('new'));
    expect(await secretIn(folder).read()).toEqual({
      type: 'value',
      value: new Uint8Array(Buffer.from('new')),
    });
    await secretIn(folder).write(new Uint8Array());
    expect(await secretIn(folder).read()).toEqual({ type: 'value', value: new Uint8Array(0) });
    expect(readdirSync(folder)).toEqual(['secret']);
  });

  it("shows nothing of itself on disk, twice the same even less, and is its owner's only", async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'secret');
    await secretIn(folder).write(value);
    const before = readFileSync(path);
    expect(before.includes(Buffer.from(value))).toBe(false);
    await secretIn(folder).write(value);
    expect(readFileSync(path).equals(before)).toBe(false);
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('is not read with another key, for another purpose, or with any bit changed or missing', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'secret');
    await secretIn(folder).write(value);
    const sealed = readFileSync(path);
    const damaged = expect.objectContaining({ type: 'unreadable', reason: 'damaged' });
    expect(await secretIn(folder, otherKey).read()).toEqual(damaged);
    expect(await secretIn(folder, key, 'dealer of hand 43').read()).toEqual(damaged);
    for (let offset = 0; offset < sealed.length; offset++) {
      for (let bit = 0; bit < 8; bit++) {
        const changed = Buffer.from(sealed);
        changed[offset] = (changed[offset] ?? 0) ^ (1 << bit);
        writeFileSync(path, changed);
        expect(await secretIn(folder).read()).toMatchObject({ type: 'unreadable' });
      }
      writeFileSync(path, sealed.subarray(0, offset));
      expect(await secretIn(folder).read()).toEqual(damaged);
    }
  });

  it('says in a sentence why it is not read', async () => {
    const folder = temporaryFolder();
    expect(await secretIn(folder).read()).toEqual({
      type: 'unreadable',
      reason: 'missing',
      words: 'The secret is not on this device.',
    });
    await secretIn(folder).write(value);
    const newer = readFileSync(join(folder, 'secret'));
    newer[0] = 2;
    writeFileSync(join(folder, 'secret'), newer);
    expect(await secretIn(folder).read()).toMatchObject({ type: 'unreadable', reason: 'newerVersion' });
  });

  it('has limits', async () => {
    const folder = temporaryFolder();
    expect(() => secretIn(folder, new Uint8Array(31))).toThrow(RangeError);
    await expect(secretIn(folder).write(new Uint8Array(SECRET_MAX_BYTES + 1))).rejects.toThrow(RangeError);
    await secretIn(folder).write(new Uint8Array(SECRET_MAX_BYTES));
    expect(await secretIn(folder).read()).toMatchObject({ type: 'value' });
    writeFileSync(join(folder, 'secret'), new Uint8Array(SECRET_MAX_BYTES + 100));
    expect(await secretIn(folder).read()).toMatchObject({ reason: 'damaged' });
  });

  it('erased is overwritten, gone, and so is what an interrupted write left of it', async () => {
    const folder = temporaryFolder();
    const calls: string[] = [];
    const fs = watchedFileSystem(
      disk,
      ({ name, path }) => void calls.push(`${name} ${path.slice(folder.length)}`),
    );
    await secretIn(folder).write(value);
    writeFileSync(join(folder, 'secret.new'), readFileSync(join(folder, 'secret')));
    await new SecretFile(
      { fs, randomBytes: osRandomBytes },
      join(folder, 'secret'),
      key,
      'dealer of hand 42',
    ).erase();
    expect(readdirSync(folder)).toEqual([]);
    expect(calls.filter((call) => !call.startsWith('size'))).toEqual([
      'overwrite /secret',
      'remove /secret',
      'syncDirectory ',
      'overwrite /secret.new',
      'remove /secret.new',
      'syncDirectory ',
    ]);
    await secretIn(folder).erase();
  });
});

describe('a hand key', () => {
  it('opens the secrets of its hand until it is erased, and then no copy of them is of use', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'key');
    const handKey = await new HandKey(
      { fs: disk, randomBytes: osRandomBytes },
      path,
      key,
      'hand 42',
    ).create();
    await secretIn(folder, handKey).write(value);

    const kept = await new HandKey({ fs: disk, randomBytes: osRandomBytes }, path, key, 'hand 42').read();
    expect(kept).toEqual({ type: 'value', value: handKey });
    expect(await secretIn(folder, handKey).read()).toEqual({ type: 'value', value });
    expect(readFileSync(path).includes(Buffer.from(handKey))).toBe(false);

    await new HandKey({ fs: disk, randomBytes: osRandomBytes }, path, key, 'hand 42').erase();
    expect(existsSync(path)).toBe(false);
    expect(
      await new HandKey({ fs: disk, randomBytes: osRandomBytes }, path, key, 'hand 42').read(),
    ).toMatchObject({ reason: 'missing' });
    expect(await secretIn(folder, key).read()).toMatchObject({ type: 'unreadable' });
  });

  it('is another one for every hand, and of no use for another hand', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'key');
    const handKey = await new HandKey(
      { fs: disk, randomBytes: osRandomBytes },
      path,
      key,
      'hand 42',
    ).create();
    expect(
      await new HandKey({ fs: disk, randomBytes: osRandomBytes }, path, key, 'hand 43').read(),
    ).toMatchObject({ reason: 'damaged' });
    expect(
      await new HandKey({ fs: disk, randomBytes: osRandomBytes }, path, key, 'hand 43').create(),
    ).not.toEqual(handKey);
  });
});
