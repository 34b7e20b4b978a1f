import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { type ElectronApplication, _electron as electron, type Page } from 'playwright-core';
import { invisibleSwitches, sandboxSwitches } from '../../build/electronSwitches.ts';
import { root } from '../../build/root.ts';
import { electronExecutable } from '../../build/setup/electronRuntime.ts';

/*
 * Drives the real, built app in a folder of its own.
 *
 * 1. Two launches share nothing unless they are given the same folders (smoke.test.ts "two apps live side by side").
 * 2. After close() or kill() no process of the app is left (smoke.test.ts "a kill leaves no process").
 */

const LAUNCH_LIMIT_MS = 30_000;
/** A quit that takes longer is a fault of the app; the test goes on and the app is killed. */
const CLOSE_LIMIT_MS = 10_000;
const GONE_LIMIT_MS = 5_000;
const POLL_MS = 10;
const SCREENSHOTS = join(root, 'out', 'e2e');

export type LaunchOptions = {
  /** The folders of an earlier launch, to start the same installation again. */
  folders?: AppFolders;
  args?: readonly string[];
  env?: Record<string, string>;
};

/** Where one installation keeps its things. */
export type AppFolders = { home: string; userData: string; data: string };

/** A running app under test. */
export type LaunchedApp = {
  electron: ElectronApplication;
  page: Page;
  folders: AppFolders;
  /** The main process; also the number of the process group that all of the app's processes are in. */
  pid: number;
  /** What main and the table host have printed so far, in lines. */
  printed: readonly string[];
  /** Saves the window to out/e2e/NAME.png. */
  screenshot: (name: string) => Promise<void>;
  /** Quits the app, or kills it when it does not quit in time. @throws Error when it had to be killed */
  close: () => Promise<void>;
  /** kill -9 of every process of the app at once. */
  kill: () => Promise<void>;
};

/** Fresh empty folders for one installation. Remove with `removeFolders`. */
export async function makeFolders(): Promise<AppFolders> {
  const home = await mkdtemp(join(tmpdir(), 'evertable-e2e-'));
  const folders = { home, userData: join(home, 'user'), data: join(home, 'data') };
  await mkdir(folders.userData);
  await mkdir(folders.data);
  return folders;
}

export async function removeFolders(folders: AppFolders): Promise<void> {
  await rm(folders.home, { recursive: true, force: true });
}

/** Starts the built app and waits for its first window. */
export async function launchApp(options: LaunchOptions = {}): Promise<LaunchedApp> {
  const folders = options.folders ?? (await makeFolders());
  const application = await electron.launch({
    executablePath: electronExecutable(),
    cwd: root,
    args: [...switches(folders), ...(options.args ?? [])],
    env: { ...inheritedEnvironment(), ...options.env },
    timeout: LAUNCH_LIMIT_MS,
  });
  const { pid, stdout, stderr } = application.process();
  if (pid === undefined) throw new Error('The app has no process');
  const printed: string[] = [];
  for (const stream of [stdout, stderr]) {
    if (stream) createInterface({ input: stream }).on('line', (line) => printed.push(line));
  }
  try {
    const page = await application.firstWindow({ timeout: LAUNCH_LIMIT_MS });
    return {
      electron: application,
      page,
      folders,
      pid,
      printed,
      screenshot: (name) => savePage(page, name),
      close: () => closeApp(application, pid),
      kill: () => killGroup(pid),
    };
  } catch (error) {
    await killGroup(pid);
    throw error;
  }
}

/** Starts the app as a person would who has forgotten that it runs, and waits until it ends by itself. */
export async function runToItsEnd(
  folders: AppFolders,
  args: readonly string[] = [],
): Promise<{ exitCode: number | null; printed: string }> {
  const started = spawn(electronExecutable(), [...switches(folders), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: LAUNCH_LIMIT_MS,
  });
  const printed = text(started.stdout);
  const [exitCode] = await once(started, 'exit');
  return { exitCode, printed: await printed };
}

function switches(folders: AppFolders): string[] {
  return [
    root,
    ...sandboxSwitches(),
    ...invisibleSwitches,
    `--user-data-dir=${folders.userData}`,
    `--data-dir=${folders.data}`,
  ];
}

/** The processes of a process group that still run (Linux); zombies do not. */
export async function groupMembers(group: number): Promise<number[]> {
  const members: number[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    // "pid (name) state ppid pgrp ...": the name may hold anything, so read from behind its last bracket.
    const [state, , processGroup] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state !== 'Z' && processGroup === String(group)) members.push(Number(name));
  }
  return members;
}

async function savePage(page: Page, name: string): Promise<void> {
  await mkdir(SCREENSHOTS, { recursive: true });
  // What is moving is shown where it will come to rest.
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), animations: 'disabled' });
}

async function closeApp(application: ElectronApplication, pid: number): Promise<void> {
  const quit = await Promise.race([
    application.close().then(
      () => true,
      () => false,
    ),
    delay(CLOSE_LIMIT_MS, false, { ref: false }),
  ]);
  await killGroup(pid);
  if (!quit) throw new Error(`The app did not quit within ${CLOSE_LIMIT_MS} ms and was killed.`);
}

async function killGroup(pid: number): Promise<void> {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    return; // No process of the group is left.
  }
  for (const startMs = performance.now(); performance.now() - startMs < GONE_LIMIT_MS; ) {
    if ((await groupMembers(pid)).length === 0) return;
    await delay(POLL_MS);
  }
  throw new Error(`Processes ${await groupMembers(pid)} outlived a kill.`);
}

function inheritedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}
