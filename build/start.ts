import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { SCREENSHOT_VARIABLE } from '../electron/screenshot.ts';
import { buildApp } from './appBuild.ts';
import { runCommand } from './command.ts';
import { invisibleSwitches, sandboxSwitches } from './electronSwitches.ts';
import { onOrphaned } from './orphan.ts';
import { root } from './root.ts';
import { electronExecutable } from './setup/electronRuntime.ts';
import { setUp } from './setup/setUp.ts';

const USAGE = `
npm start [-- ARGUMENTS]

Prepares this machine (Electron runtime, system libraries, a display), builds Evertable when its sources changed, and
opens it. On a machine without a display it runs invisibly, saves a picture of its window to out/start.png and stays
until Ctrl-C.

ARGUMENTS go to the app, such as an evertable:// link or --data-dir=FOLDER.
`;

const SCREENSHOT = join(root, 'out', 'start.png');
const FIRST_WINDOW_LIMIT_MS = 60_000;
const POLL_MS = 50;
/** What the app has, after it was asked to quit, before it is killed. */
const QUIT_LIMIT_MS = 5_000;

await runCommand(USAGE, async (args) => {
  const display = await setUp();
  const built = await buildApp();
  if (built !== null) console.log(built);
  await mkdir(join(root, 'out'), { recursive: true });
  await rm(SCREENSHOT, { force: true });
  const app = spawn(
    electronExecutable(),
    [root, ...sandboxSwitches(), ...(display.invisible ? invisibleSwitches : []), ...args],
    {
      // In a process group of its own: Ctrl-C reaches us alone, and we end the app in order.
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...process.env,
        ...display.env,
        ...(display.invisible && { [SCREENSHOT_VARIABLE]: SCREENSHOT }),
      },
    },
  );
  const ended = endOf(app);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => quit(app));
  if (process.env.npm_lifecycle_event !== undefined) onOrphaned(() => quit(app));
  if (display.invisible && (await firstWindow(ended))) {
    console.log(`Evertable runs without a display; its window is in ${relative(process.cwd(), SCREENSHOT)}.`);
    console.log('Ctrl-C ends it.');
  }
  const code = await ended;
  display.close();
  return code;
});

/** Resolves to the app's exit code; 0 when it ended by a signal of ours. */
function endOf(app: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    app.once('error', reject);
    app.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGTERM' ? 0 : 1)));
  });
}

function quit(app: ChildProcess): void {
  app.kill('SIGTERM');
  setTimeout(() => killGroup(app), QUIT_LIMIT_MS).unref();
}

function killGroup(app: ChildProcess): void {
  if (app.pid === undefined) return;
  try {
    process.kill(-app.pid, 'SIGKILL');
  } catch {
    // Already gone, all of it.
  }
}

/** Waits for the picture of the first window; false when the app ends before. */
async function firstWindow(ended: Promise<number>): Promise<boolean> {
  let over = false;
  void ended.finally(() => {
    over = true;
  });
  for (const startMs = performance.now(); performance.now() - startMs < FIRST_WINDOW_LIMIT_MS; ) {
    if (existsSync(SCREENSHOT)) return true;
    if (over) return false;
    await delay(POLL_MS);
  }
  throw new Error(`No window appeared within ${FIRST_WINDOW_LIMIT_MS / 1000} s.`);
}
