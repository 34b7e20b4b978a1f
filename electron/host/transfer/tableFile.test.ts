import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type Plain, toBytes } from '../../../shared/process/plain.ts';
import { MemoryDisk } from '../disk/testing/memoryDisk.ts';
import { BadTableFile, FILE_LIMITS, FILE_WORDS, readTableFile, writeTableFile } from './tableFile.ts';

const TABLE = 'ab'.repeat(16);
const PATH = '/kitchen.evertable';
const CONTENT = Uint8Array.from({ length: 300 }, (_, at) => at % 251);
const HEADER = {
  tables: [
    {
      tableId: TABLE,
      parts: [
        { kind: 'hand' as const, hand: 7, sizeBytes: 100 },
        { kind: 'history' as const, sizeBytes: 200 },
      ],
    },
  ],
};

async function written(): Promise<Uint8Array> {
  const fs = new MemoryDisk().fileSystem();
  await writeTableFile(fs, PATH, HEADER, async function* (_, part) {
    yield part.kind === 'hand' ? CONTENT.subarray(0, 100) : CONTENT.subarray(100);
  });
  return fs.read(PATH);
}

async function read(bytes: Uint8Array) {
  const fs = new MemoryDisk().fileSystem();
  const file = await fs.create(PATH);
  await file.append(bytes);
  return readTableFile(fs, PATH);
}

/** A file of our own with any header, and a checksum that agrees. */
function forged(header: Plain, content: Uint8Array = CONTENT, magic = 'evertable file 1\n'): Uint8Array {
  const head = toBytes(header);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(head.length);
  const all = Buffer.concat([Buffer.from(magic), length, head, content]);
  return Buffer.concat([all, createHash('sha256').update(all).digest()]);
}

describe('an .evertable file', () => {
  test('is read as it was written', async () => {
    const file = await read(await written());
    expect(file.header).toEqual(HEADER);
    const parts: Uint8Array[] = [];
    await file.unpack(TABLE, async (_, pieces) => {
      for await (const piece of pieces) parts.push(piece);
    });
    expect(Buffer.concat(parts)).toEqual(Buffer.from(CONTENT));
  });

  test('with any byte changed is refused, in words', async () => {
    const bytes = await written();
    for (let at = 0; at < bytes.length; at++) {
      const changed = Uint8Array.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 0x55;
      const refusal = await read(changed).catch((error: Error) => error);
      expect([at, refusal]).toEqual([at, expect.any(BadTableFile)]);
      expect(Object.values(FILE_WORDS)).toContain((refusal as Error).message);
    }
  });

  test('with any byte missing or added is refused', async () => {
    const bytes = await written();
    for (let length = 0; length < bytes.length; length++) {
      await expect(read(bytes.subarray(0, length))).rejects.toThrow(BadTableFile);
    }
    await expect(read(Buffer.concat([bytes, Uint8Array.of(0)]))).rejects.toThrow(FILE_WORDS.broken);
  });

  test('of something else, and of a newer Evertable, is told apart', async () => {
    await expect(read(Buffer.from('PK something else'))).rejects.toThrow(FILE_WORDS.foreign);
    await expect(read(forged(HEADER, CONTENT, 'evertable file 2\n'))).rejects.toThrow(FILE_WORDS.newer);
  });

  const part = (kind: string, sizeBytes: number, more = {}) => ({ kind, sizeBytes, ...more });
  const tables = (...parts: object[]) => ({ tables: [{ tableId: TABLE, parts }] }) as unknown as Plain;
  test.each([
    ['more than is there', tables(part('history', 301))],
    ['less than is there', tables(part('history', 299))],
    ['a hand beyond the limit', tables(part('hand', FILE_LIMITS.handBytes + 1, { hand: 1 }))],
    ['a history beyond the limit', tables(part('history', FILE_LIMITS.historyBytes + 1))],
    ['sizes that overflow', tables(part('history', Number.MAX_SAFE_INTEGER))],
    ['a negative size', tables(part('history', -1), part('history', 301))],
    ['a part twice', tables(part('history', 100), part('history', 200))],
    ['a part of no kind that is known', tables(part('device-key', 300))],
    ['a table whose name leads elsewhere', { tables: [{ tableId: '../../etc', parts: [] }] } as Plain],
    ['no table', { tables: [] } as Plain],
    ['something else besides', { tables: HEADER.tables, more: 1 } as unknown as Plain],
  ])('that claims %s is refused', async (_, header) => {
    await expect(read(forged(header))).rejects.toThrow(FILE_WORDS.broken);
  });
});
