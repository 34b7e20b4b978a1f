import { setTimeout as delay } from 'node:timers/promises';
import type { ElectronApplication } from 'playwright-core';
import type { Command, EvertableBridge } from '../ipc.ts';
import { readTable, type TableReading } from './tableReading.ts';

const ANSWER_LIMIT_MS = 3_000;
const WAIT_LIMIT_MS = 30_000;
const POLL_MS = 10;

/**
 * The app's window as main knows it. Playwright gives a page up for ever once its process has died; the app does not,
 * and neither does this.
 */
export class AppWindow {
  readonly #runScript: (code: string) => Promise<unknown>;

  /** @param app the app under test, or what runs a script in its page and returns the script's value */
  constructor(app: ElectronApplication | ((code: string) => Promise<unknown>)) {
    this.#runScript =
      typeof app === 'function'
        ? app
        : (code) =>
            app.evaluate(
              ({ BrowserWindow }, script) =>
                BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(script),
              code,
            );
  }

  /** Calls a function inside the page; it can use nothing but its argument. @throws Error when the page does not answer */
  async run<Argument, Result>(
    work: (argument: Argument) => Result,
    argument: Argument,
  ): Promise<Awaited<Result>> {
    // The compiler may mark functions with the names they had.
    const script = `{ const __name = (named) => named; (${work})(${JSON.stringify(argument) ?? ''}); }`;
    const answer = this.#runScript(script) as Promise<Awaited<Result>>;
    // A page that dies while it is asked never answers.
    const silence = delay(ANSWER_LIMIT_MS, SILENT, { ref: false });
    const first = await Promise.race([answer, silence]);
    if (first === SILENT) throw new Error(`The page has not answered for ${ANSWER_LIMIT_MS} ms.`);
    return first;
  }

  /** The table on screen; null while there is none. */
  table(): Promise<TableReading | null> {
    return this.run(readTable, undefined);
  }

  /** Presses a button; false when it is not there or cannot be pressed. */
  press(testId: string): Promise<boolean> {
    return this.run((id) => {
      const button = document.querySelector<HTMLButtonElement>(`[data-testid="${id}"]`);
      if (button === null || button.disabled) return false;
      button.click();
      return true;
    }, testId);
  }

  /** The words of an element; null while it is not there. */
  words(testId: string): Promise<string | null> {
    return this.run(
      (id) => document.querySelector<HTMLElement>(`[data-testid="${id}"]`)?.textContent ?? null,
      testId,
    );
  }

  /** Says something to main as the page would. */
  send(command: Command): Promise<void> {
    return this.run(
      (said) => (window as unknown as { evertable: EvertableBridge }).evertable.send(said),
      command,
    );
  }

  /** What `look` returns once that is neither null nor false; a window that cannot be asked is asked again. */
  async until<Found>(what: string, look: () => Promise<Found | null | false>): Promise<Found> {
    let trouble = '';
    for (
      const startMs = performance.now();
      performance.now() - startMs < WAIT_LIMIT_MS;
      await delay(POLL_MS)
    ) {
      try {
        const found = await look();
        if (found !== null && found !== false) return found;
      } catch (error) {
        trouble = ` (${(error as Error).message})`;
      }
    }
    throw new Error(`Waited ${WAIT_LIMIT_MS} ms in vain for ${what}${trouble}.`);
  }

  /** The first table reading that fits, at the earliest the one on screen. */
  untilTable(what: string, fits: (reading: TableReading) => boolean): Promise<TableReading> {
    return this.until(what, async () => {
      const reading = await this.table();
      return reading !== null && fits(reading) && reading;
    });
  }
}

const SILENT = Symbol('silent');
