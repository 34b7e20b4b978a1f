import createTestnet from 'hyperdht/testnet.js';
import { vi } from 'vitest';
import { networkAcceptance } from '../testing/networkAcceptance.ts';
import { realClock } from '../wallClock.ts';
import { HyperNetwork } from './hyperNetwork.ts';

const LOOPBACK = '127.0.0.1';
const seedOf = (number: number) => new Uint8Array(32).fill(number);

networkAcceptance('HyperNetwork', async () => {
  const testnet = await createTestnet(10);
  const bootstrap = testnet.bootstrap.map(({ host, port }) => `${host}:${port}`);
  return {
    isSlow: true,
    join: (number, boot = 1) =>
      HyperNetwork.open({ seed: seedOf(number), boot, bootstrap, host: LOOPBACK, clock: realClock }),
    until: (isDone) =>
      vi.waitFor(
        () => {
          if (!isDone()) throw new Error('It never happened.');
        },
        { timeout: 35_000, interval: 5 },
      ),
    close: () => testnet.destroy(),
  };
});
