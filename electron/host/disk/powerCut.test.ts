import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DiskFailure } from './diskFailure.ts';
import { writeDurably } from './durableFile.ts';
import type { FileSystem } from './fileSystem.ts';
import { HandFile } from './handFile.ts';
import { HistoryFile } from './historyFile.ts';
import { MemoryDisk, type RandomBelow } from './testing/memoryDisk.ts';
import { recordHand } from './testing/recordedHand.ts';
import { watchedFileSystem } from './testing/watchedFileSystem.ts';

const { chunks } = recordHand();
const [first = new Uint8Array()] = chunks;
const LAST_CALL = 80;
const runs = { numRuns: 1500 };

/** The numbers that decide what survives a power cut, from a seed that fast-check shrinks. */
function randomFrom(seed: number): RandomBelow {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A disk whose power goes at a call: this and every later call fails. */
function poweredUntil(disk: MemoryDisk, lastCall: number): FileSystem {
  let call = 0;
  return watchedFileSystem(disk.fileSystem(), ({ path }) => {
    if (call++ >= lastCall) throw new DiskFailure('failed', 'writing', path);
  });
}

/** Whether `chunks` begins with `expected`. */
function expectBeginsWith(found: Uint8Array[], expected: Uint8Array[]): void {
  expect(found.slice(0, expected.length).map((chunk) => [...chunk])).toEqual(
    expected.map((chunk) => [...chunk]),
  );
}

/** Creates the hand, or opens it, and appends its missing chunks until the power goes. Returns how many are acknowledged. */
async function playUntilCut(fs: FileSystem, acknowledgedBefore: number): Promise<number> {
  let acknowledged = acknowledgedBefore;
  try {
    const opened = await HandFile.open(fs, '/hand');
    let hand: HandFile;
    let present = 1;
    if (opened.type === 'open') {
      hand = opened.file;
      present = opened.chunks.length;
    } else {
      hand = await HandFile.create(fs, '/hand', first);
    }
    acknowledged = Math.max(acknowledged, present);
    for (let next = present; next < chunks.length; next += 2) {
      const pair = chunks.slice(next, next + 2);
      await Promise.all(pair.map((chunk) => hand.append(chunk)));
      acknowledged = Math.max(acknowledged, next + pair.length);
    }
    await hand.close();
  } catch (error) {
    if (!(error instanceof DiskFailure)) throw error;
  }
  return acknowledged;
}

describe('a power cut at any call', () => {
  it('keeps every acknowledged append of a hand', async () => {
    const cuts = fc.array(fc.tuple(fc.nat(LAST_CALL), fc.nat()), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(cuts, async (lives) => {
        const disk = new MemoryDisk();
        let acknowledged = 0;
        for (const [lastCall, seed] of lives) {
          acknowledged = await playUntilCut(poweredUntil(disk, lastCall), acknowledged);
          disk.powerCut(randomFrom(seed));
        }
        const opened = await HandFile.open(disk.fileSystem(), '/hand');
        if (acknowledged === 0) return;
        if (opened.type !== 'open') throw new Error(opened.words);
        expectBeginsWith(opened.chunks, chunks.slice(0, acknowledged));
      }),
      runs,
    );
  });

  it('what was opened survives the next power cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(LAST_CALL), fc.nat(), async (lastCall, seed) => {
        const disk = new MemoryDisk();
        // Only the process dies here: what it wrote and did not sync is still readable, and not yet durable.
        await playUntilCut(poweredUntil(disk, lastCall), 0);
        const opened = await HandFile.open(disk.fileSystem(), '/hand');
        disk.powerCut(randomFrom(seed));
        if (opened.type !== 'open') return;
        const again = await HandFile.open(disk.fileSystem(), '/hand');
        if (again.type !== 'open') throw new Error(again.words);
        expectBeginsWith(again.chunks, opened.chunks);
      }),
      runs,
    );
  });

  it('keeps every acknowledged record of a history', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(30), fc.nat()), { minLength: 1, maxLength: 4 }),
        async (lives) => {
          const disk = new MemoryDisk();
          let acknowledged = 0;
          for (const [lastCall, seed] of lives) {
            const fs = poweredUntil(disk, lastCall);
            try {
              const { file } = await HistoryFile.open(fs, '/history');
              expect(file.count).toBeGreaterThanOrEqual(acknowledged);
              acknowledged = file.count;
              for (let i = 0; i < 4; i++) acknowledged = await file.append(Uint8Array.of(acknowledged + 1));
            } catch (error) {
              if (!(error instanceof DiskFailure)) throw error;
            }
            disk.powerCut(randomFrom(seed));
          }
          const { file } = await HistoryFile.open(disk.fileSystem(), '/history');
          const { records, damage } = await file.readLast(file.count);
          expect(damage).toBeNull();
          expect(records.length).toBeGreaterThanOrEqual(acknowledged);
          expect(records.map(({ payload }) => payload[0])).toEqual(records.map((_, i) => i + 1));
        },
      ),
      runs,
    );
  });

  it('leaves the old file or the new one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(12), fc.nat(), async (lastCall, seed) => {
        const disk = new MemoryDisk();
        await writeDurably(disk.fileSystem(), '/file', Uint8Array.of(1, 1, 1));
        const isDone = await writeDurably(poweredUntil(disk, lastCall), '/file', Uint8Array.of(2, 2)).then(
          () => true,
          () => false,
        );
        disk.powerCut(randomFrom(seed));
        const content = [...(await disk.fileSystem().read('/file'))];
        expect(
          isDone
            ? [[2, 2]]
            : [
                [1, 1, 1],
                [2, 2],
              ],
        ).toContainEqual(content);
      }),
      runs,
    );
  });
});
