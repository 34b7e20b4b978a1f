import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../../shared/protocol.ts';
import { SENDER_BURST_SHARE, SENDER_SHARE } from './limits.ts';
import { PeerRate, TokenBucket } from './rateLimit.ts';

describe('a token bucket', () => {
  test('gives its burst at once, and its rate after that', () => {
    const bucket = new TokenBucket(10, 5, 0);
    for (let i = 0; i < 5; i++) expect(bucket.take(1, 0)).toBe(true);
    expect(bucket.take(1, 0)).toBe(false);
    expect(bucket.waitMs(1, 0)).toBe(100);
    expect(bucket.take(1, 99)).toBe(false);
    expect(bucket.take(1, 100)).toBe(true);
  });

  test('never holds more than its burst, and a clock that goes back gives nothing', () => {
    const bucket = new TokenBucket(10, 5, 0);
    expect(bucket.take(5, 1_000_000)).toBe(true);
    expect(bucket.take(1, 1_000_000)).toBe(false);
    expect(bucket.take(1, 500_000)).toBe(false);
    expect(bucket.take(1, 1_000_100)).toBe(true);
  });

  test('lets through no more than burst and rate in any time', () => {
    const asks = fc.array(fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 8 })));
    fc.assert(
      fc.property(asks, (steps) => {
        const bucket = new TokenBucket(20, 10, 0);
        let nowMs = 0;
        let taken = 0;
        for (const [passedMs, count] of steps) {
          nowMs += passedMs;
          if (bucket.take(count, nowMs)) taken += count;
          expect(taken).toBeLessThanOrEqual(10 + (nowMs * 20) / 1_000);
        }
      }),
    );
  });
});

describe('an honest sender', () => {
  test('is let through, however its bytes bunch up on the way', () => {
    const message = fc.tuple(fc.integer({ min: 5, max: 100_000 }), fc.integer({ min: 0, max: 400 }));
    fc.assert(
      fc.property(fc.array(message, { minLength: 1, maxLength: 200 }), (messages) => {
        const sender = new PeerRate(0, SENDER_SHARE, SENDER_BURST_SHARE);
        const receiver = new PeerRate(0);
        let nowMs = 0;
        for (const [sizeBytes, latenessMs] of messages) {
          for (let waitMs = sender.waitForFrame(sizeBytes, nowMs); waitMs > 0; ) {
            nowMs += waitMs;
            waitMs = sender.waitForFrame(sizeBytes, nowMs);
          }
          expect(receiver.takeBytes(sizeBytes, nowMs + latenessMs)).toBe(true);
          expect(receiver.takeFrame(nowMs + latenessMs)).toBe(true);
        }
      }),
    );
  });

  test('waits for the greatest frame, but not for ever', () => {
    const sender = new PeerRate(0, SENDER_SHARE, SENDER_BURST_SHARE);
    let nowMs = 0;
    for (let frames = 0; frames < 20; frames++) {
      for (let waitMs = 1; waitMs > 0; nowMs += waitMs)
        waitMs = sender.waitForFrame(LIMITS.frameBytes, nowMs);
    }
    expect(nowMs).toBeLessThan((20 * LIMITS.frameBytes * 1_000) / (LIMITS.bytesPerSecond * SENDER_SHARE));
  });
});
