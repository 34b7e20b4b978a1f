import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeDurably } from './durableFile.ts';
import type { FileSystem } from './fileSystem.ts';
import { HAND_FILE_MAX_BYTES, HandFile, type OpenedHandFile } from './handFile.ts';
import { nodeFileSystem } from './nodeFileSystem.ts';
import { recordHand } from './testing/recordedHand.ts';
import { temporaryFolder } from './testing/temporaryFolder.ts';
import { type DiskCall, failingAt, watchedFileSystem } from './testing/watchedFileSystem.ts';

const disk = nodeFileSystem();
const { chunks } = recordHand();
const file = Buffer.concat(chunks);
const [first = new Uint8Array(), second = new Uint8Array(), third = new Uint8Array()] = chunks;

/** A folder with a hand's file that holds `bytes`. */
function handWith(bytes: Uint8Array): { path: string; names(): string[]; content(name: string): Buffer } {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'hand'), bytes);
  return {
    path: join(folder, 'hand'),
    names: () => readdirSync(folder).sort(),
    content: (name) => readFileSync(join(folder, name)),
  };
}

async function expectOpen(opening: Promise<OpenedHandFile>) {
  const opened = await opening;
  if (opened.type !== 'open') throw new Error(opened.words);
  return opened;
}

describe('a new hand', () => {
  it('is written, appended to and read back', async () => {
    const path = join(temporaryFolder(), 'hand');
    const hand = await HandFile.create(disk, path, first);
    await hand.append(second);
    await Promise.all([hand.append(third), ...chunks.slice(3).map((chunk) => hand.append(chunk))]);
    expect(hand.sizeBytes).toBe(file.length);
    await hand.close();
    expect(readFileSync(path).equals(file)).toBe(true);

    const opened = await expectOpen(HandFile.open(disk, path));
    expect(opened.chunks.map((chunk) => Buffer.from(chunk))).toEqual(
      chunks.map((chunk) => Buffer.from(chunk)),
    );
    expect(opened.damage).toBeNull();
    await opened.file.close();
  });

  it('is written aside, synced, read back, renamed, and its directory synced, in this order', async () => {
    const folder = temporaryFolder();
    const calls: string[] = [];
    const fs = watchedFileSystem(
      disk,
      ({ name, path }) => void calls.push(`${name} ${path.slice(folder.length)}`),
    );
    await HandFile.create(fs, join(folder, 'hand'), first);
    expect(calls.filter((call) => !call.startsWith('size'))).toEqual([
      'create /hand.new',
      'append /hand.new',
      'datasync /hand.new',
      'close /hand.new',
      'read /hand.new',
      'rename /hand.new',
      'syncDirectory ',
      'openAppend /hand',
    ]);
  });

  it('never takes the place of another', async () => {
    const { path, content } = handWith(file);
    await expect(HandFile.create(disk, path, first)).rejects.toMatchObject({ kind: 'exists' });
    expect(content('hand').equals(file)).toBe(true);
  });

  it('takes the place of one that a crash left unfinished', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'hand.new'), 'half');
    await (await HandFile.create(disk, join(folder, 'hand'), first)).close();
    expect(readdirSync(folder)).toEqual(['hand']);
  });
});

describe('a file that is not read back as it was written', () => {
  it('does not take the place of the old one', async () => {
    const hand = handWith(file);
    const fs: FileSystem = { ...disk, read: async (path) => (await disk.read(path)).fill(0, 0, 1) };
    await expect(writeDurably(fs, hand.path, second)).rejects.toMatchObject({
      kind: 'failed',
      operation: 'writing',
    });
    expect(hand.content('hand').equals(file)).toBe(true);
  });
});

describe('a hand that would outgrow what is read back', () => {
  it('takes nothing more', async () => {
    const path = join(temporaryFolder(), 'hand');
    const hand = await HandFile.create(disk, path, first);
    const tooMuch = new Uint8Array(HAND_FILE_MAX_BYTES);
    await expect(hand.append(tooMuch)).rejects.toMatchObject({ kind: 'tooLarge' });
    await expect(hand.append(second)).rejects.toMatchObject({ kind: 'tooLarge' });
    await hand.close();
    expect(readFileSync(path).equals(first)).toBe(true);
  });
});

describe('opening', () => {
  const edges = [0];
  for (const chunk of chunks) edges.push((edges.at(-1) ?? 0) + chunk.length);
  const offsets = edges
    .flatMap((edge) => [edge - 1, edge, edge + 1])
    .filter((at) => at > 0 && at < file.length);

  it.each(offsets)(
    'a file cut at byte %i keeps every whole chunk and sets the torn one aside',
    async (offset) => {
      const hand = handWith(file.subarray(0, offset));
      const intactSizeBytes = Math.max(...edges.filter((edge) => edge <= offset));
      const opened = await HandFile.open(disk, hand.path);
      if (intactSizeBytes === 0) {
        expect(opened).toMatchObject({ type: 'unusable', reason: 'unreadable' });
        expect(hand.names()).toEqual(['hand.damaged-1']);
        return;
      }
      const { file: open, chunks: intact, damage } = await expectOpen(Promise.resolve(opened));
      expect(Buffer.concat(intact).equals(file.subarray(0, intactSizeBytes))).toBe(true);
      expect(hand.content('hand').equals(file.subarray(0, intactSizeBytes))).toBe(true);
      if (intactSizeBytes === offset) {
        expect(damage).toBeNull();
        expect(hand.names()).toEqual(['hand']);
      } else {
        expect(damage).toMatch(/beginning of a chunk that was never completely written.*hand\.damaged-1/);
        expect(hand.names()).toEqual(['hand', 'hand.damaged-1']);
        expect(hand.content('hand.damaged-1').equals(file.subarray(intactSizeBytes, offset))).toBe(true);
      }
      await open.append(third);
      await open.close();
      expect(hand.content('hand').equals(Buffer.concat([file.subarray(0, intactSizeBytes), third]))).toBe(
        true,
      );
    },
  );

  it('a file damaged in the middle keeps the chunks behind it, and all from the damage on is kept aside', async () => {
    const damaged = Buffer.from(file).fill(0xee, first.length + 20, first.length + 24);
    const hand = handWith(damaged);
    const opened = await expectOpen(HandFile.open(disk, hand.path));
    const intact = Buffer.concat([first, ...chunks.slice(2)]);
    expect(Buffer.concat(opened.chunks).equals(intact)).toBe(true);
    expect(hand.content('hand').equals(intact)).toBe(true);
    expect(hand.content('hand.damaged-1').equals(damaged.subarray(first.length))).toBe(true);
    expect(opened.damage).toContain(`${second.length} bytes from byte ${first.length}`);
    await opened.file.close();

    const again = await expectOpen(HandFile.open(disk, hand.path));
    expect(again.damage).toBeNull();
    await again.file.close();
  });

  it('never overwrites what was set aside before', async () => {
    const hand = handWith(file.subarray(0, file.length - 1));
    await (await expectOpen(HandFile.open(disk, hand.path))).file.close();
    writeFileSync(hand.path, Buffer.concat([first, second.subarray(0, 5)]));
    await (await expectOpen(HandFile.open(disk, hand.path))).file.close();
    expect(hand.names()).toEqual(['hand', 'hand.damaged-1', 'hand.damaged-2']);
    expect(hand.content('hand.damaged-2').equals(second.subarray(0, 5))).toBe(true);
  });

  it.each([
    ['empty', new Uint8Array(), 'The file of this hand is empty. It is kept as '],
    [
      'unreadable',
      Buffer.from('%PDF-1.7'),
      'The file of this hand holds nothing that can be read. It is kept as ',
    ],
    [
      'unreadable',
      Buffer.alloc(5000),
      'The file of this hand holds nothing that can be read. It is kept as ',
    ],
  ])('a file that is %s says so and keeps it', async (reason, bytes, words) => {
    const hand = handWith(bytes);
    expect(await HandFile.open(disk, hand.path)).toEqual({
      type: 'unusable',
      reason,
      words: `${words}${hand.path}.damaged-1.`,
      asidePath: `${hand.path}.damaged-1`,
    });
    expect(hand.names()).toEqual(['hand.damaged-1']);
    expect(hand.content('hand.damaged-1').equals(bytes)).toBe(true);
  });

  it('a file that is not there says so', async () => {
    const opened = await HandFile.open(disk, join(temporaryFolder(), 'hand'));
    expect(opened).toMatchObject({ type: 'unusable', reason: 'missing', asidePath: null });
  });

  it('a file far too large does not read it', async () => {
    const hand = handWith(file);
    const reads: string[] = [];
    const watched = watchedFileSystem(disk, ({ name }) => void (name === 'read' && reads.push(name)));
    const fs = {
      ...watched,
      size: async (path: string) => (path === hand.path ? HAND_FILE_MAX_BYTES + 1 : null),
    };
    expect(await HandFile.open(fs, hand.path)).toMatchObject({ type: 'unusable', reason: 'tooLarge' });
    expect(hand.names()).toEqual(['hand.damaged-1']);
    expect(reads).toEqual([]);
  });

  it('makes what it read durable before it returns it', async () => {
    const calls: DiskCall['name'][] = [];
    const fs = watchedFileSystem(disk, ({ name }) => void calls.push(name));
    await (await expectOpen(HandFile.open(fs, handWith(file).path))).file.close();
    expect(calls).toEqual(['size', 'read', 'overwrite', 'openAppend', 'syncDirectory', 'close']);
  });

  it('writes the file anew where it is told to', async () => {
    const hand = handWith(file);
    const calls: DiskCall['name'][] = [];
    const fs = watchedFileSystem(disk, ({ name }) => void calls.push(name));
    const opened = await expectOpen(HandFile.open(fs, hand.path, { rewrite: true }));
    expect(calls).toContain('rename');
    expect(hand.content('hand').equals(file)).toBe(true);
    expect(hand.names()).toEqual(['hand']);
    await opened.file.close();
  });
});

describe('a failing disk', () => {
  it('keeps what is damaged before it changes the file, whichever call fails', async () => {
    const damaged = Buffer.from(file).fill(0xee, first.length + 20, first.length + 24);
    const intact = Buffer.concat([first, ...chunks.slice(2)]);
    for (let call = 0; ; call++) {
      const hand = handWith(damaged);
      const { fs, isReached } = failingAt(disk, call, 'full');
      const failure = await HandFile.open(fs, hand.path).then(
        () => null,
        (error: unknown) => error,
      );
      if (!isReached()) {
        expect(call).toBeGreaterThan(15);
        break;
      }
      if (failure !== null) expect(failure).toMatchObject({ name: 'DiskFailure', kind: 'full' });
      const isAside = hand.names().includes('hand.damaged-1');
      expect(
        hand.content('hand').equals(isAside && !hand.content('hand').equals(damaged) ? intact : damaged),
      ).toBe(true);
      if (isAside) expect(hand.content('hand.damaged-1').equals(damaged.subarray(first.length))).toBe(true);

      const opened = await expectOpen(HandFile.open(disk, hand.path));
      expect(Buffer.concat(opened.chunks).equals(intact)).toBe(true);
      await opened.file.close();
    }
  });

  it('makes no hand that is there by half, whichever call fails', async () => {
    for (let call = 0; ; call++) {
      const folder = temporaryFolder();
      const path = join(folder, 'hand');
      const { fs, isReached } = failingAt(disk, call, 'full');
      const created = await HandFile.create(fs, path, first).catch((error: unknown) => error);
      if (!isReached()) {
        expect(call).toBeGreaterThan(6);
        break;
      }
      expect(created).toMatchObject({ name: 'DiskFailure', kind: 'full' });
      if (readdirSync(folder).includes('hand')) expect(readFileSync(path).equals(first)).toBe(true);
    }
  });

  it.each(['append', 'datasync'] as const)('that refuses %s acknowledges nothing any more', async (name) => {
    const hand = handWith(Buffer.concat([first, second]));
    let isFailing = false;
    const calls: DiskCall['name'][] = [];
    const fs = watchedFileSystem(disk, (call) => {
      calls.push(call.name);
      if (isFailing && call.name === name) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    });
    const opened = await expectOpen(HandFile.open(fs, hand.path));
    isFailing = true;
    const failure = await opened.file.append(third).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      name: 'DiskFailure',
      kind: 'full',
      words: expect.stringContaining('disk is full'),
    });
    isFailing = false;
    calls.length = 0;
    await expect(opened.file.append(third)).rejects.toBe(failure);
    expect(calls).toEqual([]);

    const again = await expectOpen(HandFile.open(disk, hand.path, { rewrite: true }));
    expect(Buffer.concat(again.chunks.slice(0, 2)).equals(Buffer.concat([first, second]))).toBe(true);
    await again.file.append(third);
    await again.file.close();
  });
});
