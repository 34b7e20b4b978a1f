import { expect, test } from 'vitest';
import { MemoryDisk } from '../disk/testing/memoryDisk.ts';
import { QuorumFile } from './quorumFile.ts';

async function folder() {
  const disk = new MemoryDisk();
  const fs = disk.fileSystem();
  await fs.makeDirectory('/table');
  await fs.syncDirectory('/');
  return { disk, fs, path: '/table/quorum.json' };
}

const VOTE = { term: 7, votedFor: 'ab'.repeat(32) };

test('a vote that was written is there after a power cut', async () => {
  const { disk, fs, path } = await folder();
  await (await QuorumFile.open(fs, path)).write(VOTE);
  disk.powerCut(() => 0);
  const opened = await QuorumFile.open(disk.fileSystem(), path);
  expect(opened.stored).toEqual(VOTE);
  expect(opened.isLost).toBe(false);
});

test('without a file nobody was voted for', async () => {
  const { fs, path } = await folder();
  expect(await QuorumFile.open(fs, path)).toMatchObject({ stored: null, isLost: false });
});

test('a damaged file is kept aside, and the device knows that it cannot know how it voted', async () => {
  const { fs, path } = await folder();
  const file = await fs.create(path);
  await file.append(Buffer.from('{"term":7,"votedFor'));
  await file.close();
  expect(await QuorumFile.open(fs, path)).toMatchObject({ stored: null, isLost: true });
  expect((await fs.list('/table')).map(({ name }) => name).some((name) => name !== 'quorum.json')).toBe(true);
});

test('what is lost stays lost through starts and votes, until the others have let the device in', async () => {
  const { disk, fs, path } = await folder();
  await QuorumFile.writeLost(fs, path);
  const opened = await QuorumFile.open(fs, path);
  expect(opened.isLost).toBe(true);
  // A term that it hears of is written down as well.
  await opened.write({ term: 9, votedFor: null });
  disk.powerCut(() => 0);
  const again = await QuorumFile.open(disk.fileSystem(), path);
  expect([again.isLost, again.stored]).toEqual([true, { term: 9, votedFor: null }]);
  again.forgetLoss();
  await again.write(VOTE);
  const known = await QuorumFile.open(disk.fileSystem(), path);
  expect([known.isLost, known.stored]).toEqual([false, VOTE]);
});
