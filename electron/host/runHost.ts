import { randomInt } from 'node:crypto';
import type { Command } from '../ipc.ts';
import { DealerThread } from './dealer/dealerThread.ts';
import { lockFolder, nodeFileSystem } from './disk/index.ts';
import { osRandomBytes } from './osRandom.ts';
import { type HostPort, type Order, orderSchema } from './port.ts';
import type { Network } from './swarm/link.ts';
import type { Wire } from './swarm/wire.ts';
import { TableHost } from './tableHost.ts';
import { realClock } from './wallClock.ts';

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

/** What a simulation puts in place of a part of the host; left out: as people have it. */
export interface HostParts {
  /** See HyperNetworkOptions. */
  readonly through?: (wire: Wire) => Wire;
}

/** Runs the table host behind a port, until it is told to go or the port closes. */
export function runHost(port: HostPort, parts: HostParts = {}): void {
  let host: Promise<RunningHost> | null = null;
  let network: Network | null = null;
  const onNetwork = (opened: Network) => {
    network = opened;
  };

  port.onMessage((message) => {
    const order = orderSchema.safeParse(message);
    if (!order.success) {
      console.error('dropped a message that is no order:', order.error.message);
      return;
    }
    switch (order.data.type) {
      case 'start':
        host ??= start(order.data, { port, parts, onNetwork });
        host.catch((error: Error) => port.post({ type: 'fatal', words: error.message }));
        return;
      case 'countTraffic':
        port.post({ type: 'traffic', ...(network?.traffic() ?? { sentBytes: 0, receivedBytes: 0 }) });
        return;
      case 'status':
        host
          ?.then(async ({ tables }) => port.post({ type: 'status', status: await tables.status() }))
          .catch(({ message }: Error) => console.error('no status:', message));
        return;
      case 'exportFile': {
        const { path, tableId } = order.data;
        host?.then(({ tables }) => tables.exportTo(path, tableId)).catch(() => {});
        return;
      }
      case 'importFile': {
        const { path } = order.data;
        host?.then(({ tables }) => tables.importFrom(path)).catch(() => {});
        return;
      }
      case 'quit':
        void quit(host);
        return;
      case 'command': {
        const { command } = order.data;
        host?.then((running) => handle(running, command)).catch(() => {});
      }
    }
  });
  port.onClose(() => process.exit(0));
}

interface Surroundings {
  readonly port: HostPort;
  readonly parts: HostParts;
  readonly onNetwork: (network: Network) => void;
}

async function handle({ tables, joinNetwork }: RunningHost, command: Command): Promise<void> {
  if (NEEDS_NETWORK.has(command.type)) await joinNetwork();
  await tables.handle(command);
}

async function start(
  order: Extract<Order, { type: 'start' }>,
  surroundings: Surroundings,
): Promise<RunningHost> {
  const { port } = surroundings;
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
    random: () => randomInt(2 ** 47) / 2 ** 47,
    randomBytes: osRandomBytes,
    cards: { by: 'devices', dealer },
    notify: (notice) => port.post(notice),
    remarks: order.remarks,
  });
  port.post({ type: 'host', state: { type: 'running' } });
  let joined: Promise<void> | null = null;
  const joinNetwork = () => {
    joined ??= join(tables, order.bootstrap, surroundings).catch(({ message }: Error) => {
      const words = `${NETWORK_FAILED}: ${message}`;
      port.post({ type: 'message', tableId: null, kind: 'error', words });
    });
    return joined;
  };
  setTimeout(() => void joinNetwork(), WARM_UP_DELAY_MS);
  return { tables, joinNetwork };
}

async function join(
  tables: TableHost,
  bootstrap: readonly string[],
  { parts, onNetwork }: Surroundings,
): Promise<void> {
  await tables.warmUp();
  const { HyperNetwork } = await import('./swarm/hyperNetwork.ts');
  await tables.joinNetwork(async (options) => {
    const network = await HyperNetwork.open({
      ...options,
      ...parts,
      bootstrap: bootstrap.length > 0 ? bootstrap : options.bootstrap,
      clock: realClock,
    });
    onNetwork(network);
    return network;
  });
}

async function quit(host: Promise<RunningHost> | null): Promise<void> {
  await host?.then(({ tables }) => tables.close()).catch(() => {});
  process.exit(0);
}
