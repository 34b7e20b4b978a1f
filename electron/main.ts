import { join } from 'node:path';
import { app, type BrowserWindow, ipcMain } from 'electron';
import { COMMAND_CHANNEL, NOTICE_CHANNEL } from './channels.ts';
import { readDataKey } from './dataKey.ts';
import { HostProcess } from './hostProcess.ts';
import { commandSchema, type Notice } from './ipc.ts';
import { saveRequestedScreenshot } from './screenshot.ts';
import { notifyWindow, openWindow, whenDrawn } from './window.ts';

const ALREADY_OPEN = 'Evertable is open already: here it is.';
const DATA_FOLDER_SWITCH = '--data-dir=';

let window: BrowserWindow | null = null;
let host: HostProcess | null = null;

process.on('uncaughtException', (error) => {
  // Electron would open a dialog and wait for ever.
  console.error(error);
  app.exit(1);
});

if (app.requestSingleInstanceLock()) start();
else {
  console.log(ALREADY_OPEN);
  app.exit(0);
}

function start(): void {
  app.on('second-instance', showFirst);
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', () => host?.stop());
  ipcMain.on(COMMAND_CHANNEL, (event, message) => {
    if (event.senderFrame !== window?.webContents.mainFrame) return;
    const command = commandSchema.safeParse(message);
    if (!command.success) {
      console.error('dropped a message that is no command:', command.error.message);
      return;
    }
    if (command.data.type === 'hello' && host) notify({ type: 'host', state: host.state });
    host?.send(command.data);
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
      start: { type: 'start', dataFolder, dataKey: key, remarks: [...remarks], parentPid: process.pid },
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
  const given = process.argv.find((argument) => argument.startsWith(DATA_FOLDER_SWITCH));
  return given?.slice(DATA_FOLDER_SWITCH.length) || join(app.getPath('userData'), 'data');
}

/** Somebody started Evertable again: they get the window that is there. */
function showFirst(): void {
  if (!window) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
  notify({ type: 'message', tableId: null, kind: 'warning', words: ALREADY_OPEN });
}
