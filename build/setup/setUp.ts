import { ensureDebianLibraries } from './debianLibraries.ts';
import { type Display, lacksDisplay, openDisplay } from './display.ts';
import { ensureElectronRuntime } from './electronRuntime.ts';

/**
 * Makes this machine ready to run the app: Electron runtime, system libraries, a display. Prints one line for each
 * thing it did and nothing for what was there already. Safe to run again at any time.
 * @returns the display to open windows on; close it when done
 * @throws Error in words a person can act on
 */
export async function setUp(): Promise<Display> {
  say(await ensureElectronRuntime());
  say(await ensureDebianLibraries({ invisible: lacksDisplay() }));
  const display = await openDisplay();
  say(display.report);
  return display;
}

function say(report: string | null): void {
  if (report !== null) console.log(report);
}
