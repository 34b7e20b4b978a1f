import { join } from 'node:path';
import { app, BrowserWindow } from 'electron';
import { saveRequestedScreenshot } from './screenshot.ts';

app.on('window-all-closed', () => app.quit());
app.whenReady().then(openWindow);

async function openWindow(): Promise<void> {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    show: false,
    backgroundColor: '#14171c',
    webPreferences: { preload: join(import.meta.dirname, 'preload.cjs'), sandbox: true },
  });
  window.once('ready-to-show', () => window.show());
  await window.loadFile(join(import.meta.dirname, 'renderer', 'index.html'));
  await saveRequestedScreenshot(window);
}
