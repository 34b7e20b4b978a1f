import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DiskFailure } from '../diskFailure.ts';
import { DiskFaults } from './diskFaults.ts';
import { MemoryDisk, type RandomBelow } from './memoryDisk.ts';
import { SECTOR_BYTES } from './memoryInode.ts';

const runs = { numRuns: 300 };
const SECTORS = 4;

/** The numbers that decide what survives, from a seed that fast-check shrinks. */
function randomFrom(seed: number): RandomBelow {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A file whose first part is durable and whose second part is not. */
async function halfSynced(durable: Uint8Array, unsynced: Uint8Array) {
  const disk = new MemoryDisk();
  const fs = disk.fileSystem();
  const file = await fs.create('/file');
  await file.append(durable);
  await file.datasync();
  await fs.syncDirectory('/');
  await file.append(unsynced);
  return { disk, fs, file };
}

/** What was found after the power cuts of many seeds. */
async function leftAfter(
  make: () => Promise<MemoryDisk>,
  look: (disk: MemoryDisk) => string,
): Promise<Set<string>> {
  const found = new Set<string>();
  for (let seed = 0; seed < 400; seed++) {
    const disk = await make();
    disk.powerCut(randomFrom(seed * 7_919));
    found.add(look(disk));
  }
  return found;
}

const namesOn = (disk: MemoryDisk) => [...disk.files().keys()].join(' ');

describe('the bytes of a file', () => {
  it('what was synced is there after any power cut, and nothing is there that was not written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(900), fc.nat(2_000), fc.nat(), async (durable, unsynced, seed) => {
        const { disk } = await halfSynced(new Uint8Array(durable).fill(1), new Uint8Array(unsynced).fill(2));
        disk.powerCut(randomFrom(seed));
        const left = disk.files().get('/file') as Uint8Array;
        expect(left.subarray(0, durable).every((byte) => byte === 1)).toBe(true);
        expect(left.length).toBeGreaterThanOrEqual(durable);
        expect(left.length).toBeLessThanOrEqual(durable + unsynced);
        expect(left.subarray(durable).every((byte) => byte === 2 || byte === 0)).toBe(true);
      }),
      runs,
    );
  });

  it('of what was not synced a prefix, zeros behind it, and every set of sectors may be left', async () => {
    const unsynced = new Uint8Array(SECTORS * SECTOR_BYTES).fill(2);
    const found = await leftAfter(
      async () => (await halfSynced(new Uint8Array(), unsynced)).disk,
      (disk) => {
        const left = disk.files().get('/file') as Uint8Array;
        if (left.length < unsynced.length) return left.includes(0) ? 'holes and a cut' : 'a prefix';
        return Array.from({ length: SECTORS }, (_, i) =>
          left.subarray(i * SECTOR_BYTES, (i + 1) * SECTOR_BYTES).every((byte) => byte === 2) ? 'x' : '.',
        ).join('');
      },
    );
    const subsets = Array.from({ length: 2 ** SECTORS }, (_, set) =>
      Array.from({ length: SECTORS }, (_, i) => ((set >> i) & 1 ? 'x' : '.')).join(''),
    );
    expect([...found]).toEqual(expect.arrayContaining(['a prefix', 'holes and a cut', ...subsets]));
  });

  it('what a failed sync gave up is read, is lost with the power, and no later sync brings it back', async () => {
    const { disk, file } = await halfSynced(Uint8Array.of(1), Uint8Array.of(2, 2));
    disk.failSync('/file');
    await file.append(Uint8Array.of(3));
    await file.datasync();
    expect([...(disk.files().get('/file') ?? [])]).toEqual([1, 2, 2, 3]);
    disk.powerCutTo('least');
    expect([...(disk.files().get('/file') ?? [])]).toEqual([1, 0, 0, 3]);
  });

  it('bit rot stays, whatever is synced or cut afterwards', async () => {
    const { disk, file } = await halfSynced(new Uint8Array(64), Uint8Array.of(2));
    disk.rot('/file', 1, randomFrom(5));
    await file.datasync();
    disk.powerCutTo('least');
    const left = disk.files().get('/file') as Uint8Array;
    const ones = [...left].reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0);
    expect([0, 2]).toContain(ones);
  });
});

describe('the names of a directory', () => {
  it('any of the changes that were not synced may be lost, and a rename is whole', async () => {
    const make = async () => {
      const disk = new MemoryDisk();
      const fs = disk.fileSystem();
      await fs.create('/a');
      await fs.syncDirectory('/');
      await fs.rename('/a', '/b');
      await fs.create('/c');
      return disk;
    };
    expect(await leftAfter(make, namesOn)).toEqual(new Set(['/a', '/b', '/a /c', '/b /c']));
  });

  it('a directory that was not synced takes what is in it along', async () => {
    const make = async () => {
      const disk = new MemoryDisk();
      const fs = disk.fileSystem();
      await fs.makeDirectory('/d');
      await fs.create('/d/a');
      await fs.syncDirectory('/d');
      return disk;
    };
    expect(await leftAfter(make, namesOn)).toEqual(new Set(['', '/d/a']));
  });

  it('a directory that moves to another is there or here, and durable once either of them is synced', async () => {
    const make = (synced: string) => async () => {
      const disk = new MemoryDisk();
      const fs = disk.fileSystem();
      for (const path of ['/from', '/to', '/from/d']) await fs.makeDirectory(path);
      await fs.create('/from/d/a');
      for (const path of ['/', '/from', '/from/d', '/to']) await fs.syncDirectory(path);
      await fs.rename('/from/d', '/to/d');
      if (synced) await fs.syncDirectory(synced);
      return disk;
    };
    expect(await leftAfter(make(''), namesOn)).toEqual(new Set(['/from/d/a', '/to/d/a']));
    for (const synced of ['/from', '/to']) {
      expect(await leftAfter(make(synced), namesOn)).toEqual(new Set(['/to/d/a']));
    }
  });

  it('after a sync of the directory nothing of it is lost', async () => {
    const make = async () => {
      const disk = new MemoryDisk();
      const fs = disk.fileSystem();
      await fs.create('/a');
      await fs.rename('/a', '/b');
      await fs.syncDirectory('/');
      return disk;
    };
    expect(await leftAfter(make, namesOn)).toEqual(new Set(['/b']));
  });

  it('nothing is made, renamed or listed where no directory is', async () => {
    const fs = new MemoryDisk().fileSystem();
    await expect(fs.create('/none/a')).rejects.toMatchObject({ kind: 'missing' });
    await expect(fs.list('/none')).rejects.toMatchObject({ kind: 'missing' });
    await expect(fs.syncDirectory('/none')).rejects.toMatchObject({ kind: 'missing' });
  });
});

describe('other disks made from one', () => {
  it('a fork loses at a power cut what the disk would lose, and neither changes the other', async () => {
    const { disk, file } = await halfSynced(Uint8Array.of(1), Uint8Array.of(2));
    await disk.fileSystem().create('/new');
    const fork = disk.fork();
    await file.append(Uint8Array.of(3));
    expect([...(fork.files().get('/file') ?? [])]).toEqual([1, 2]);
    fork.powerCutTo('least');
    expect([...fork.files()]).toEqual([['/file', Uint8Array.of(1)]]);
    expect([...disk.files().keys()]).toEqual(['/file', '/new']);
  });

  it('a backup holds what could be read, and is durable', async () => {
    const { disk, file } = await halfSynced(Uint8Array.of(1), Uint8Array.of(2));
    const backup = disk.copy();
    await file.append(Uint8Array.of(3));
    backup.powerCutTo('least');
    expect([...(backup.files().get('/file') ?? [])]).toEqual([1, 2]);
  });
});

describe('faults by name', () => {
  async function faulty(seed = 1) {
    const disk = new MemoryDisk();
    const waited: number[] = [];
    const wait = async (lengthMs: number) => void waited.push(lengthMs);
    const faults = new DiskFaults(disk, { random: randomFrom(seed), wait });
    const fs = faults.fileSystem();
    const file = await fs.create('/file');
    await file.append(Uint8Array.of(1, 1));
    await file.datasync();
    await fs.syncDirectory('/');
    return { disk, faults, fs, file, waited };
  }

  it('full: every call that takes space is refused, and goes again once there is space', async () => {
    const { faults, fs, file } = await faulty();
    faults.begin({ fault: 'full' });
    const calls = [
      () => file.append(Uint8Array.of(2)),
      () => file.datasync(),
      () => fs.create('/other'),
      () => fs.rename('/file', '/other'),
      () => fs.makeDirectory('/directory'),
    ];
    for (const call of calls) await expect(call()).rejects.toMatchObject({ kind: 'full' });
    expect(await fs.size('/file')).toBeGreaterThanOrEqual(2);
    expect(faults.struck.get('full')).toBe(calls.length);
    faults.end();
    await fs.create('/other');
  });

  it('full, at some calls only: an append leaves any part of its bytes', async () => {
    const parts = new Set<number | null>();
    let failed = 0;
    for (let seed = 0; seed < 60; seed++) {
      const { faults, fs, file } = await faulty(seed * 7_919);
      faults.begin({ fault: 'full', percent: 50 });
      await file.append(Uint8Array.of(2, 2)).catch(() => failed++);
      parts.add(await fs.size('/file'));
    }
    expect(parts).toEqual(new Set([2, 3, 4]));
    expect(failed).toBeGreaterThan(15);
    expect(failed).toBeLessThan(45);
  });

  it('syncFails: what was not synced can be read, also after a later sync, and is gone with the power', async () => {
    const { disk, faults, fs, file } = await faulty();
    await file.append(Uint8Array.of(2));
    faults.begin({ fault: 'syncFails', at: (path) => path === '/file' });
    await expect(file.datasync()).rejects.toBeInstanceOf(DiskFailure);
    await fs.syncDirectory('/');
    faults.end('syncFails');
    await file.datasync();
    expect([...(await fs.read('/file'))]).toEqual([1, 1, 2]);
    disk.powerCutTo('least');
    expect([...(await fs.read('/file'))]).toEqual([1, 1, 0]);
  });

  it('slowSync: a sync resolves once its time is over', async () => {
    const { faults, file, waited } = await faulty();
    faults.begin({ fault: 'slowSync', lengthMs: 700 });
    await file.datasync();
    expect(waited).toEqual([700]);
  });

  it('readFails and misread: the disk fails, or lies once, and holds what it held', async () => {
    const { disk, faults, fs } = await faulty();
    faults.begin({ fault: 'readFails' });
    await expect(fs.read('/file')).rejects.toMatchObject({ kind: 'failed', operation: 'reading' });
    faults.end();
    faults.begin({ fault: 'misread' });
    expect([...(await fs.readAt('/file', 0, 2))]).not.toEqual([1, 1]);
    expect([...(disk.files().get('/file') ?? [])]).toEqual([1, 1]);
  });

  it('rot: one of the files that may rot has, and it is told which', async () => {
    const { disk, faults, fs } = await faulty();
    await fs.create('/empty');
    expect(faults.rot(1)).toBe('/file');
    expect([...(disk.files().get('/file') ?? [])]).not.toEqual([1, 1]);
    expect(faults.rot(1, (path) => path === '/none')).toBeNull();
    expect(faults.struck.get('rot')).toBe(1);
  });
});
