import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HistoryFile, type HistoryItem, readHistory } from './historyFile.ts';
import { decodeFrame, encodeFrame, PAYLOAD_MAX_BYTES } from './historyFrame.ts';
import { nodeFileSystem } from './nodeFileSystem.ts';
import { temporaryFolder } from './testing/temporaryFolder.ts';
import { failingAt, watchedFileSystem } from './testing/watchedFileSystem.ts';

const disk = nodeFileSystem();

function payload(number: number): Uint8Array {
  return Buffer.from(`hand ${number}, ${'x'.repeat(number % 7)}`);
}

function frames(from: number, to: number): Buffer {
  const all: Uint8Array[] = [];
  for (let number = from; number <= to; number++) all.push(encodeFrame(number, payload(number)));
  return Buffer.concat(all);
}

/** A folder with a history that holds `bytes`. */
function historyWith(bytes: Uint8Array) {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'history'), bytes);
  return {
    path: join(folder, 'history'),
    names: () => readdirSync(folder).sort(),
    content: (name: string) => readFileSync(join(folder, name)),
  };
}

async function itemsOf(file: HistoryFile): Promise<HistoryItem[]> {
  const items: HistoryItem[] = [];
  for await (const item of file.items()) items.push(item);
  return items;
}

function recordItems(from: number, to: number): HistoryItem[] {
  const items: HistoryItem[] = [];
  for (let number = from; number <= to; number++)
    items.push({ type: 'record', number, payload: payload(number) });
  return items;
}

/** The same items with payloads as plain buffers, so that they compare by content. */
function comparable(items: HistoryItem[]): unknown[] {
  return items.map((item) =>
    item.type === 'record' ? { ...item, payload: Buffer.from(item.payload).toString() } : item,
  );
}

describe('a history', () => {
  it('starts empty, takes records and numbers them', async () => {
    const path = join(temporaryFolder(), 'history');
    const { file, damage } = await HistoryFile.open(disk, path);
    expect([damage, file.count]).toEqual([null, 0]);
    expect(await file.readLast(5)).toEqual({ records: [], damage: null });
    expect(await file.append(payload(1))).toBe(1);
    expect(await Promise.all([2, 3, 4].map((number) => file.append(payload(number))))).toEqual([2, 3, 4]);
    expect(file.count).toBe(4);
    await file.close();
    expect(readFileSync(path).equals(frames(1, 4))).toBe(true);

    const again = await HistoryFile.open(disk, path);
    expect(again.file.count).toBe(4);
    const { records } = await again.file.readLast(2);
    expect(records.map((record) => [record.number, Buffer.from(record.payload).toString()])).toEqual([
      [3, payload(3).toString()],
      [4, payload(4).toString()],
    ]);
    expect((await again.file.readLast(99)).records).toHaveLength(4);
    expect(comparable(await itemsOf(again.file))).toEqual(comparable(recordItems(1, 4)));
    await again.file.close();
  });

  // A host with a thousand new tables starts that much sooner.
  it('that is empty is not written anew when it is opened again', async () => {
    const path = join(temporaryFolder(), 'history');
    await (await HistoryFile.open(disk, path)).file.close();
    const calls: string[] = [];
    const { file } = await HistoryFile.open(
      watchedFileSystem(disk, ({ name }) => calls.push(name)),
      path,
    );
    expect(calls).not.toContain('create');
    expect(calls).toContain('syncDirectory');
    expect(await file.append(payload(1))).toBe(1);
  });

  it('opens ten thousand records as fast as ten: it reads the last one only', async () => {
    const readBytes: number[] = [];
    for (const count of [10, 10_000]) {
      const history = historyWith(frames(1, count));
      const calls: string[] = [];
      let sum = 0;
      const watched = watchedFileSystem(disk, ({ name }) => void calls.push(name));
      const fs = {
        ...watched,
        readAt: async (path: string, offset: number, sizeBytes: number) => {
          sum += sizeBytes;
          return watched.readAt(path, offset, sizeBytes);
        },
      };
      const { file } = await HistoryFile.open(fs, history.path);
      expect(file.count).toBe(count);
      expect(calls).not.toContain('read');
      readBytes.push(sum);
      await file.close();
    }
    expect(Math.max(...readBytes)).toBeLessThan(200);
  });

  it('longer than a window is read to its end', async () => {
    const large = (number: number) => encodeFrame(number, Buffer.alloc(300_000, number));
    const history = historyWith(Buffer.concat([1, 2, 3, 4, 5, 6, 7, 8].map(large)));
    const { file } = await HistoryFile.open(disk, history.path);
    const items = await itemsOf(file);
    expect(items.map((item) => item.type === 'record' && [item.number, item.payload.at(-1)])).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8].map((number) => [number, number]),
    );
    await file.close();
  });

  it('refuses a record that is too long, and goes on', async () => {
    const { file } = await HistoryFile.open(disk, join(temporaryFolder(), 'history'));
    await expect(file.append(new Uint8Array(PAYLOAD_MAX_BYTES + 1))).rejects.toThrow(RangeError);
    expect(await file.append(new Uint8Array(PAYLOAD_MAX_BYTES))).toBe(1);
    await file.close();
  });

  it('whose disk fails acknowledges nothing any more', async () => {
    const path = join(temporaryFolder(), 'history');
    let isFailing = false;
    const fs = watchedFileSystem(disk, ({ name }) => {
      if (isFailing && name === 'datasync') throw Object.assign(new Error('bad block'), { code: 'EIO' });
    });
    const { file } = await HistoryFile.open(fs, path);
    await file.append(payload(1));
    isFailing = true;
    const failure = await file.append(payload(2)).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'DiskFailure', kind: 'failed' });
    isFailing = false;
    await expect(file.append(payload(2))).rejects.toBe(failure);
    expect(file.count).toBe(1);
    expect((await file.readLast(9)).records).toHaveLength(1);
  });
});

describe('a damaged end', () => {
  const intact = frames(1, 3);
  const torn = frames(4, 4);

  it('is set aside at whatever byte the last record was torn', async () => {
    for (let size = 1; size < torn.length; size++) {
      const history = historyWith(Buffer.concat([intact, torn.subarray(0, size)]));
      const { file, damage } = await HistoryFile.open(disk, history.path);
      expect(file.count).toBe(3);
      expect(damage).toBe(
        `The history has ${size} damaged bytes from byte ${intact.length}. They are kept in ${history.path}.damaged-1.`,
      );
      expect(history.content('history').equals(intact)).toBe(true);
      expect(history.content('history.damaged-1').equals(torn.subarray(0, size))).toBe(true);
      expect(await file.append(payload(4))).toBe(4);
      await file.close();
      expect(history.content('history').equals(frames(1, 4))).toBe(true);
    }
  });

  it('of zeros longer than a window is set aside', async () => {
    const history = historyWith(Buffer.concat([intact, Buffer.alloc(2_500_000)]));
    const { file, damage } = await HistoryFile.open(disk, history.path);
    expect([file.count, damage === null]).toEqual([3, false]);
    expect(history.content('history').equals(intact)).toBe(true);
    await file.close();
  });

  it('is copied aside before it is cut, whichever call fails', async () => {
    const found = Buffer.concat([intact, torn.subarray(0, 9)]);
    for (let call = 0; ; call++) {
      const history = historyWith(found);
      const { fs, isReached } = failingAt(disk, call, 'full');
      const opened = await HistoryFile.open(fs, history.path).catch((error: unknown) => error);
      if (!isReached()) {
        expect(call).toBeGreaterThan(10);
        break;
      }
      expect(opened).toMatchObject({ name: 'DiskFailure', kind: 'full' });
      if (!history.content('history').equals(found)) {
        expect(history.content('history.damaged-1').equals(torn.subarray(0, 9))).toBe(true);
      }
      const { file } = await HistoryFile.open(disk, history.path);
      expect(file.count).toBe(3);
      await file.close();
    }
  });

  it('of a file without any record is kept whole', async () => {
    const history = historyWith(Buffer.from('%PDF-1.7 something else entirely'));
    const { file, damage } = await HistoryFile.open(disk, history.path);
    expect(damage).toContain('history.damaged-1');
    expect(file.count).toBe(0);
    expect(history.content('history.damaged-1').toString()).toMatch(/^%PDF/);
    await file.append(payload(1));
    await file.close();
    expect(history.content('history').equals(frames(1, 1))).toBe(true);
  });
});

describe('damage further ahead', () => {
  const sizes = [1, 2, 3, 4, 5].map((number) => frames(number, number).length);
  const start = (number: number) => sizes.slice(0, number - 1).reduce((sum, size) => sum + size, 0);

  it('at whatever byte costs one record, read from either end, and is told', async () => {
    const whole = frames(1, 5);
    for (let offset = start(3); offset < start(4); offset++) {
      const damaged = Buffer.from(whole);
      damaged[offset] = (damaged[offset] ?? 0) ^ 0x10;
      const { file, damage } = await HistoryFile.open(disk, historyWith(damaged).path);
      expect([file.count, damage]).toEqual([5, null]);
      const words = `The history has ${sizes[2]} damaged bytes from byte ${start(3)}.`;
      expect(comparable(await itemsOf(file))).toEqual(
        comparable([
          ...recordItems(1, 2),
          { type: 'damage', offset: start(3), sizeBytes: sizes[2] ?? 0, words },
          ...recordItems(4, 5),
        ]),
      );
      const last = await file.readLast(4);
      expect(last.records.map((record) => record.number)).toEqual([1, 2, 4, 5]);
      expect(last.damage).toBe(words);
      await file.close();
    }
  });
});

describe('the edge of a window', () => {
  const WINDOW_SIZE_BYTES = 1024 * 1024;

  it('may lie anywhere in the end of the last record', async () => {
    for (let inside = 0; inside <= 5; inside++) {
      const zeros = Buffer.alloc(WINDOW_SIZE_BYTES - inside);
      const { file } = await HistoryFile.open(disk, historyWith(Buffer.concat([frames(1, 2), zeros])).path);
      expect(file.count).toBe(2);
      await file.close();
    }
  });

  it('may lie anywhere in the beginning of the record behind damage', async () => {
    for (let inside = 0; inside <= 6; inside++) {
      const zeros = Buffer.alloc(WINDOW_SIZE_BYTES + 1 - inside);
      const found = Buffer.concat([frames(1, 1), zeros, frames(2, 3)]);
      const { file } = await HistoryFile.open(disk, historyWith(found).path);
      expect((await itemsOf(file)).map((item) => item.type)).toEqual([
        'record',
        'damage',
        'record',
        'record',
      ]);
      await file.close();
    }
  });
});

describe('a frame', () => {
  it('with any bit changed, cut or lengthened is no frame', () => {
    const frame = Buffer.from(encodeFrame(7, payload(7)));
    expect(decodeFrame(frame)).toEqual({ number: 7, payload: payload(7), sizeBytes: frame.length });
    for (let offset = 0; offset < frame.length; offset++) {
      for (let bit = 0; bit < 8; bit++) {
        const damaged = Buffer.from(frame);
        damaged[offset] = (damaged[offset] ?? 0) ^ (1 << bit);
        expect(decodeFrame(damaged)).toBeNull();
      }
      expect(decodeFrame(frame.subarray(0, offset))).toBeNull();
    }
    expect(decodeFrame(Buffer.concat([frame, Uint8Array.of(0)]))).toBeNull();
  });
});

describe('reading a history without opening it', () => {
  it('gives every record and the damage, and touches nothing', async () => {
    const torn = Buffer.concat([
      frames(1, 2),
      Buffer.from('torn'),
      frames(3, 3),
      frames(4, 4).subarray(0, 20),
    ]);
    const history = historyWith(torn);
    const changing: string[] = [];
    const fs = watchedFileSystem(disk, ({ name }) => {
      if (!['size', 'read', 'readAt'].includes(name)) changing.push(name);
    });
    const items: HistoryItem[] = [];
    for await (const item of readHistory(fs, history.path)) items.push(item);
    expect(items.map((item) => (item.type === 'record' ? item.number : item.words))).toEqual([
      1,
      2,
      expect.stringContaining('has 4 damaged bytes'),
      3,
      expect.stringContaining('has 20 damaged bytes'),
    ]);
    expect(changing).toEqual([]);
    expect(history.names()).toEqual(['history']);
    expect(history.content('history')).toEqual(torn);
  });

  it('finds nothing where there is no file, and makes none', async () => {
    const folder = temporaryFolder();
    const items: HistoryItem[] = [];
    for await (const item of readHistory(disk, join(folder, 'history'))) items.push(item);
    expect(items).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('records from a number on', () => {
  async function numbersFrom(file: HistoryFile, number: number): Promise<number[]> {
    const numbers: number[] = [];
    for await (const record of file.recordsFrom(number)) {
      expect(Buffer.from(record.payload).toString()).toBe(Buffer.from(payload(record.number)).toString());
      numbers.push(record.number);
    }
    return numbers;
  }

  it('are found by their number, also behind a gap', async () => {
    const { path } = historyWith(frames(1, 3));
    const { file } = await HistoryFile.open(disk, path);
    // Hands that were missed for good: guards the number given to append.
    await file.append(payload(7), 7);
    await file.append(payload(8), 8);
    expect(await numbersFrom(file, 2)).toEqual([2, 3, 7, 8]);
    expect(await numbersFrom(file, 7)).toEqual([7, 8]);
    expect(await numbersFrom(file, 5)).toEqual([]);
    expect(await numbersFrom(file, 9)).toEqual([]);
    await expect(file.append(payload(8), 8)).rejects.toThrow(RangeError);
    const { file: again, damage } = await HistoryFile.open(disk, path);
    expect(damage).toBeNull();
    expect(await numbersFrom(again, 7)).toEqual([7, 8]);
    await again.close();
    await file.close();
  });

  it('end where the first damage is', async () => {
    const bytes = frames(1, 6);
    const fourthAt = frames(1, 3).length;
    bytes[fourthAt + 14] = (bytes[fourthAt + 14] ?? 0) ^ 1;
    const { file } = await HistoryFile.open(disk, historyWith(bytes).path);
    expect(await numbersFrom(file, 2)).toEqual([2, 3]);
    expect(await numbersFrom(file, 5)).toEqual([5, 6]);
    await file.close();
  });

  it('are read without what lies before them but for the ends of its frames', async () => {
    const big = Buffer.alloc(300_000, 1);
    const all = Buffer.concat([1, 2, 3, 4, 5, 6, 7, 8].map((number) => encodeFrame(number, big)));
    const { path } = historyWith(all);
    let readBytes = 0;
    const counted = {
      ...disk,
      readAt: async (of: string, offset: number, length: number) => {
        readBytes += length;
        return disk.readAt(of, offset, length);
      },
    };
    const { file } = await HistoryFile.open(counted, path);
    readBytes = 0;
    for await (const { number } of file.recordsFrom(8)) expect(number).toBe(8);
    expect(readBytes).toBeLessThan(2 * big.length);
    await file.close();
  });
});
