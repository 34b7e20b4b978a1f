import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { HIDDEN_SWITCH } from '../desktop/loginItem.ts';
import { NOT_INSTALLED, PAGE_CRASHED } from '../desktop/words.ts';
import { IMPORT_WORDS } from '../host/transfer/importTables.ts';
import { FILE_WORDS } from '../host/transfer/tableFile.ts';
import { AppWindow } from './appWindow.ts';
import { Installation } from './installation.ts';
import { launchApp, runToItsEnd } from './launch.ts';
import { pidOf, untilGone } from './processes.ts';
import { Random } from './random.ts';

/*
 * The app among others on a desktop: its window, its files, its crashes.
 */

let at: Installation;
afterEach(() => at.end());

function toast(window: AppWindow, words: string | RegExp): Promise<unknown> {
  return window.until(`word of "${words}"`, async () => {
    const shown = await window.run(
      () => [...document.querySelectorAll('[data-testid="toast"]')].map((one) => one.textContent ?? ''),
      undefined,
    );
    return shown.some((one) => (typeof words === 'string' ? one.includes(words) : words.test(one)));
  });
}

async function untilLobby(window: AppWindow): Promise<void> {
  await window.until('the lobby', () =>
    window.run(() => document.documentElement.dataset.ready === 'lobby', undefined),
  );
}

describe('the window', () => {
  test('opens where it was closed, as large as it was', async () => {
    at = await Installation.open(new Random(21));
    const place = { x: 40, y: 60, width: 1000, height: 640 };
    await at.app.electron.evaluate(({ BrowserWindow }, bounds) => {
      BrowserWindow.getAllWindows()[0]?.setBounds(bounds);
    }, place);
    const file = join(at.folders.userData, 'window.json');
    await at.window.until('the place to be kept', async () => {
      const kept = existsSync(file) ? JSON.parse(await readFile(file, 'utf8')) : null;
      return kept?.bounds.width === place.width;
    });
    await at.app.close();
    await at.startAgain();
    const again = await at.app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.getNormalBounds(),
    );
    expect(again).toMatchObject({ width: place.width, height: place.height });
  });

  test('closing the window ends the app when nobody else plays by this computer', async () => {
    at = await Installation.open(new Random(22));
    await at.practise();
    await at.app.electron
      .evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
      .catch(() => {});
    await untilGone(at.app.pid);
    await at.startAgain();
    await at.window.until('the table in the lobby', () => at.window.words('table-card'));
  });
});

test('started with the session it keeps its window closed, and starting it again shows it', async () => {
  at = await Installation.open(new Random(28));
  await at.practise();
  await at.app.close();
  at.app = await launchApp({ folders: at.folders, args: [HIDDEN_SWITCH] });
  at.window = new AppWindow(at.app.electron);
  await untilLobby(at.window);
  const isVisible = () =>
    at.app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false);
  await at.window.until('the host', () => pidOf('host', at.app.pid));
  expect(await isVisible()).toBe(false);
  await runToItsEnd(at.folders);
  await at.window.until('the window', isVisible);
});

describe('a crash', () => {
  test('a page that crashes is drawn again, which is said, and a report is kept', async () => {
    at = await Installation.open(new Random(23));
    await untilLobby(at.window);
    process.kill(await pidOf('page', at.app.pid), 'SIGKILL');
    await toast(at.window, PAGE_CRASHED);
    const [name = ''] = await readdir(join(at.folders.userData, 'reports'));
    const report = await readFile(join(at.folders.userData, 'reports', name), 'utf8');
    expect(report).toMatch(/the page stopped\.\nWhen: .*\nWhy: killed, code/);
  });

  test('a table host that crashes leaves a report too', async () => {
    at = await Installation.open(new Random(24));
    await at.practise();
    process.kill(await pidOf('host', at.app.pid), 'SIGKILL');
    const folder = join(at.folders.userData, 'reports');
    await at.window.until('a report', async () => existsSync(folder) && (await readdir(folder)).length === 1);
    const [name = ''] = await readdir(folder);
    expect(await readFile(join(folder, name), 'utf8')).toContain('the table host stopped.');
  });
});

describe('tables as files', () => {
  /** The person names that file in whichever dialog comes. */
  function choose(path: string): Promise<void> {
    return at.app.electron.evaluate(({ dialog }, filePath) => {
      Object.assign(dialog, {
        showSaveDialog: async () => ({ canceled: false, filePath }),
        showOpenDialog: async () => ({ canceled: false, filePaths: [filePath] }),
      });
    }, path);
  }

  test('a table is exported, and what is here already is left as it is', async () => {
    at = await Installation.open(new Random(25));
    await at.practise();
    await at.window.untilTable('a hand', ({ picture }) => picture.hand > 0);
    const path = join(at.folders.home, 'Kitchen.evertable');
    await choose(path);
    await at.window.send({ type: 'exportTable', tableId: at.tableId, name: 'Kitchen' });
    await toast(at.window, `Kitchen was exported to ${path}.`);
    expect((await readFile(path, 'latin1')).startsWith('evertable file 1\n')).toBe(true);
    await at.window.send({ type: 'importFile' });
    await toast(at.window, IMPORT_WORDS.here('Kitchen'));
    await at.app.screenshot('file-exported');
  });

  test('a file that the app is started with is opened, and one that comes while it runs', async () => {
    at = await Installation.open(new Random(26));
    await untilLobby(at.window);
    const nonsense = join(at.folders.home, 'nonsense.evertable');
    await writeFile(nonsense, 'PK');
    const { exitCode } = await runToItsEnd(at.folders, [`file://${nonsense}`]);
    expect(exitCode).toBe(0);
    await toast(at.window, FILE_WORDS.foreign);
    await at.app.close();
    await writeFile(nonsense, 'evertable file 9\n'.padEnd(100, '.'));
    at.app = await launchApp({ folders: at.folders, args: [nonsense] });
    at.window = new AppWindow(at.app.electron);
    await toast(at.window, FILE_WORDS.newer);
  });
});

test('an app that is not installed does not start with the session, and says so', async () => {
  at = await Installation.open(new Random(27));
  await untilLobby(at.window);
  await at.window.send({ type: 'setLaunchAtLogin', on: true });
  await toast(at.window, NOT_INSTALLED);
});
