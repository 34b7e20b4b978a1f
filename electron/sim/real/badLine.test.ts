import { describe, expect, test } from 'vitest';
import type { Wire } from '../../host/swarm/wire.ts';
import { BadLines, GOOD_LINE } from './badLine.ts';

const PEER = 'ab'.repeat(32);

/** A wire whose other end is the test. */
class EndedWire implements Wire {
  readonly device = PEER;
  readonly handshake = new Uint8Array(32);
  readonly isInitiator = true;
  readonly path = 'direct';
  readonly heardBytes = 0;
  readonly written: number[] = [];
  isEnded = false;
  #hear: (bytes: Uint8Array) => void = () => {};
  #close: ((isStale: boolean) => void)[] = [];

  write(bytes: Uint8Array): boolean {
    this.written.push(...bytes);
    return true;
  }
  end(): void {
    this.isEnded = true;
  }
  destroy(): void {
    for (const close of this.#close.splice(0)) close(false);
  }
  onBytes(listener: (bytes: Uint8Array) => void): void {
    this.#hear = listener;
  }
  onDrain(): void {}
  onClose(listener: (isStale: boolean) => void): void {
    this.#close.push(listener);
  }
  bring(...bytes: number[]): void {
    this.#hear(Uint8Array.from(bytes));
  }
}

function line() {
  let nowMs = 0;
  let due: { atMs: number; work: () => void }[] = [];
  const lines = new BadLines({
    nowMs: () => nowMs,
    after: (delayMs, work) => due.push({ atMs: nowMs + delayMs, work }),
  });
  const inner = new EndedWire();
  const outer = lines.wrap(inner);
  const heard: number[] = [];
  outer.onBytes((bytes) => heard.push(...bytes));
  const pass = (ms: number) => {
    nowMs += ms;
    const now = due.filter(({ atMs }) => atMs <= nowMs);
    due = due.filter(({ atMs }) => atMs > nowMs);
    for (const { work } of now) work();
  };
  return { lines, inner, outer, heard, pass };
}

describe('a bad line', () => {
  test('that is good passes everything at once', () => {
    const { inner, outer, heard } = line();
    outer.write(Uint8Array.from([1, 2]));
    inner.bring(3);
    expect([inner.written, heard]).toEqual([[1, 2], [3]]);
  });

  test('delays both ways, in order', () => {
    const { lines, inner, outer, heard, pass } = line();
    lines.set({ [PEER]: { ...GOOD_LINE, delayMs: 50 } });
    outer.write(Uint8Array.from([1]));
    pass(20);
    outer.write(Uint8Array.from([2]));
    inner.bring(3);
    lines.set({});
    outer.write(Uint8Array.from([4]));
    expect(inner.written).toEqual([]);
    pass(30);
    expect([inner.written, heard]).toEqual([[1], []]);
    pass(20);
    expect([inner.written, heard]).toEqual([[1, 2, 4], [3]]);
  });

  test('held one way lets the other way pass, and brings all when it is over', () => {
    const { lines, inner, outer, heard } = line();
    lines.set({ [PEER]: { ...GOOD_LINE, incoming: 'held' } });
    outer.write(Uint8Array.from([1]));
    inner.bring(2);
    inner.bring(3);
    expect([inner.written, heard]).toEqual([[1], []]);
    lines.set({});
    expect(heard).toEqual([2, 3]);
  });

  test('cut breaks the stream, and every new one', () => {
    const { lines, outer } = line();
    let closed = 0;
    outer.onClose(() => closed++);
    lines.set({ [PEER]: { ...GOOD_LINE, incoming: 'cut', outgoing: 'cut' } });
    expect(closed).toBe(1);
    const next = new EndedWire();
    next.onClose(() => closed++);
    lines.wrap(next);
    expect(closed).toBe(2);
  });

  test('ends once what was written has gone', () => {
    const { lines, inner, outer } = line();
    lines.set({ [PEER]: { ...GOOD_LINE, outgoing: 'held' } });
    outer.write(Uint8Array.from([1]));
    outer.end();
    expect(inner.isEnded).toBe(false);
    lines.set({});
    expect([inner.written, inner.isEnded]).toEqual([[1], true]);
  });
});
