import { join } from 'node:path';
import { BrowserWindow } from 'electron';
import type { Notice } from './ipc.ts';
import { PAGE_ADDRESS } from './pageFiles.ts';

/** The window behind the page, before it is drawn. */
const BACKGROUND = '#0e0b09';
const SMALLEST = { minWidth: 960, minHeight: 600 };

/** Opens the app's window: sandboxed, isolated, going nowhere. */
export function openWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    ...SMALLEST,
    show: false,
    backgroundColor: BACKGROUND,
    icon: join(import.meta.dirname, 'icons', 'window.png'),
    autoHideMenuBar: true,
    webPreferences: {
      preload: join(import.meta.dirname, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      // Turns are timed by the host; a hidden page must still see them pass.
      backgroundThrottling: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  const { webContents } = window;
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  webContents.on('will-navigate', (event) => event.preventDefault());
  webContents.on('will-attach-webview', (event) => event.preventDefault());
  const { session } = webContents;
  session.setPermissionRequestHandler((_, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  // The page has nothing to save to disk, and nothing to fetch.
  session.on('will-download', (event) => event.preventDefault());
  // A page that died is drawn again; it asks the host for everything.
  webContents.on('render-process-gone', (_, { reason }) => {
    if (reason !== 'clean-exit' && !window.isDestroyed()) window.reload();
  });
  void window.loadURL(PAGE_ADDRESS);
  return window;
}

/** Sends a notice to the page, if there still is one. */
export function notifyWindow(window: BrowserWindow | null, channel: string, notice: Notice): void {
  if (!window || window.isDestroyed() || window.webContents.isDestroyed()) return;
  window.webContents.send(channel, notice);
}

/** Resolves once the lobby or a table stands in the window, fonts and all: what a picture of it would show. */
export async function whenDrawn(window: BrowserWindow): Promise<void> {
  await window.webContents.executeJavaScript(`(async () => {
    const root = document.documentElement;
    await new Promise((resolve) => {
      const check = () => root.dataset.ready && resolve();
      new MutationObserver(check).observe(root, { attributes: true });
      check();
    });
    await document.fonts.ready;
    await Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => {})));
    // The second frame begins when the first has been shown.
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  })()`);
}
