import { join } from 'node:path';
import { app, type BrowserWindow, clipboard, ipcMain } from 'electron';
import { COMMAND_CHANNEL, NOTICE_CHANNEL } from './channels.ts';
import { readDataKey } from './dataKey.ts';
import { HostProcess } from './hostProcess.ts';
import { commandSchema, type Notice } from './ipc.ts';
import { linkAmong, secondArguments } from './links.ts';
import { saveRequestedScreenshot } from './screenshot.ts';
import { notifyWindow, openWindow, whenDrawn } from './window.ts';

const ALREADY_OPEN = 'Evertable is open already: here it is.';
const DATA_FOLDER_SWITCH = '--data-dir=';
/** Nodes of a DHT, "host:port" with commas between, to use in place of the person's setting. */
const BOOTSTRAP_SWITCH = '--bootstrap=';

let window: BrowserWindow | null = null;
let host: HostProcess | null = null;
/** A link that waits until there is a page to follow it. */
let waitingLink = linkAmong(process.argv);
let hasQuit = false;

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
    if (command.data.type === 'hello') openWaitingLink();
  });
  void app.whenReady().then(open);
}

async function open(): Promise<void> {
  // The host takes longer to come up than the page: it goes first.
  startHost();
  window = openWindow();
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

/** The page goes to the door of the link that it was started, or called, with. */
function openWaitingLink(): void {
  if (waitingLink !== null) notify({ type: 'linkOpened', link: waitingLink });
  waitingLink = null;
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
  waitingLink = link ?? waitingLink;
  if (!window) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
  if (link !== null) openWaitingLink();
  else notify({ type: 'message', tableId: null, kind: 'warning', words: ALREADY_OPEN });
}
