import { LIMITS } from '../../../shared/protocol.ts';

/** A token bucket: so much at once, and so much a second for ever. */
export class TokenBucket {
  readonly #perSecond: number;
  readonly #burst: number;
  #tokens: number;
  #atMs: number;

  constructor(perSecond: number, burst: number, nowMs: number) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#tokens = burst;
    this.#atMs = nowMs;
  }

  /** Takes so many tokens, if they are there. A bucket that is full gives whatever is asked for, once. */
  take(count: number, nowMs: number): boolean {
    this.#fill(nowMs);
    if (this.#tokens < Math.min(count, this.#burst)) return false;
    this.#tokens -= count;
    return true;
  }

  /** In how many ms so many tokens will be there; 0: now. */
  waitMs(count: number, nowMs: number): number {
    this.#fill(nowMs);
    const missing = Math.min(count, this.#burst) - this.#tokens;
    return missing <= 0 ? 0 : Math.ceil((missing * 1_000) / this.#perSecond);
  }

  #fill(nowMs: number): void {
    const passedMs = Math.max(0, nowMs - this.#atMs);
    this.#atMs = Math.max(this.#atMs, nowMs);
    this.#tokens = Math.min(this.#burst, this.#tokens + (passedMs * this.#perSecond) / 1_000);
  }
}

/** What one peer may send: frames and bytes, each by its own bucket. `share` and `burstShare`: of LIMITS, 0 to 1. */
export class PeerRate {
  readonly #frames: TokenBucket;
  readonly #bytes: TokenBucket;

  constructor(nowMs: number, share = 1, burstShare = 1) {
    this.#frames = new TokenBucket(LIMITS.framesPerSecond * share, LIMITS.framesBurst * burstShare, nowMs);
    this.#bytes = new TokenBucket(LIMITS.bytesPerSecond * share, LIMITS.bytesBurst * burstShare, nowMs);
  }

  /** Takes bytes that have arrived. */
  takeBytes(count: number, nowMs: number): boolean {
    return this.#bytes.take(count, nowMs);
  }

  takeFrame(nowMs: number): boolean {
    return this.#frames.take(1, nowMs);
  }

  /** In how many ms a frame of that size may go; 0: now, and it is taken. */
  waitForFrame(sizeBytes: number, nowMs: number): number {
    const waitMs = Math.max(this.#frames.waitMs(1, nowMs), this.#bytes.waitMs(sizeBytes, nowMs));
    if (waitMs > 0) return waitMs;
    this.#frames.take(1, nowMs);
    this.#bytes.take(sizeBytes, nowMs);
    return 0;
  }
}
