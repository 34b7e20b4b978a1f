import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { tryLock } from 'fs-native-extensions';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  FOLDER_IN_USE_WORDS,
  KILLING_WORDS,
  LOCK_FILE_NAME,
  type LockFolderOptions,
  lockFolder,
  WAITING_WORDS,
} from './folderLock.ts';
import { isAlive, markProcess } from './processes.ts';
import { temporaryFolder } from './testing/temporaryFolder.ts';

const LOCKING_APP = fileURLToPath(new URL('./testing/lockingApp.ts', import.meta.url));
const SHORT_MS = 100;
const LONG_MS = 10_000;

interface LockingApp {
  child: ChildProcess;
  hostPid: number;
  parentPid: number;
}

/** Starts a process that holds the lock when this resolves. */
async function startHolder(folder: string, role: 'self' | 'parent' | 'app'): Promise<LockingApp> {
  const child = spawn(process.execPath, ['--import', 'tsx', LOCKING_APP, folder, role], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const [word, hostPid, parentPid] = line.split(' ');
  expect(word).toBe('locked');
  onTestFinished(() => killIfAlive(Number(hostPid)));
  return { child, hostPid: Number(hostPid), parentPid: Number(parentPid) };
}

function killIfAlive(pid: number): void {
  if (markProcess(pid) !== null) process.kill(pid, 'SIGKILL');
}

async function die(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

/** Locks the folder for this process, and says what was told meanwhile. */
async function lock(folder: string, options: Partial<LockFolderOptions> = {}) {
  const told: string[] = [];
  const onWaiting = (words: string) => void told.push(words);
  const result = await lockFolder(folder, { waitMs: LONG_MS, parentPid: process.pid, onWaiting, ...options });
  if (result.type === 'locked') onTestFinished(() => result.lock.release());
  return { result, told };
}

describe('a folder', () => {
  it('that nobody uses is locked at once, and made if need be', async () => {
    const folder = join(temporaryFolder(), 'deep', 'data');
    const { result, told } = await lock(folder, { waitMs: 0 });
    expect(result.type).toBe('locked');
    expect(told).toEqual([]);
    expect(JSON.parse(readFileSync(join(folder, LOCK_FILE_NAME), 'utf8'))).toMatchObject({
      machine: hostname(),
      holder: { pid: process.pid },
      parent: { pid: process.pid },
    });
  });

  it('is not locked twice, not even by one process, and is free after its release', async () => {
    const folder = temporaryFolder();
    const first = await lock(folder);
    expect((await lock(folder, { waitMs: 0 })).result).toEqual({
      type: 'refused',
      words: FOLDER_IN_USE_WORDS,
    });
    if (first.result.type === 'locked') first.result.lock.release();
    expect((await lock(folder, { waitMs: 0 })).result.type).toBe('locked');
  });

  it('that cannot be locked at all is a disk failure', async () => {
    const path = join(temporaryFolder(), 'file');
    writeFileSync(path, 'not a folder');
    await expect(lock(path)).rejects.toMatchObject({ name: 'DiskFailure' });
  });
});

describe('a folder that another host holds', () => {
  it('is refused in a sentence while the app of that host lives', async () => {
    const folder = temporaryFolder();
    const { hostPid } = await startHolder(folder, 'parent');
    const { result, told } = await lock(folder, { waitMs: SHORT_MS, orphanGraceMs: 0 });
    expect(result).toEqual({ type: 'refused', words: 'Another Evertable is using this folder.' });
    expect(told).toEqual([WAITING_WORDS]);
    expect(markProcess(hostPid)).not.toBeNull();
  });

  it('is handed over when that host lets go', async () => {
    const folder = temporaryFolder();
    const { child } = await startHolder(folder, 'parent');
    const locking = lock(folder, { onWaiting: () => child.stdin?.write('release\n') });
    expect((await locking).result.type).toBe('locked');
  });

  it('is free at once when that host is killed', async () => {
    const folder = temporaryFolder();
    const { child } = await startHolder(folder, 'parent');
    await die(child);
    expect((await lock(folder, { waitMs: 0 })).result.type).toBe('locked');
  });

  it('is taken from a stopped host whose app is gone: it is killed', async () => {
    const folder = temporaryFolder();
    const { child, hostPid, parentPid } = await startHolder(folder, 'app');
    expect(parentPid).toBe(child.pid);
    process.kill(hostPid, 'SIGSTOP');
    await die(child);
    const { result, told } = await lock(folder, { waitMs: 0, orphanGraceMs: SHORT_MS });
    expect(result.type).toBe('locked');
    expect(told).toEqual([WAITING_WORDS, KILLING_WORDS]);
    expect(markProcess(hostPid)).toBeNull();
  });

  it('is not taken from a stopped host whose app lives', async () => {
    const folder = temporaryFolder();
    const { hostPid } = await startHolder(folder, 'app');
    process.kill(hostPid, 'SIGSTOP');
    const { result } = await lock(folder, { waitMs: SHORT_MS, orphanGraceMs: 0 });
    expect(result.type).toBe('refused');
    expect(markProcess(hostPid)).not.toBeNull();
  });

  it('is never taken from a host that answers to nobody', async () => {
    const folder = temporaryFolder();
    const { hostPid } = await startHolder(folder, 'self');
    const { result } = await lock(folder, { waitMs: SHORT_MS, orphanGraceMs: 0 });
    expect(result.type).toBe('refused');
    expect(markProcess(hostPid)).not.toBeNull();
  });
});

describe('the mark of a holder', () => {
  const dead = { pid: 2 ** 30, startTicks: '1' };

  /** A lock held by this process under a mark that says something else; and an innocent process. */
  function heldUnder(mark: (innocent: { pid: number; startTicks: string | null }) => unknown) {
    const folder = temporaryFolder();
    const innocent = spawn(process.execPath, ['-e', 'setInterval(() => {}, 60_000)'], { stdio: 'ignore' });
    onTestFinished(() => void innocent.kill('SIGKILL'));
    const innocentMark = markProcess(innocent.pid ?? 0);
    if (innocentMark === null) throw new Error('the innocent process did not start');
    const path = join(folder, LOCK_FILE_NAME);
    writeFileSync(path, JSON.stringify(mark(innocentMark)));
    const fd = openSync(path, 'r+');
    onTestFinished(() => closeSync(fd));
    expect(tryLock(fd, process.platform === 'darwin' ? 0 : 1024 * 1024)).toBe(true);
    return { folder, isInnocentAlive: () => isAlive(innocentMark) && innocent.signalCode === null };
  }

  it.runIf(process.platform === 'linux')(
    'is old if another process has its number now: nobody is killed',
    async () => {
      const { folder, isInnocentAlive } = heldUnder(({ pid }) => ({
        machine: hostname(),
        holder: { pid, startTicks: '1' },
        parent: dead,
      }));
      const { result, told } = await lock(folder, { waitMs: SHORT_MS, orphanGraceMs: 0 });
      expect([result.type, told]).toEqual(['refused', [WAITING_WORDS]]);
      expect(isInnocentAlive()).toBe(true);
    },
  );

  it.each([
    ['from another machine', (holder: object) => ({ machine: 'elsewhere', holder, parent: dead })],
    ['that is half-written', () => 'half'],
    [
      'of a whole group',
      () => ({ machine: hostname(), holder: { pid: -1, startTicks: null }, parent: dead }),
    ],
    ['of this very process', () => ({ machine: hostname(), holder: markProcess(process.pid), parent: dead })],
    [
      'with more in it than a mark',
      (holder: object) => ({ machine: hostname(), holder, parent: dead, more: 1 }),
    ],
  ])('%s gets nobody killed', async (_, mark) => {
    const { folder, isInnocentAlive } = heldUnder(mark);
    const { result, told } = await lock(folder, { waitMs: SHORT_MS, orphanGraceMs: 0 });
    expect([result.type, told]).toEqual(['refused', [WAITING_WORDS]]);
    expect(isInnocentAlive()).toBe(true);
  });
});
