import { contextBridge } from 'electron';

contextBridge.exposeInMainWorld('evertable', {});
