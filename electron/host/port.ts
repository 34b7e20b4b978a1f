import { z } from 'zod';
import { commandSchema, type Notice } from '../ipc.ts';
import type { HostStatus } from './hostStatus.ts';
import type { Traffic } from './swarm/link.ts';

/** What main tells the table host. */
export const orderSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('start'),
    /** An existing folder. */
    dataFolder: z.string().min(1),
    /** 32 bytes, hex: what secrets on disk are encrypted under. */
    dataKey: z.string().regex(/^[0-9a-f]{64}$/),
    /** Sentences for the lobby about how main came by the key. */
    remarks: z.array(z.string()),
    /** Main's process; null when nobody stands behind this host. */
    parentPid: z.int().nullable(),
    /** Nodes of a DHT to use in place of the person's setting, "host:port" each; empty: none. */
    bootstrap: z.array(z.string()),
  }),
  z.strictObject({ type: z.literal('command'), command: commandSchema }),
  /** Write a table, or all (null), into a file that the person has named. */
  z.strictObject({
    type: z.literal('exportFile'),
    path: z.string().min(1),
    tableId: z
      .string()
      .regex(/^[0-9a-f]{32}$/)
      .nullable(),
  }),
  /** Take in the tables of a file that the person has opened. */
  z.strictObject({ type: z.literal('importFile'), path: z.string().min(1) }),
  /** Count the bytes on links: answered by a `traffic` report. */
  z.strictObject({ type: z.literal('countTraffic') }),
  /** Say how everything stands: answered by a `status` report. */
  z.strictObject({ type: z.literal('status') }),
  /** Go cleanly: hosting is handed over first. The process ends by itself. */
  z.strictObject({ type: z.literal('quit') }),
]);
export type Order = z.infer<typeof orderSchema>;

/** What the table host tells main: notices go on to the page. */
export type Report =
  | Notice
  | { readonly type: 'fatal'; readonly words: string }
  | { readonly type: 'status'; readonly status: HostStatus }
  /** Zero before the network has been joined. */
  | ({ readonly type: 'traffic' } & Traffic);

/** The host's only line to the world outside its folder. */
export interface HostPort {
  post(report: Report): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
}

/** The port of this process: Electron's utilityProcess, or a child process of plain Node. */
export function processPort(): HostPort {
  const { parentPort } = process as unknown as { parentPort?: ElectronParentPort };
  if (parentPort) {
    return {
      post: (report) => parentPort.postMessage(report),
      onMessage: (listener) => {
        parentPort.on('message', ({ data }) => listener(data));
      },
      // Electron ends a utility process whose main process is gone.
      onClose: (listener) => {
        process.on('disconnect', listener);
      },
    };
  }
  return {
    post: (report) => {
      process.send?.(report);
    },
    onMessage: (listener) => {
      process.on('message', listener);
    },
    onClose: (listener) => {
      process.on('disconnect', listener);
    },
  };
}

interface ElectronParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
}
