import { rename, writeFile } from 'node:fs/promises';
import type { BrowserWindow } from 'electron';

/** Names the file that the window is to be drawn into once, for a start on a machine without a screen. */
export const SCREENSHOT_VARIABLE = 'EVERTABLE_SCREENSHOT';

/** Writes the window to the file that the environment asks for, if it asks. Call when the page has drawn itself. */
export async function saveRequestedScreenshot(window: BrowserWindow): Promise<void> {
  const path = process.env[SCREENSHOT_VARIABLE];
  if (!path || window.isDestroyed()) return;
  const image = await window.webContents.capturePage();
  // Renamed into place: whoever waits for the file never sees half of it.
  await writeFile(`${path}.part`, image.toPNG());
  await rename(`${path}.part`, path);
}
