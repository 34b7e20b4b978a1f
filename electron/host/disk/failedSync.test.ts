/**
 * A sync that fails takes what it was to write with it: the system shows these bytes, holds them for written, and no later
 * sync writes them. So whoever opens a file must not take what it reads for what is on the disk.
 */
import { describe, expect, it } from 'vitest';
import { HandFile } from './handFile.ts';
import { HistoryFile } from './historyFile.ts';
import { DiskFaults } from './testing/diskFaults.ts';
import { MemoryDisk } from './testing/memoryDisk.ts';
import { recordHand } from './testing/recordedHand.ts';

const { chunks } = recordHand();
const [first = new Uint8Array(), second = new Uint8Array(), third = new Uint8Array()] = chunks;

function failingDisk() {
  const disk = new MemoryDisk();
  const faults = new DiskFaults(disk, { random: () => 0 });
  return { disk, faults, fs: faults.fileSystem() };
}

describe('after a sync that failed', () => {
  it('what opening a hand returns, and what is appended then, survives a power cut', async () => {
    const { disk, faults, fs } = failingDisk();
    const hand = await HandFile.create(fs, '/hand', first);
    faults.begin({ fault: 'syncFails' });
    await expect(hand.append(second)).rejects.toMatchObject({ kind: 'failed' });
    faults.end();
    // Another process, which knows of no failure.
    const opened = await HandFile.open(fs, '/hand');
    if (opened.type !== 'open') throw new Error(opened.words);
    await opened.file.append(third);
    disk.powerCutTo('least');
    const again = await HandFile.open(disk.fileSystem(), '/hand');
    if (again.type !== 'open') throw new Error(again.words);
    expect(again.chunks.length).toBe(3);
    expect(Buffer.concat(again.chunks).equals(Buffer.concat([first, second, third]))).toBe(true);
    expect(again.damage).toBeNull();
  });

  it('what opening a history counts, and what is appended then, survives a power cut', async () => {
    const { disk, faults, fs } = failingDisk();
    const { file } = await HistoryFile.open(fs, '/history');
    await file.append(Uint8Array.of(1));
    faults.begin({ fault: 'syncFails' });
    await expect(file.append(Uint8Array.of(2))).rejects.toMatchObject({ kind: 'failed' });
    faults.end();
    const opened = await HistoryFile.open(fs, '/history');
    const { count } = opened.file;
    await opened.file.append(Uint8Array.of(3));
    disk.powerCutTo('least');
    const again = await HistoryFile.open(disk.fileSystem(), '/history');
    const { records, damage } = await again.file.readLast(9);
    expect(damage).toBeNull();
    expect(records.map(({ number }) => number)).toEqual(Array.from({ length: count + 1 }, (_, i) => i + 1));
  });
});
