import {
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeFileSystem } from './nodeFileSystem.ts';
import { temporaryFolder } from './testing/temporaryFolder.ts';

const fs = nodeFileSystem();
const bytes = Uint8Array.of(1, 2, 3, 4, 5);

describe('the real disk', () => {
  it('creates a file that only its owner may read, once', async () => {
    const path = join(temporaryFolder(), 'file');
    const file = await fs.create(path);
    await file.append(bytes);
    await file.append(bytes);
    await file.datasync();
    await file.close();
    expect([...readFileSync(path)]).toEqual([...bytes, ...bytes]);
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
    await expect(fs.create(path)).rejects.toMatchObject({ kind: 'exists' });
  });

  it('appends to what is there and never makes a file by opening it', async () => {
    const path = join(temporaryFolder(), 'file');
    await expect(fs.openAppend(path)).rejects.toMatchObject({ kind: 'missing' });
    expect(existsSync(path)).toBe(false);
    writeFileSync(path, bytes);
    const file = await fs.openAppend(path);
    await file.append(Uint8Array.of(6));
    await file.close();
    expect([...(await fs.read(path))]).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await fs.size(path)).toBe(6);
  });

  it('reads a part, and less at the end', async () => {
    const path = join(temporaryFolder(), 'file');
    writeFileSync(path, bytes);
    expect([...(await fs.readAt(path, 1, 3))]).toEqual([2, 3, 4]);
    expect([...(await fs.readAt(path, 4, 3))]).toEqual([5]);
    expect([...(await fs.readAt(path, 9, 3))]).toEqual([]);
  });

  it('overwrites in place and cuts', async () => {
    const path = join(temporaryFolder(), 'file');
    writeFileSync(path, bytes);
    await fs.overwrite(path, Uint8Array.of(9, 9));
    expect([...readFileSync(path)]).toEqual([9, 9, 3, 4, 5]);
    await fs.overwrite(path, Uint8Array.of(8), 2);
    expect([...readFileSync(path)]).toEqual([9, 9, 8, 4, 5]);
    await fs.truncate(path, 3);
    expect([...readFileSync(path)]).toEqual([9, 9, 8]);
  });

  // Found in the real window: a table that was only looked at in the lobby had been played "just now".
  it('overwriting does not make a file younger', async () => {
    const path = join(temporaryFolder(), 'file');
    writeFileSync(path, bytes);
    utimesSync(path, 1_000, 2_000);
    await fs.overwrite(path, bytes);
    expect(statSync(path).mtimeMs).toBe(2_000_000);
  });

  it('renames over a file, removes, makes directories, lists', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a'), bytes);
    writeFileSync(join(folder, 'b'), 'old');
    await fs.rename(join(folder, 'a'), join(folder, 'b'));
    expect([...readFileSync(join(folder, 'b'))]).toEqual([...bytes]);
    await fs.makeDirectory(join(folder, 'd'));
    await fs.makeDirectory(join(folder, 'd'));
    await fs.syncDirectory(folder);
    symlinkSync('b', join(folder, 'link'));
    expect((await fs.list(folder)).sort((x, y) => x.name.localeCompare(y.name))).toEqual([
      { name: 'b', kind: 'file' },
      { name: 'd', kind: 'directory' },
      { name: 'link', kind: 'other' },
    ]);
    await fs.remove(join(folder, 'b'));
    expect(await fs.size(join(folder, 'b'))).toBeNull();
    await expect(fs.remove(join(folder, 'b'))).rejects.toMatchObject({ kind: 'missing' });
  });

  it('tells a full disk from other failures, in a sentence', async () => {
    if (!existsSync('/dev/full')) return;
    const file = await fs.openAppend('/dev/full');
    await expect(file.append(bytes)).rejects.toMatchObject({
      name: 'DiskFailure',
      kind: 'full',
      words: 'The disk is full: full could not be saved. Free some space, then open the table again.',
    });
    await file.close();

    const folder = temporaryFolder();
    mkdirSync(join(folder, 'd'));
    await expect(fs.read(join(folder, 'd'))).rejects.toMatchObject({
      kind: 'failed',
      words: 'The disk failed while reading d (EISDIR). What was confirmed before is safe.',
    });
  });
});
