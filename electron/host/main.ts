import { randomInt } from 'node:crypto';
import { systemCardRandom } from './dealer.ts';
import { lockFolder, nodeFileSystem } from './disk/index.ts';
import { type Order, orderSchema, processPort } from './port.ts';
import { TableHost } from './tableHost.ts';
import { realClock } from './wallClock.ts';

/*
 * The table host's process: one for all tables. It speaks only to its port, so that it runs under Electron's
 * utilityProcess, child_process and plain Node alike, and goes when the port closes.
 */

/** How long to wait for an Evertable that is still quitting. */
const LOCK_WAIT_MS = 5_000;
/** The lobby is drawn first. */
const WARM_UP_DELAY_MS = 500;

const port = processPort();
let host: Promise<TableHost> | null = null;

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
  if (order.data.type === 'quit') {
    void quit();
    return;
  }
  const { command } = order.data;
  host?.then((running) => running.handle(command)).catch(() => {});
});
port.onClose(() => process.exit(0));

async function start(order: Extract<Order, { type: 'start' }>): Promise<TableHost> {
  const locked = await lockFolder(order.dataFolder, {
    waitMs: LOCK_WAIT_MS,
    parentPid: order.parentPid,
    onWaiting: (words) => port.post({ type: 'host', state: { type: 'restarting', words } }),
  });
  if (locked.type === 'refused') throw new Error(locked.words);
  const running = await TableHost.open({
    fs: nodeFileSystem(),
    folderPath: order.dataFolder,
    dataKey: Buffer.from(order.dataKey, 'hex'),
    clock: realClock,
    random: () => randomInt(2 ** 47) / 2 ** 47,
    cardRandom: systemCardRandom,
    notify: (notice) => port.post(notice),
    remarks: order.remarks,
  });
  port.post({ type: 'host', state: { type: 'running' } });
  setTimeout(() => void joinNetwork(running, order.bootstrap), WARM_UP_DELAY_MS);
  return running;
}

async function joinNetwork(running: TableHost, bootstrap: readonly string[]): Promise<void> {
  await running.warmUp();
  const { HyperNetwork } = await import('./swarm/hyperNetwork.ts');
  await running.joinNetwork((options) =>
    HyperNetwork.open({
      ...options,
      bootstrap: bootstrap.length > 0 ? bootstrap : options.bootstrap,
      clock: realClock,
    }),
  );
}

async function quit(): Promise<void> {
  await host?.then((running) => running.close()).catch(() => {});
  process.exit(0);
}
