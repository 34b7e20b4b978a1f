import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import * as Automerge from '@automerge/automerge';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHUNK_CONTENT_MAX_BYTES, type ChunkReading, lengthBytes, readChunks } from './chunks.ts';
import { recordHand } from './testing/recordedHand.ts';

const hand = recordHand();
const file = Buffer.concat(hand.chunks);
const whole = readChunks(file);

/** The types of the chunks of a file, in order. */
function typesOf(reading: ChunkReading): string[] {
  return reading.chunks.map((chunk) => chunk.type);
}

/** Every byte is in one chunk or in one damage. */
function expectPartition(reading: ChunkReading, sizeBytes: number): void {
  const parts = [...reading.chunks, ...reading.damages].sort((a, b) => a.offset - b.offset);
  let offset = 0;
  for (const part of parts) {
    expect(part.offset).toBe(offset);
    offset += part.sizeBytes;
  }
  expect(offset).toBe(sizeBytes);
  expect(reading.intactBytes).toBe(reading.damages[0]?.offset ?? sizeBytes);
}

/**
 * Reads `damaged`, which differs from the recorded file in [from, end) at most, and expects every chunk wholly outside
 * that range, and none that was touched by it. A compressed change may differ in a bit that DEFLATE does not use; it
 * is intact as long as what it decompresses to is.
 */
function expectOnlyTouchedLost(damaged: Buffer, from: number, end: number): void {
  const reading = readChunks(damaged);
  expectPartition(reading, damaged.length);
  const found = new Map(reading.chunks.map((chunk) => [chunk.offset, chunk]));
  for (const chunk of whole.chunks) {
    const chunkEnd = chunk.offset + chunk.sizeBytes;
    const isOutside = chunkEnd <= from || chunk.offset >= end;
    const isSame = damaged.subarray(chunk.offset, chunkEnd).equals(file.subarray(chunk.offset, chunkEnd));
    const now = found.get(chunk.offset);
    if (isOutside || isSame) expect(now).toEqual(chunk);
    else if (chunk.type === 'compressedChange' && now) expect(now.hash).toBe(chunk.hash);
    else expect(now).toBeUndefined();
    found.delete(chunk.offset);
  }
  expect([...found.values()]).toEqual([]);
}

describe('a file as Automerge wrote it', () => {
  it('is read chunk by chunk, with the hashes that Automerge gives', () => {
    expect(typesOf(whole)).toEqual([
      'document',
      'change',
      'compressedChange',
      'change',
      'compressedChange',
      'change',
      'bundle',
    ]);
    expect(whole.damages).toEqual([]);
    expect(whole.intactBytes).toBe(file.length);
    for (const [i, chunk] of whole.chunks.entries()) {
      const bytes = hand.chunks[i];
      expect(chunk.sizeBytes).toBe(bytes?.length);
      if (bytes && chunk.type.endsWith('hange')) expect(chunk.hash).toBe(Automerge.decodeChange(bytes).hash);
    }
    expect(Automerge.getHeads(Automerge.load(file))).toEqual(hand.heads);
  });

  it('is nothing if it is empty', () => {
    expect(readChunks(new Uint8Array())).toEqual({ chunks: [], intactBytes: 0, damages: [] });
  });

  it('may lie anywhere in a larger buffer', () => {
    const larger = Buffer.concat([Buffer.alloc(3, 1), file, Buffer.alloc(5, 1)]);
    expect(readChunks(larger.subarray(3, 3 + file.length))).toEqual(whole);
  });
});

describe('whatever byte is', () => {
  it('the first one missing, every chunk before it is read and the rest is told to be torn', () => {
    for (let size = 0; size < file.length; size++) {
      const cut = file.subarray(0, size);
      const reading = readChunks(cut);
      const intact = whole.chunks.filter((chunk) => chunk.offset + chunk.sizeBytes <= size);
      expect(reading.chunks).toEqual(intact);
      expectPartition(reading, size);
      if (reading.damages.length > 0) expect(reading.damages.map((damage) => damage.kind)).toEqual(['torn']);
    }
  });

  it('zeroed, only the chunk it lies in is lost', () => {
    for (let offset = 0; offset < file.length; offset++) {
      const damaged = Buffer.from(file);
      damaged[offset] = 0;
      expectOnlyTouchedLost(damaged, offset, offset + 1);
    }
  });

  it('the first of a zeroed rest, every chunk before it is read', () => {
    for (let offset = 0; offset < file.length; offset++) {
      expectOnlyTouchedLost(Buffer.from(file).fill(0, offset), offset, file.length);
    }
  });

  it('changed in one bit, only the chunk it lies in is lost', () => {
    for (let offset = 0; offset < file.length; offset++) {
      for (let bit = 0; bit < 8; bit++) {
        const damaged = Buffer.from(file);
        damaged[offset] = (damaged[offset] ?? 0) ^ (1 << bit);
        expectOnlyTouchedLost(damaged, offset, offset + 1);
      }
    }
  });

  it('overwritten with any others in one place, only the chunks they lie in are lost', () => {
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.uint8Array({ minLength: 1, maxLength: 200 }), (from, bytes) => {
        const damaged = Buffer.from(file);
        damaged.set(bytes.subarray(0, file.length - from), from);
        expectOnlyTouchedLost(damaged, from, Math.min(from + bytes.length, file.length));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('damage', () => {
  const [first, second, third] = whole.chunks;
  if (!first || !second || !third) throw new Error('the recorded file has more chunks than that');

  it('is told with its place and kind in a sentence', () => {
    const damaged = Buffer.from(file);
    damaged[second.offset + 20] = (damaged[second.offset + 20] ?? 0) ^ 1;
    expect(readChunks(damaged).damages).toEqual([
      {
        offset: second.offset,
        sizeBytes: second.sizeBytes,
        kind: 'checksum',
        words: `${second.sizeBytes} bytes from byte ${second.offset} are not the chunk that was written there.`,
      },
    ]);
  });

  it.each([
    ['zeros', Buffer.concat([file, Buffer.alloc(10)])],
    ['foreign', Buffer.concat([file, Buffer.from('hello')])],
    ['foreign', Buffer.from('%PDF-1.7 something else entirely')],
    ['torn', Buffer.concat([file, file.subarray(0, 1)])],
    ['torn', Buffer.concat([file, file.subarray(0, 9)])],
    ['checksum', Buffer.concat([Buffer.from(file.subarray(0, first.sizeBytes)).fill(7, 8, 9), file])],
  ])('that is %s is called so', (kind, bytes) => {
    expect(readChunks(bytes).damages.map((damage) => damage.kind)).toEqual([kind]);
  });

  it('in a length does not lead over the intact chunk behind it, even where the next but one begins', () => {
    const between = second.sizeBytes + third.sizeBytes;
    const damaged = Buffer.from(file);
    const contentSizeBytes = second.sizeBytes - 11;
    const claimed = contentSizeBytes + third.sizeBytes;
    expect(contentSizeBytes).toBeGreaterThanOrEqual(0x80);
    damaged[second.offset + 9] = (claimed % 0x80) | 0x80;
    damaged[second.offset + 10] = claimed >> 7;
    const offsets = readChunks(damaged).chunks.map((chunk) => chunk.offset);
    expect(offsets).toContain(third.offset);
    expect(offsets).toContain(second.offset + between);
    expect(offsets).not.toContain(second.offset);
  });
});

describe('strange bytes', () => {
  it('of any number before, between and behind chunks cost none of them', () => {
    for (let count = 1; count < 40; count++) {
      for (const strange of [
        Buffer.alloc(count, 'x'),
        Buffer.concat([hand.chunks[1] ?? file]).subarray(0, count),
      ]) {
        const bytes = Buffer.concat(hand.chunks.flatMap((chunk) => [strange, chunk]).concat(strange));
        const reading = readChunks(bytes);
        expect(reading.chunks.map((chunk) => chunk.hash)).toEqual(whole.chunks.map((chunk) => chunk.hash));
        expectPartition(reading, bytes.length);
      }
    }
  });
});

/** A chunk with a right checksum. */
function sealed(typeByte: number, length: Iterable<number>, content: Uint8Array): Buffer {
  const body = Buffer.concat([Uint8Array.of(typeByte, ...length), content]);
  const checksum = createHash('sha256').update(body).digest().subarray(0, 4);
  return Buffer.concat([Uint8Array.of(0x85, 0x6f, 0x4a, 0x83), checksum, body]);
}

/** A compressed change with a right checksum. */
function compressedChange(content: Uint8Array): Buffer {
  const change = sealed(1, lengthBytes(content.length), content);
  const compressed = deflateRawSync(content);
  return Buffer.concat([
    change.subarray(0, 8),
    Uint8Array.of(2, ...lengthBytes(compressed.length)),
    compressed,
  ]);
}

describe('what Automerge itself would not load', () => {
  it('is no chunk: an unknown type', () => {
    expect(readChunks(sealed(3, [1], Uint8Array.of(5))).chunks).toHaveLength(1);
    expect(readChunks(sealed(4, [1], Uint8Array.of(5))).chunks).toEqual([]);
  });

  it('is no chunk: a length that is longer than it need be', () => {
    expect(readChunks(sealed(3, [0x81, 0], Uint8Array.of(5))).chunks).toEqual([]);
  });

  it('is no chunk: a compressed change with bytes behind its end', () => {
    const compressed = hand.chunks[2];
    if (!compressed) throw new Error('the third recorded chunk is compressed');
    expect(typesOf(readChunks(compressed))).toEqual(['compressedChange']);
    const longer = Buffer.concat([compressed, Uint8Array.of(1)]);
    longer[9] = (longer[9] ?? 0) + 1;
    expect(readChunks(longer).chunks).toEqual([]);
  });
});

describe('hostile input', () => {
  it('of any kind is read without a throw, and every byte accounted for', () => {
    const magic = fc.constant(Uint8Array.of(0x85, 0x6f, 0x4a, 0x83));
    const piece = fc.oneof(magic, fc.uint8Array({ maxLength: 40 }), fc.constantFrom(...hand.chunks));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const bytes = Buffer.concat(pieces);
        expectPartition(readChunks(bytes), bytes.length);
      }),
      { numRuns: 1000 },
    );
  });

  it('full of false beginnings with long claims is given up after bounded work', () => {
    const claim = Uint8Array.of(0x85, 0x6f, 0x4a, 0x83, 0, 0, 0, 0, 1, 0x80, 0x80, 0x80, 1);
    const bytes = Buffer.alloc(8 * 1024 * 1024, claim);
    const startMs = performance.now();
    const reading = readChunks(bytes);
    expect(performance.now() - startMs).toBeLessThan(5_000);
    expect(reading.chunks).toEqual([]);
    expect(reading.damages.at(-1)?.kind).toBe('searchedTooLong');
    expectPartition(reading, bytes.length);
  });

  it('longer than any chunk may be is no chunk', () => {
    const content = Buffer.alloc(CHUNK_CONTENT_MAX_BYTES + 1);
    expect(readChunks(sealed(1, lengthBytes(content.length), content)).chunks).toEqual([]);
    const longest = content.subarray(1);
    expect(readChunks(sealed(1, lengthBytes(longest.length), longest)).chunks).toHaveLength(1);
  });

  it('that would inflate beyond the limit is no chunk', () => {
    const content = Buffer.alloc(CHUNK_CONTENT_MAX_BYTES + 1);
    const reading = readChunks(compressedChange(content));
    expect(reading.chunks).toEqual([]);
    expect(readChunks(compressedChange(content.subarray(1))).chunks).toHaveLength(1);
  });
});
