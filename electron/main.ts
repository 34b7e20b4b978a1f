import { join } from 'node:path';
import { app, type BrowserWindow, clipboard, ipcMain } from 'electron';
import { COMMAND_CHANNEL, NOTICE_CHANNEL } from './channels.ts';
import { readDataKey } from './dataKey.ts';
import { HostProcess } from './hostProcess.ts';
import { commandSchema, type Notice } from './ipc.ts';
import { LinkInbox, linkAmong, secondArguments } from './links.ts';
import { saveRequestedScreenshot } from './screenshot.ts';
import { notifyWindow, openWindow, whenDrawn } from './window.ts';

const ALREADY_OPEN = 'Evertable is open already: here it is.';
const DATA_FOLDER_SWITCH = '--data-dir=';
/** Nodes of a DHT, "host:port" with commas between, to use in place of the person's setting. */
const BOOTSTRAP_SWITCH = '--bootstrap=';

let window: BrowserWindow | null = null;
let host: HostProcess | null = null;
let hasQuit = false;
const links = new LinkInbox((link) => notify({ type: 'linkOpened', link }));

process.on('uncaughtException', (error) => {
  // Electron would open a dialog and wait for ever.
  console.error(error);
  app.exit(1);
});

if (app.requestSingleInstanceLock({ argv: process.argv })) start();
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
  app.on('will-quit', () => host?.stop());
  ipcMain.on(COMMAND_CHANNEL, (event, message) => {
    if (event.senderFrame !== window?.webContents.mainFrame) return;
    const command = commandSchema.safeParse(message);
    if (!command.success) {
      console.error('dropped a message that is no command:', command.error.message);
      return;
    }
    if (command.data.type === 'copy') {
      clipboard.writeText(command.data.text);
      return;
    }
    if (command.data.type === 'hello' && host) notify({ type: 'host', state: host.state });
    host?.send(command.data);
    if (command.data.type === 'hello') links.pageCame();
  });
  void app.whenReady().then(open);
}

async function open(): Promise<void> {
  // The host takes longer to come up than the page: it goes first.
  startHost();
  window = openWindow();
  window.webContents.on('render-process-gone', () => links.pageWent());
  await whenDrawn(window);
  await saveRequestedScreenshot(window);
}

function startHost(): void {
  try {
    const dataFolder = dataFolderPath();
    const { key, remarks } = readDataKey(dataFolder);
    host = new HostProcess({
      start: {
        type: 'start',
        dataFolder,
        dataKey: key,
        remarks: [...remarks],
        parentPid: process.pid,
        bootstrap: switchValue(BOOTSTRAP_SWITCH)?.split(',') ?? [],
      },
      notify,
    });
  } catch (error) {
    const words = (error as Error).message;
    ipcMain.on(COMMAND_CHANNEL, () => notify({ type: 'host', state: { type: 'failed', words } }));
  }
}

function notify(notice: Notice): void {
  notifyWindow(window, NOTICE_CHANNEL, notice);
}

/** Where this installation keeps its tables. */
function dataFolderPath(): string {
  return switchValue(DATA_FOLDER_SWITCH) || join(app.getPath('userData'), 'data');
}

function switchValue(name: string): string | null {
  return process.argv.find((argument) => argument.startsWith(name))?.slice(name.length) ?? null;
}

/** Hosting is handed over before the app goes; it goes all the same when that takes too long. */
function quitInOrder(event: { preventDefault(): void }): void {
  if (hasQuit || !host) return;
  event.preventDefault();
  void host.quit().then(() => {
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
