import { rename, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { BrowserWindow } from 'electron';

/** Names the file that the window is to be drawn into once, for a start on a machine without a screen. */
export const SCREENSHOT_VARIABLE = 'EVERTABLE_SCREENSHOT';
/** A frame that the page has drawn reaches the window this much later at most; a picture sooner shows the one before. */
const FRAME_SETTLES_MS = 500;

/** Writes the window to the file that the environment asks for, if it asks. Call when the page has drawn itself. */
export async function saveRequestedScreenshot(window: BrowserWindow): Promise<void> {
  const path = process.env[SCREENSHOT_VARIABLE];
  if (!path) return;
  await delay(FRAME_SETTLES_MS);
  if (window.isDestroyed()) return;
  const image = await window.webContents.capturePage();
  // Renamed into place: whoever waits for the file never sees half of it.
  await writeFile(`${path}.part`, image.toPNG());
  await rename(`${path}.part`, path);
}
