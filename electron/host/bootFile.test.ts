import { expect, test } from 'vitest';
import { INPUTS_PER_BOOT_MAX, nextBoot } from './bootFile.ts';
import { writeDurably } from './disk/index.ts';
import { MemoryDisk } from './disk/testing/memoryDisk.ts';

const NOW_MS = 1_700_000_000_000;
const HOUR_MS = 3_600_000;

async function folder() {
  const disk = new MemoryDisk();
  const fs = disk.fileSystem();
  await fs.makeDirectory('/data');
  await fs.syncDirectory('/');
  return { disk, fs };
}

test('a start with the clock an hour back still has a higher number, with room for all inputs of the one before', async () => {
  const { fs } = await folder();
  const first = await nextBoot(fs, '/data', NOW_MS, []);
  expect(first).toBe(NOW_MS);
  const second = await nextBoot(fs, '/data', NOW_MS - HOUR_MS, []);
  expect(second).toBeGreaterThanOrEqual(first + INPUTS_PER_BOOT_MAX);
  const third = await nextBoot(fs, '/data', NOW_MS - HOUR_MS, []);
  expect(third).toBeGreaterThanOrEqual(second + INPUTS_PER_BOOT_MAX);
});

test('the number is on disk before it is used: a power cut right after does not bring it back', async () => {
  const { disk, fs } = await folder();
  const first = await nextBoot(fs, '/data', NOW_MS, []);
  disk.powerCut(() => 0);
  expect(await nextBoot(disk.fileSystem(), '/data', NOW_MS, [])).toBeGreaterThan(first);
});

test('a damaged file is set aside and told; the clock counts', async () => {
  const { fs } = await folder();
  for (const text of ['{"boot":-1}', '{"boot":9007199254740991}', '{"boot":', '']) {
    await writeDurably(fs, '/data/boot.json', Buffer.from(text));
    const remarks: string[] = [];
    expect(await nextBoot(fs, '/data', NOW_MS, remarks), text).toBe(NOW_MS);
    expect(remarks, text).toHaveLength(1);
  }
});
