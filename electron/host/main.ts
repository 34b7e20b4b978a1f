import { randomInt } from 'node:crypto';
import type { Command } from '../ipc.ts';
import { DealerThread } from './dealer/dealerThread.ts';
import { lockFolder, nodeFileSystem } from './disk/index.ts';
import { osRandomBytes } from './osRandom.ts';
import { type Order, orderSchema, processPort } from './port.ts';
import type { Network } from './swarm/link.ts';
import { TableHost } from './tableHost.ts';
import { realClock } from './wallClock.ts';

/*
 * The table host's process: one for all tables. It speaks only to its port, so that it runs under Electron's
 * utilityProcess, child_process and plain Node alike, and goes when the port closes.
 */

/** How long to wait for an Evertable that is still quitting. */
const LOCK_WAIT_MS = 5_000;
/** Built beside this file. */
const DEALER_SCRIPT = new URL('./dealer.js', import.meta.url);
/** The lobby is drawn first. */
const WARM_UP_DELAY_MS = 500;

/** What is asked for at a door waits for the network: a link that the app is started with comes before it. */
const NEEDS_NETWORK: ReadonlySet<Command['type']> = new Set(['followLink', 'join', 'leaveDoor', 'invite']);
const NETWORK_FAILED = 'Your friends cannot be reached';

interface RunningHost {
  readonly tables: TableHost;
  /** Joins the network, once; resolves when that was done or has failed. */
  readonly joinNetwork: () => Promise<void>;
}

const port = processPort();
let host: Promise<RunningHost> | null = null;
let network: Network | null = null;

port.onMessage((message) => {
  const order = orderSchema.safeParse(message);
  if (!order.success) {
    console.error('dropped a message that is no order:', order.error.message);
    return;
  }
  if (order.data.type === 'start') {
    host ??= start(order.data);
    host.catch((error: Error) => port.post({ type: 'fatal', words: error.message }));
    return;
  }
  if (order.data.type === 'countTraffic') {
    port.post({ type: 'traffic', ...(network?.traffic() ?? { sentBytes: 0, receivedBytes: 0 }) });
    return;
  }
  if (order.data.type === 'status') {
    void host
      ?.then(async ({ tables }) => port.post({ type: 'status', status: await tables.status() }))
      .catch(noStatus);
    return;
  }
  if (order.data.type === 'quit') {
    void quit();
    return;
  }
  const { command } = order.data;
  host?.then((running) => handle(running, command)).catch(() => {});
});
port.onClose(() => process.exit(0));

async function handle({ tables, joinNetwork }: RunningHost, command: Command): Promise<void> {
  if (NEEDS_NETWORK.has(command.type)) await joinNetwork();
  await tables.handle(command);
}

async function start(order: Extract<Order, { type: 'start' }>): Promise<RunningHost> {
  const locked = await lockFolder(order.dataFolder, {
    waitMs: LOCK_WAIT_MS,
    parentPid: order.parentPid,
    onWaiting: (words) => port.post({ type: 'host', state: { type: 'restarting', words } }),
  });
  if (locked.type === 'refused') throw new Error(locked.words);
  const dataKey = Buffer.from(order.dataKey, 'hex');
  const dealer = new DealerThread(DEALER_SCRIPT, order.dataFolder, dataKey);
  const tables = await TableHost.open({
    fs: nodeFileSystem(),
    folderPath: order.dataFolder,
    dataKey,
    clock: realClock,
    randomBytes: osRandomBytes,
    random: () => randomInt(2 ** 47) / 2 ** 47,
    cards: { by: 'devices', dealer },
    notify: (notice) => port.post(notice),
    remarks: order.remarks,
  });
  port.post({ type: 'host', state: { type: 'running' } });
  let joined: Promise<void> | null = null;
  const joinNetwork = () => {
    joined ??= join(tables, order.bootstrap).catch(({ message }: Error) => {
      const words = `${NETWORK_FAILED}: ${message}`;
      port.post({ type: 'message', tableId: null, kind: 'error', words });
    });
    return joined;
  };
  setTimeout(() => void joinNetwork(), WARM_UP_DELAY_MS);
  return { tables, joinNetwork };
}

async function join(tables: TableHost, bootstrap: readonly string[]): Promise<void> {
  await tables.warmUp();
  const { HyperNetwork } = await import('./swarm/hyperNetwork.ts');
  await tables.joinNetwork(async (options) => {
    network = await HyperNetwork.open({
      ...options,
      bootstrap: bootstrap.length > 0 ? bootstrap : options.bootstrap,
      clock: realClock,
    });
    return network;
  });
}

/** Whoever asked hears nothing, and asks again. */
function noStatus({ message }: Error): void {
  console.error('no status:', message);
}

async function quit(): Promise<void> {
  await host?.then(({ tables }) => tables.close()).catch(() => {});
  process.exit(0);
}
