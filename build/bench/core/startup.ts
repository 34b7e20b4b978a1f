import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { buildApp } from '../../appBuild.ts';
import { invisibleSwitches, sandboxSwitches } from '../../electronSwitches.ts';
import { root } from '../../root.ts';
import { ensureDebianLibraries } from '../../setup/debianLibraries.ts';
import { type Display, lacksDisplay, openDisplay } from '../../setup/display.ts';
import { electronExecutable, ensureElectronRuntime } from '../../setup/electronRuntime.ts';
import { atMost, type BenchRun, type Figure } from '../figure.ts';
import { interleave, median, medianRatio, pairCount } from '../pairs.ts';
import { inWorkFolder } from '../workFolder.ts';
import { Devtools } from './devtools.ts';
import { PracticeHost } from './practiceHost.ts';

const RATIO_MAX = 1.3;
const PAIRS = 21;
const WARM_UP_PAIRS = 2;
const TABLES = 10;
const KEY_BYTES = 32;
/** Where main looks for its key where there is no keychain (electron/dataKey.ts). */
const KEY_FILE = 'data-key';
const LAUNCH_LIMIT_MS = 60_000;
const QUIT_LIMIT_MS = 5_000;
const BARE_WINDOW = join(import.meta.dirname, 'bareWindow');

/**
 * In the page: resolves to what `find` finds once that has been shown. A frame's callbacks run before it is drawn, the
 * next frame's when it has been; a hidden window draws none.
 */
const SHOWN = `async (find) => {
  const frame = () => new Promise(requestAnimationFrame);
  for (;;) {
    await frame();
    const found = find();
    if (!found) continue;
    await frame();
    return found;
  }
}`;

/** What is launched, and how it is seen that its window can be used. */
interface Launch {
  readonly folder: string;
  readonly switches: readonly string[];
  /** In the page: whether everything that it shows at first is there. */
  readonly isDrawn: string;
  /** Selects the button that is clicked; a sheet opens. */
  readonly button: string;
}

/**
 * From the start of the process until the window shows its page, has been clicked and has shown the answer: the app on
 * a folder with ten tables in mid-hand, against a page with a button in a bare window of the same runtime.
 */
export function measureStartup({ quick, tell }: BenchRun): Promise<Figure[]> {
  return inWorkFolder(async (folder) => {
    const display = await prepare(tell);
    try {
      const app = () => launch(appLaunch(folder), display);
      const bare = () => launch(bareLaunch(folder), display);
      await storeTables(join(folder, 'data'));
      await interleave(quick ? 1 : WARM_UP_PAIRS, app, bare);
      const pairs = await interleave(pairCount(PAIRS, quick), app, bare);
      const ratio = medianRatio(pairs);
      const [appMs, bareMs] = [median(pairs.one), median(pairs.other)];
      return [
        {
          name: 'startupRatio',
          about: `the window usable, ${TABLES} tables in the lobby, against a bare window`,
          value: ratio,
          unit: 'x',
          goal: atMost(ratio, RATIO_MAX),
        },
        {
          name: 'startupMs',
          about: 'the window usable, from the start of its process',
          value: appMs,
          unit: 'ms',
        },
        { name: 'startupBareMs', about: 'a bare window usable', value: bareMs, unit: 'ms' },
      ];
    } finally {
      display.close();
    }
  });
}

async function prepare(tell: BenchRun['tell']): Promise<Display> {
  const say = (report: string | null) => report !== null && tell(report);
  say(await ensureElectronRuntime());
  say(await ensureDebianLibraries({ invisible: lacksDisplay() }));
  say(await buildApp());
  const display = await openDisplay();
  say(display.report);
  return display;
}

/** Leaves ten practice tables on disk, each in the middle of a hand. */
async function storeTables(dataFolder: string): Promise<void> {
  const key = randomBytes(KEY_BYTES);
  await mkdir(dataFolder);
  await writeFile(join(dataFolder, KEY_FILE), key.toString('hex'), { mode: 0o600 });
  const host = await PracticeHost.open(dataFolder, key);
  for (let table = 1; table <= TABLES; table++) await host.openTable(`Table ${table}`);
  await host.close();
}

function appLaunch(folder: string): Launch {
  return {
    folder: root,
    switches: [`--user-data-dir=${join(folder, 'app')}`, `--data-dir=${join(folder, 'data')}`],
    isDrawn: `document.querySelectorAll('[data-testid=table-card]').length === ${TABLES}`,
    button: '[data-testid=practice-button]',
  };
}

function bareLaunch(folder: string): Launch {
  return {
    folder: BARE_WINDOW,
    switches: [`--user-data-dir=${join(folder, 'bare')}`],
    isDrawn: 'true',
    button: 'button',
  };
}

/** Ms from the start of the process to the answered click; the app has quit when it resolves. */
async function launch({ folder, switches, ...window }: Launch, display: Display): Promise<number> {
  const startMs = performance.now();
  const app = spawn(
    electronExecutable(),
    [
      folder,
      ...sandboxSwitches(),
      ...(display.invisible ? invisibleSwitches : []),
      '--remote-debugging-pipe',
      ...switches,
    ],
    {
      // In a process group of its own, so that nothing of it is left.
      detached: true,
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...display.env },
    },
  );
  try {
    const page = new Devtools(app.stdio[3] as Writable, app.stdio[4] as Readable);
    await Promise.race([useWindow(page, window), failure(app)]);
    return performance.now() - startMs;
  } finally {
    await quit(app);
  }
}

async function useWindow(
  page: Devtools,
  { isDrawn, button }: Pick<Launch, 'isDrawn' | 'button'>,
): Promise<void> {
  const place = await page.evaluate(`(async () => {
    const shown = ${SHOWN};
    const button = await shown(() => ${isDrawn} && document.querySelector('${button}'));
    window.answer = shown(() => document.querySelector('dialog[open]')).then(() => true);
    const { x, y, width, height } = button.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  })()`);
  await Promise.all([page.click(place as { x: number; y: number }), page.evaluate('window.answer')]);
}

async function failure(app: ChildProcess): Promise<never> {
  const limit = AbortSignal.timeout(LAUNCH_LIMIT_MS);
  const [code] = await once(app, 'exit', { signal: limit }).catch(() => {
    throw new Error(`The window could not be used within ${LAUNCH_LIMIT_MS / 1_000} s.`);
  });
  throw new Error(`The app ended with ${code} before its window could be used.`);
}

async function quit(app: ChildProcess): Promise<void> {
  const { pid, exitCode } = app;
  if (pid === undefined || exitCode !== null) return;
  const ended = once(app, 'exit');
  app.kill('SIGTERM');
  const limit = setTimeout(() => process.kill(-pid, 'SIGKILL'), QUIT_LIMIT_MS);
  await ended;
  clearTimeout(limit);
}
