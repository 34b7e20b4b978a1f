import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../../shared/protocol.ts';
import { FrameReader, FrameTooLong, frameOf } from './frames.ts';

const header = (length: number) => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, length);
  return bytes;
};

describe('frames', () => {
  test('come out as they went in, however the stream is cut', () => {
    const bodies = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 12 });
    const cuts = fc.infiniteStream(fc.integer({ min: 1, max: 17 }));
    fc.assert(
      fc.property(bodies, cuts, (sent, sizes) => {
        const stream = Buffer.concat(sent.map(frameOf));
        const reader = new FrameReader();
        const read: Uint8Array[] = [];
        for (let at = 0; at < stream.length; ) {
          const size = sizes.next().value as number;
          read.push(...reader.read(stream.subarray(at, at + size)));
          at += size;
        }
        expect(read).toEqual(sent);
      }),
    );
  });

  test('what is read is its own: the stream may be used again', () => {
    const stream = frameOf(Uint8Array.of(1, 2, 3));
    const [read] = new FrameReader().read(stream);
    stream.fill(0);
    expect(read).toEqual(Uint8Array.of(1, 2, 3));
  });

  test('lies about the length are found before a byte of the frame is kept', () => {
    const reader = new FrameReader();
    expect(() => [...reader.read(header(LIMITS.frameBytes + 1))]).toThrow(FrameTooLong);
    expect(() => [...new FrameReader().read(header(0xffffffff))]).toThrow(FrameTooLong);
    expect([...new FrameReader().read(header(LIMITS.frameBytes))]).toEqual([]);
  });

  test('a frame that is too long is not made', () => {
    expect(() => frameOf(new Uint8Array(LIMITS.frameBytes + 1))).toThrow(FrameTooLong);
    expect(frameOf(new Uint8Array(LIMITS.frameBytes))).toHaveLength(LIMITS.frameBytes + 4);
  });

  test('the greatest frame in the smallest pieces is read in time', () => {
    const stream = frameOf(new Uint8Array(LIMITS.frameBytes).fill(7));
    const reader = new FrameReader();
    let read = 0;
    for (let at = 0; at < stream.length; at += 16) {
      for (const frame of reader.read(stream.subarray(at, at + 16))) read += frame.length;
    }
    expect(read).toBe(LIMITS.frameBytes);
  });
});
