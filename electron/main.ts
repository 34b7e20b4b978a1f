import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { app, type BrowserWindow, ipcMain } from 'electron';
import { COMMAND_CHANNEL, NOTICE_CHANNEL } from './channels.ts';
import type { Desktop } from './desktop/desktop.ts';
import { HIDDEN_SWITCH } from './desktop/loginItem.ts';
import type { Notice } from './ipc.ts';
import { Inbox, linkAmong, secondArguments } from './links.ts';
import { announcePageScheme, servePage } from './pageFiles.ts';
import type { Reception } from './reception.ts';
import { saveRequestedScreenshot } from './screenshot.ts';
import { isFromPage } from './sender.ts';
import { serveArguments, serveInElectron } from './serveInElectron.ts';
import { filesAmong } from './tableFiles.ts';
import { notifyWindow, openWindow, whenDrawn } from './window.ts';

const ALREADY_OPEN = 'Evertable is open already: here it is.';
const DATA_FOLDER_SWITCH = '--data-dir=';
/** Nodes of a DHT, "host:port" with commas between, to use in place of the person's setting. */
const BOOTSTRAP_SWITCH = '--bootstrap=';
const WINDOW_STATE_FILE = 'window.json';
/** The first minute belongs to the tables. */
const FIRST_LOOK_MS = 60_000;
const LOOK_PACE_MS = 24 * 3_600_000;
/** A page that has not drawn its lobby by then does not keep the host waiting. */
const DRAWN_LIMIT_MS = 3_000;

let window: BrowserWindow | null = null;
/** Null until there is a window. */
let reception: Promise<Reception> | null = null;
/** Null until the lobby stands: nothing before it needs more than a window. */
let desktop: Desktop | null = null;
let hasSettled: (settled: Desktop) => void = () => {};
const settled = new Promise<Desktop>((resolve) => {
  hasSettled = resolve;
});
let isQuitting = false;
let hasQuit = false;
const links = new Inbox<string>((link) => notify({ type: 'linkOpened', link }));
const files = new Inbox<readonly string[]>((paths) => {
  for (const path of paths) void reception?.then((opened) => opened.importFile(path));
});
const inboxes = [links, files];

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
  announcePageScheme();
  take(process.argv, process.cwd());
  app.on('second-instance', (_, argv, folder, data) => showFirst(secondArguments(data, argv), folder));
  app.on('open-url', (event, url) => {
    event.preventDefault();
    showFirst([url], '');
  });
  // macOS names files this way, also those that it was started with.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    showFirst([path], '');
  });
  app.on('activate', () => show());
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', quitInOrder);
  app.on('will-quit', () => void reception?.then((opened) => opened.stop()));
  app.on('child-process-gone', (_, { type, reason, exitCode, serviceName }) => {
    // The table host is watched by HostProcess; a helper that was asked to go has not crashed.
    if (type === 'Utility' || reason === 'clean-exit' || reason === 'killed') return;
    const lines = [`${type} ${serviceName ?? ''}`.trim()];
    void settled.then((there) => there.crashed({ part: 'helper process', reason, exitCode, lines }));
  });
  ipcMain.on(COMMAND_CHANNEL, (event, message) => {
    if (!isFromPage(event.senderFrame, window?.webContents.mainFrame)) return;
    void reception?.then((opened) => opened.hear(message));
  });
  void app.whenReady().then(open);
}

/**
 * The page goes first: what it talks to is loaded while its process starts, and the host comes up once the lobby stands. They
 * would only take each other's time.
 */
async function open(): Promise<void> {
  servePage(join(import.meta.dirname, 'renderer'));
  const startsHidden = process.argv.includes(HIDDEN_SWITCH);
  window = openWindow({
    statePath: join(app.getPath('userData'), WINDOW_STATE_FILE),
    isHidden: startsHidden,
  });
  window.webContents.on('render-process-gone', (_, { reason, exitCode }) => {
    for (const inbox of inboxes) inbox.pageWent();
    if (reason === 'clean-exit') return;
    void settled.then((there) => there.crashed({ part: 'page', reason, exitCode, lines: [] }));
  });
  window.on('close', (event) => {
    if (isQuitting || !desktop) return;
    event.preventDefault();
    window?.hide();
    desktop.windowClosed();
  });
  window.on('show', () => desktop?.windowShown());
  reception = openReception();
  // A page that dies first is drawn again, and is greeted again.
  const drawn = whenDrawn(window).then(
    () => true,
    () => false,
  );
  await Promise.race([drawn, delay(DRAWN_LIMIT_MS, null, { ref: false })]);
  const opened = await reception;
  opened.startHost();
  await settle(opened, startsHidden);
  if (await drawn) await saveRequestedScreenshot(window);
}

async function openReception(): Promise<Reception> {
  const { Reception } = await import('./reception.ts');
  return new Reception({
    dataFolder: switchValue(DATA_FOLDER_SWITCH) || join(app.getPath('userData'), 'data'),
    bootstrap: switchValue(BOOTSTRAP_SWITCH)?.split(',') ?? [],
    notify,
    askWhereTo: async (name) => (window ? (await import('./tableFiles.ts')).askWhereTo(window, name) : null),
    askWhich: async () => (window ? (await import('./tableFiles.ts')).askWhich(window) : null),
    setLaunchAtLogin: (isOn) => void settled.then((there) => there.setLaunchAtLogin(isOn)),
    showReports: () => void settled.then((there) => there.showReports()),
    onStatus: (status) => desktop?.hearStatus(status),
    onHostDeath: (exitCode, lines) => {
      const crash = { part: 'table host', reason: 'it ended', exitCode, lines: [...lines] } as const;
      void settled.then((there) => there.crashed(crash));
    },
    onGreeted: () => {
      for (const inbox of inboxes) inbox.pageCame();
      desktop?.greeted();
    },
  });
}

/** The lobby stands: from now on the app is one among others on this desktop. */
async function settle(opened: Reception, startedHidden: boolean): Promise<void> {
  const { Desktop } = await import('./desktop/desktop.ts');
  desktop = new Desktop({
    window: () => window,
    notify: (notice) => notifyWindow(window, NOTICE_CHANNEL, notice),
    askStatus: () => opened.askStatus(),
    show,
    startedHidden,
  });
  desktop.greeted();
  hasSettled(desktop);
  await watchForUpdates();
}

/** An installed app looks for new versions where its package says so, if it says so. */
async function watchForUpdates(): Promise<void> {
  if (!app.isPackaged) return;
  const { feedOf } = await import('./desktop/updateFeed.ts');
  const feed = feedOf(JSON.parse(await readFile(join(app.getAppPath(), 'package.json'), 'utf8')));
  if (feed === null) return;
  const { lookForUpdate } = await import('./desktop/updates.ts');
  const look = () =>
    lookForUpdate({
      feed,
      updater: async () => (await import('./desktop/electronUpdater.ts')).openUpdater(feed),
      tell: (words) => notify({ type: 'message', tableId: null, kind: 'warning', words }),
    });
  setTimeout(look, FIRST_LOOK_MS).unref();
  setInterval(look, LOOK_PACE_MS).unref();
}

function notify(notice: Notice): void {
  notifyWindow(window, NOTICE_CHANNEL, notice);
  desktop?.hear(notice);
}

function switchValue(name: string): string | null {
  return process.argv.find((argument) => argument.startsWith(name))?.slice(name.length) ?? null;
}

/** Hosting is handed over before the app goes; it goes all the same when that takes too long. */
function quitInOrder(event: { preventDefault(): void }): void {
  isQuitting = true;
  if (hasQuit || !reception) return;
  event.preventDefault();
  void goInOrder(reception).finally(() => {
    hasQuit = true;
    app.quit();
  });
}

async function goInOrder(opened: Promise<Reception>): Promise<void> {
  await desktop?.sayGoodbye();
  await (await opened).quit();
}

/** Takes the link and the files that somebody has started Evertable with. @returns whether there were any */
function take(argv: readonly unknown[], folder: string): boolean {
  const link = linkAmong(argv);
  if (link !== null) links.put(link);
  const paths = filesAmong(argv, folder);
  if (paths.length > 0) files.put(paths);
  return link !== null || paths.length > 0;
}

/** Somebody started Evertable again, clicked a link or opened a file: they get the window that is there. */
function showFirst(argv: readonly unknown[], folder: string): void {
  const isWanted = take(argv, folder);
  show();
  if (!isWanted && window) notify({ type: 'message', tableId: null, kind: 'warning', words: ALREADY_OPEN });
}

function show(): void {
  if (!window || window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
