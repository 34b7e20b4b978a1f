import { join } from 'node:path';
import { BrowserWindow, screen } from 'electron';
import { keepWindowState, placeOn, readWindowState } from './desktop/windowState.ts';
import type { Notice } from './ipc.ts';
import { PAGE_ADDRESS } from './pageFiles.ts';

/** The window behind the page, before it is drawn. */
const BACKGROUND = '#0e0b09';
const SMALLEST = { minWidth: 960, minHeight: 600 };

const USUAL = { width: 1280, height: 800 };
/** A window that is being dragged is kept once it rests. */
const REST_MS = 500;

export interface WindowOptions {
  /** Where the window's place is kept from start to start. */
  readonly statePath: string;
  /** It is drawn, and shown only when somebody asks for it. */
  readonly isHidden: boolean;
}

/** Opens the app's window where it stood the last time: sandboxed, isolated, going nowhere. */
export function openWindow({ statePath, isHidden }: WindowOptions): BrowserWindow {
  const kept = readWindowState(statePath);
  const areas = kept ? screen.getAllDisplays().map(({ workArea }) => workArea) : [];
  const window = new BrowserWindow({
    ...USUAL,
    ...(kept && placeOn(kept.bounds, areas)),
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
  if (!isHidden) {
    window.once('ready-to-show', () => {
      if (kept?.isMaximized) window.maximize();
      window.show();
    });
  }
  keepPlace(window, statePath);
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

function keepPlace(window: BrowserWindow, path: string): void {
  const keep = () => {
    if (window.isDestroyed() || window.isFullScreen()) return;
    keepWindowState(path, { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() });
  };
  let resting: NodeJS.Timeout | null = null;
  const moved = () => {
    if (resting) clearTimeout(resting);
    resting = setTimeout(keep, REST_MS);
  };
  window.on('resize', moved);
  window.on('move', moved);
  window.on('close', keep);
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
