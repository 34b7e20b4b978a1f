import fc from 'fast-check';
import HyperDHT from 'hyperdht';
import createTestnet from 'hyperdht/testnet.js';
import { describe, expect, test } from 'vitest';
import { toHex } from '../../../shared/process/hash.ts';
import { signerOf } from '../keys.ts';
import { networkAcceptance } from '../testing/networkAcceptance.ts';
import { realClock } from '../wallClock.ts';
import { BadBootstrap, HyperNetwork } from './hyperNetwork.ts';
import { eventually, LOOPBACK, loopbackNetwork, seedOf, UNREACHABLE } from './testing/realWorld.ts';

networkAcceptance('HyperNetwork', async () => {
  const testnet = await createTestnet(10);
  const bootstrap = testnet.bootstrap.map(({ host, port }) => `${host}:${port}`);
  return {
    isSlow: true,
    join: (number, boot = 1) =>
      HyperNetwork.open({ seed: seedOf(number), boot, bootstrap, host: LOOPBACK, clock: realClock }),
    until: (isDone) => eventually(isDone, 35_000),
    close: () => testnet.destroy(),
  };
});

describe('key', () => {
  test('the Noise key of a seed is the key that signs', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (seed) => {
        const { publicKey } = HyperDHT.keyPair(Buffer.from(seed));
        expect(toHex(new Uint8Array(publicKey))).toBe(toHex(signerOf(seed).publicKey));
      }),
      { numRuns: 20 },
    );
  });

  test('a device is named by it', async () => {
    const network = await loopbackNetwork(3);
    expect(network.device).toBe(toHex(signerOf(seedOf(3)).publicKey));
    await network.close();
  });
});

describe('the network of a device', () => {
  const open = (bootstrap: readonly string[]) =>
    HyperNetwork.open({ seed: seedOf(1), boot: 1, bootstrap, clock: realClock });

  test.each(['nonsense', 'host:', ':5', 'a b:5', 'host:123456'])(
    'bootstrap "%s" is refused',
    async (node) => {
      await expect(open([node])).rejects.toThrow(BadBootstrap);
    },
  );

  test('with a bootstrap on this machine it stays on this machine', async () => {
    const network = await open(UNREACHABLE);
    expect(network.localAddress()?.host).toBe(LOOPBACK);
    await network.close();
  });

  test('is online with a DHT, and on the local network without', async () => {
    const testnet = await createTestnet(10);
    const bootstrap = testnet.bootstrap.map(({ host, port }) => `${host}:${port}`);
    const [online, local] = [await loopbackNetwork(1, { bootstrap }), await loopbackNetwork(2)];
    const states: string[] = [];
    online.onState(({ type }) => states.push(type));
    await eventually(() => online.state().type === 'online');
    expect(local.state().type).toBe('local');
    await testnet.destroy();
    await Promise.all([online.close(), local.close()]);
  });

  test('several devices live on one machine, each with an address of its own', async () => {
    const networks = await Promise.all([1, 2, 3, 4].map((number) => loopbackNetwork(number)));
    const addresses = networks.map((network) => network.localAddress()?.port);
    expect(new Set(addresses).size).toBe(4);
    await Promise.all(networks.map((network) => network.close()));
  });

  test('closing twice is closing once', async () => {
    const network = await loopbackNetwork(1);
    await Promise.all([network.close(), network.close()]);
    network.want(toHex(signerOf(seedOf(2)).publicKey));
    network.lookFor(new Uint8Array(32), {})();
    await (await network.announce(new Uint8Array(32)))();
  });
});
