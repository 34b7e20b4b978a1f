import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { extractZipEntry, insideFolder, listZip } from './zip.ts';

const folder = mkdtempSync(join(tmpdir(), 'evertable-zip-'));
afterAll(() => rmSync(folder, { recursive: true }));

type Packed = { name: string; content: string; mode?: number; method?: number };

/** A zip archive as other tools write it, its records laid out by PKWARE's APPNOTE. */
function zipOf(files: readonly Packed[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, content, mode = 0o644, method = 8 } of files) {
    const data = method === 8 ? deflateRawSync(content) : Buffer.from(content);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    local.writeUInt16LE(4, 28);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE((mode << 16) >>> 0, 38);
    entry.writeUInt32LE(offset, 42);
    central.push(entry, Buffer.from(name));
    locals.push(local, Buffer.from(name), Buffer.alloc(4), data);
    offset += local.length + name.length + 4 + data.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

function write(name: string, bytes: Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

test('unpacks stored, deflated and empty files with their permission bits', async () => {
  const archive = write(
    'good.zip',
    zipOf([
      { name: 'a/', content: '', method: 0 },
      { name: 'a/run', content: 'x'.repeat(5000), mode: 0o755 },
      { name: 'b.txt', content: 'plain', method: 0 },
      { name: 'empty', content: '', method: 0 },
    ]),
  );
  const entries = await listZip(archive);
  expect(entries.map(({ name }) => name)).toEqual(['a/run', 'b.txt', 'empty']);
  for (const entry of entries) await extractZipEntry(archive, entry, join(folder, 'out', entry.name));
  expect(readFileSync(join(folder, 'out', 'a', 'run'), 'utf8')).toBe('x'.repeat(5000));
  expect(statSync(join(folder, 'out', 'a', 'run')).mode & 0o777).toBe(0o755);
  expect(readFileSync(join(folder, 'out', 'b.txt'), 'utf8')).toBe('plain');
  expect(readFileSync(join(folder, 'out', 'empty'), 'utf8')).toBe('');
});

test('refuses a truncated archive', async () => {
  const bytes = zipOf([{ name: 'a', content: 'abc' }]);
  await expect(listZip(write('cut.zip', bytes.subarray(0, bytes.length - 1)))).rejects.toThrow(
    'Not a whole zip',
  );
  await expect(listZip(write('none.zip', Buffer.alloc(0)))).rejects.toThrow('Not a whole zip');
});

test('refuses a packing method it does not know', async () => {
  const archive = write('odd.zip', zipOf([{ name: 'a', content: 'abc', method: 12 }]));
  await expect(listZip(archive)).rejects.toThrow('packing method 12 of a');
});

test('refuses an entry whose data are not where the directory says', async () => {
  const bytes = zipOf([{ name: 'a', content: 'abc' }]);
  bytes[0] = 0;
  const archive = write('moved.zip', bytes);
  const [entry] = await listZip(archive);
  if (entry === undefined) throw new Error('no entry');
  await expect(extractZipEntry(archive, entry, join(folder, 'never'))).rejects.toThrow('Damaged zip');
});

test.each(['../a', 'a/../../b', '/etc/a', 'a\\..\\b'])(
  'refuses a path that leaves its folder: %s',
  (name) => {
    expect(() => insideFolder(folder, name)).toThrow('outside itself');
  },
);
