import createTestnet from 'hyperdht/testnet.js';

/** With fewer on one address a connection can open while nothing comes through it for half a minute. */
const NODES = 10;
const HOST = '127.0.0.1';

/** Does work with a DHT on this machine's loopback that nobody else is in. `bootstrap`: "host:port" each. */
export async function inLoopbackNetwork<T>(work: (bootstrap: readonly string[]) => Promise<T>): Promise<T> {
  const testnet = await createTestnet(NODES, { host: HOST });
  try {
    return await work(testnet.bootstrap.map(({ host, port }) => `${host}:${port}`));
  } finally {
    await testnet.destroy();
  }
}
