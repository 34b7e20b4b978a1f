/**
 * One host a data folder. The lock is the operating system's, on an open file: the kernel releases it when its holder
 * dies, however it dies. The file itself says nothing about whether it is held; the mark in it says by whom.
 */
import { closeSync, constants, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { tryLock, unlock } from 'fs-native-extensions';
import { z } from 'zod';
import { DiskFailure } from './diskFailure.ts';
import { isAlive, markProcess, type ProcessMark } from './processes.ts';

export const LOCK_FILE_NAME = 'lock';
/** How long a host whose app has died may take to notice and leave before it is killed. */
export const ORPHAN_GRACE_MS = 2_000;
/** How long a killed host may take to vanish: it may be waiting for a slow disk. */
export const ORPHAN_DEATH_MS = 10_000;
const POLL_MS = 25;
/** The start of a parent that died before it could be marked; no process has it. */
const ALREADY_DEAD = 'dead';
/**
 * Windows keeps others from reading locked bytes, so the lock lies beyond the mark. macOS locks whole files only, and
 * lets everyone read them.
 */
const LOCK_OFFSET = process.platform === 'darwin' ? 0 : 1024 * 1024;

export const FOLDER_IN_USE_WORDS = 'Another Evertable is using this folder.';
export const WAITING_WORDS = 'Waiting for another Evertable to let go of this folder.';
export const KILLING_WORDS = 'Stopping what was left running by an Evertable that is gone.';

export interface LockFolderOptions {
  /** How long to wait for a holder whose app lives; it may be quitting. */
  waitMs: number;
  /**
   * The app's main process, without which this host is an orphan and may be killed by the next one. Null for a host
   * that answers to nobody (an always-on machine): it is never taken for an orphan.
   */
  parentPid: number | null;
  /** Told in words why it takes time; once for each reason. */
  onWaiting?: (words: string) => void;
  /** ORPHAN_GRACE_MS unless a test cannot wait. */
  orphanGraceMs?: number;
}

export type FolderLockResult =
  | { type: 'locked'; lock: FolderLock }
  /** `words` is one sentence for a person. */
  | { type: 'refused'; words: string };

/** Who holds the lock, as the holder wrote it down while holding it. Numbers of 1 and less mean whole groups to kill. */
const processMark = z.strictObject({ pid: z.number().int().min(2), startTicks: z.string().nullable() });
const holderMark = z.strictObject({
  /** A folder on a network disk may be held from another machine, whose process numbers mean nothing here. */
  machine: z.string(),
  holder: processMark,
  parent: processMark.nullable(),
}) satisfies z.ZodType<{ machine: string; holder: ProcessMark; parent: ProcessMark | null }>;
type HolderMark = z.infer<typeof holderMark>;

export class FolderLock {
  #fd: number | null;

  /** Takes over the locked file. */
  constructor(fd: number) {
    this.#fd = fd;
  }

  /** Lets the next host in. Dying does the same. */
  release(): void {
    if (this.#fd === null) return;
    ftruncateSync(this.#fd, 0);
    unlock(this.#fd, LOCK_OFFSET);
    closeSync(this.#fd);
    this.#fd = null;
  }
}

/**
 * Locks the data folder at `path`, which is made if it is not there, for this process.
 *
 * A holder whose app lives is waited for and then left alone. A holder whose app is dead has ORPHAN_GRACE_MS to go by
 * itself; then it is killed, for it may be stopped, and a stopped host never goes. It is killed by the number it wrote
 * down while it held the lock, and only while that number still belongs to the process that wrote it and the lock is
 * still held. Rejects with `DiskFailure` if the lock file cannot be used.
 */
export async function lockFolder(path: string, options: LockFolderOptions): Promise<FolderLockResult> {
  const lockPath = join(path, LOCK_FILE_NAME);
  const fd = openLockFile(path, lockPath);
  try {
    const words = await waitForLock(fd, lockPath, options);
    if (words !== null) {
      closeSync(fd);
      return { type: 'refused', words };
    }
    writeHolder(fd, options.parentPid);
    return { type: 'locked', lock: new FolderLock(fd) };
  } catch (error) {
    closeSync(fd);
    throw DiskFailure.from(error, 'opening', lockPath);
  }
}

function openLockFile(path: string, lockPath: string): number {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return openSync(lockPath, constants.O_RDWR | constants.O_CREAT, 0o600);
  } catch (error) {
    throw DiskFailure.from(error, 'opening', lockPath);
  }
}

/** Null once the lock is held, else why it cannot be had. */
async function waitForLock(fd: number, lockPath: string, options: LockFolderOptions): Promise<string | null> {
  const graceMs = options.orphanGraceMs ?? ORPHAN_GRACE_MS;
  const tell = onceEach(options.onWaiting);
  const startMs = performance.now();
  let orphan: Orphan | null = null;

  while (!tryLock(fd, LOCK_OFFSET)) {
    const nowMs = performance.now();
    orphan = stillOrphan(orphan, readHolder(lockPath), nowMs);
    const isDue = orphan !== null && nowMs >= orphan.seenMs + graceMs;
    tell(isDue ? KILLING_WORDS : WAITING_WORDS);
    if (orphan !== null && isDue) kill(orphan.mark);

    const deadlineMs = orphan === null ? startMs + options.waitMs : orphan.seenMs + graceMs + ORPHAN_DEATH_MS;
    if (nowMs >= deadlineMs) return FOLDER_IN_USE_WORDS;
    await delay(POLL_MS);
  }
  return null;
}

/** The same words are told only once. */
function onceEach(listener: ((words: string) => void) | undefined): (words: string) => void {
  const told = new Set<string>();
  return (words) => {
    if (told.has(words)) return;
    told.add(words);
    listener?.(words);
  };
}

interface Orphan {
  mark: ProcessMark;
  /** When it was first seen holding the lock without its app. */
  seenMs: number;
}

function stillOrphan(before: Orphan | null, holder: HolderMark | null, nowMs: number): Orphan | null {
  if (holder === null || !isOrphan(holder)) return null;
  const isSame =
    before?.mark.pid === holder.holder.pid && before.mark.startTicks === holder.holder.startTicks;
  return isSame ? before : { mark: holder.holder, seenMs: nowMs };
}

/** A dead holder holds nothing: its mark is old, and whoever has the lock now has not written one yet. */
function isOrphan(mark: HolderMark): boolean {
  if (mark.machine !== hostname() || mark.holder.pid === process.pid) return false;
  return mark.parent !== null && !isAlive(mark.parent) && isAlive(mark.holder);
}

/** Kills a process that has just been seen alive. */
function kill(mark: ProcessMark): void {
  try {
    process.kill(mark.pid, 'SIGKILL');
  } catch {
    // It died meanwhile, or is another user's; then the lock stays taken and the wait ends with a refusal.
  }
}

function writeHolder(fd: number, parentPid: number | null): void {
  const mark: HolderMark = {
    machine: hostname(),
    holder: markProcess(process.pid) ?? { pid: process.pid, startTicks: null },
    parent:
      parentPid === null ? null : (markProcess(parentPid) ?? { pid: parentPid, startTicks: ALREADY_DEAD }),
  };
  ftruncateSync(fd, 0);
  writeSync(fd, JSON.stringify(mark), 0, 'utf8');
}

/** Null for a mark that is missing or half-written. */
function readHolder(lockPath: string): HolderMark | null {
  try {
    return holderMark.parse(JSON.parse(readFileSync(lockPath, 'utf8')));
  } catch {
    return null;
  }
}
