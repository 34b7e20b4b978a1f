import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { app, type BrowserWindow, ipcMain } from 'electron';
import { COMMAND_CHANNEL, NOTICE_CHANNEL } from './channels.ts';
import type { Notice } from './ipc.ts';
import { LinkInbox, linkAmong, secondArguments } from './links.ts';
import type { Reception } from './reception.ts';
import { saveRequestedScreenshot } from './screenshot.ts';
import { serveArguments, serveInElectron } from './serveInElectron.ts';
import { notifyWindow, openWindow, whenDrawn } from './window.ts';

const ALREADY_OPEN = 'Evertable is open already: here it is.';
const DATA_FOLDER_SWITCH = '--data-dir=';
/** Nodes of a DHT, "host:port" with commas between, to use in place of the person's setting. */
const BOOTSTRAP_SWITCH = '--bootstrap=';
/** A page that has not drawn its lobby by then does not keep the host waiting. */
const DRAWN_LIMIT_MS = 3_000;

let window: BrowserWindow | null = null;
/** Null until there is a window. */
let reception: Promise<Reception> | null = null;
let hasQuit = false;
const links = new LinkInbox((link) => notify({ type: 'linkOpened', link }));

process.on('uncaughtException', (error) => {
  // Electron would open a dialog and wait for ever.
  console.error(error);
  app.exit(1);
});

const toServe = serveArguments(process.argv, app.isPackaged);
if (toServe) void serveInElectron(toServe);
else if (app.requestSingleInstanceLock({ argv: process.argv })) start();
else {
  console.log(ALREADY_OPEN);
  app.exit(0);
}

function start(): void {
  const link = linkAmong(process.argv);
  if (link !== null) links.put(link);
  app.on('second-instance', (_, argv, _folder, data) => showFirst(linkAmong(secondArguments(data, argv))));
  app.on('open-url', (event, url) => {
    event.preventDefault();
    showFirst(linkAmong([url]));
  });
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', quitInOrder);
  app.on('will-quit', () => void reception?.then((opened) => opened.stop()));
  ipcMain.on(COMMAND_CHANNEL, (event, message) => {
    if (event.senderFrame !== window?.webContents.mainFrame) return;
    void reception?.then((opened) => opened.hear(message));
  });
  void app.whenReady().then(open);
}

/**
 * The page goes first: what it talks to is loaded while its process starts, and the host comes up once the lobby stands. They
 * would only take each other's time.
 */
async function open(): Promise<void> {
  window = openWindow();
  window.webContents.on('render-process-gone', () => links.pageWent());
  reception = openReception();
  // A page that dies first is drawn again, and is greeted again.
  const drawn = whenDrawn(window).then(
    () => true,
    () => false,
  );
  await Promise.race([drawn, delay(DRAWN_LIMIT_MS, null, { ref: false })]);
  (await reception).startHost();
  if (await drawn) await saveRequestedScreenshot(window);
}

async function openReception(): Promise<Reception> {
  const { Reception } = await import('./reception.ts');
  return new Reception({
    dataFolder: switchValue(DATA_FOLDER_SWITCH) || join(app.getPath('userData'), 'data'),
    bootstrap: switchValue(BOOTSTRAP_SWITCH)?.split(',') ?? [],
    notify,
    onGreeted: () => links.pageCame(),
  });
}

function notify(notice: Notice): void {
  notifyWindow(window, NOTICE_CHANNEL, notice);
}

function switchValue(name: string): string | null {
  return process.argv.find((argument) => argument.startsWith(name))?.slice(name.length) ?? null;
}

/** Hosting is handed over before the app goes; it goes all the same when that takes too long. */
function quitInOrder(event: { preventDefault(): void }): void {
  if (hasQuit || !reception) return;
  event.preventDefault();
  void reception
    .then((opened) => opened.quit())
    .finally(() => {
      hasQuit = true;
      app.quit();
    });
}

/** Somebody started Evertable again, or clicked a link: they get the window that is there. */
function showFirst(link: string | null): void {
  if (link !== null) links.put(link);
  if (!window) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
  if (link === null) notify({ type: 'message', tableId: null, kind: 'warning', words: ALREADY_OPEN });
}
