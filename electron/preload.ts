import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import { COMMAND_CHANNEL, NOTICE_CHANNEL } from './channels.ts';
import type { EvertableBridge, Notice } from './ipc.ts';

/** The only bridge between the page and the rest: it carries messages and nothing else. */
const bridge: EvertableBridge = {
  send: (command) => ipcRenderer.send(COMMAND_CHANNEL, command),
  onNotice: (listener) => {
    const hear = (_: IpcRendererEvent, notice: Notice) => listener(notice);
    ipcRenderer.on(NOTICE_CHANNEL, hear);
    return () => ipcRenderer.off(NOTICE_CHANNEL, hear);
  },
};

contextBridge.exposeInMainWorld('evertable', bridge);
