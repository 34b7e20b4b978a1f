import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Browser, chromium, type Page } from 'playwright-core';
import { root } from '../../../build/root.ts';
import { AppWindow } from '../appWindow.ts';
import type { OrdinaryUser } from './ordinaryUser.ts';

/** Opens a door for the test to look at the page; a release has none to main (fuse EnableNodeCliInspectArguments). */
export const DEBUGGING_SWITCH = '--remote-debugging-port=0';
/** On a virtual display there is no graphics card to look for. */
export const QUIET_SWITCHES = ['--disable-gpu', '--log-level=3'];
const PORT_FILE = 'DevToolsActivePort';
const START_LIMIT_MS = 30_000;
const POLL_MS = 20;
const SCREENSHOTS = join(root, 'out', 'e2e');

/** Where the installed app keeps a person's things. */
export function userDataOf({ home }: OrdinaryUser): string {
  return join(home, '.config', 'Evertable');
}

/** The page of a packed app that runs, whoever started it. */
export class PackagedApp {
  readonly page: Page;
  readonly window: AppWindow;
  readonly #browser: Browser;

  private constructor(browser: Browser, page: Page) {
    this.#browser = browser;
    this.page = page;
    this.window = new AppWindow((code) => page.evaluate(code));
  }

  /** Forgets where an earlier start could be looked at: call before a new one. */
  static async forget(user: OrdinaryUser): Promise<void> {
    await rm(join(userDataOf(user), PORT_FILE), { force: true });
  }

  /** Waits for the app that was started with the debugging switch. */
  static async attach(user: OrdinaryUser): Promise<PackagedApp> {
    const file = join(userDataOf(user), PORT_FILE);
    for (
      const startMs = performance.now();
      performance.now() - startMs < START_LIMIT_MS;
      await delay(POLL_MS)
    ) {
      const [port = ''] = (await readFile(file, 'utf8').catch(() => '')).split('\n');
      if (!/^\d+$/.test(port)) continue;
      const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`).catch(() => null);
      const page = browser?.contexts()[0]?.pages()[0];
      if (browser && page) return new PackagedApp(browser, page);
      await browser?.close();
    }
    throw new Error(`No window of the packed app within ${START_LIMIT_MS} ms.`);
  }

  async screenshot(name: string): Promise<void> {
    await mkdir(SCREENSHOTS, { recursive: true });
    await this.page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), animations: 'disabled' });
  }

  /** Stops looking; the app runs on. */
  async detach(): Promise<void> {
    await this.#browser.close();
  }
}
