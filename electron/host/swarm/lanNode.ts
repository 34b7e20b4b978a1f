import HyperDHT, { type KeyPair } from 'hyperdht';
import type { WallClock } from '../wallClock.ts';
import { DhtNode, type DhtNodePorts } from './dhtNode.ts';
import { SWARM_TIMES } from './limits.ts';
import type { Address } from './link.ts';
import { freePort } from './localHost.ts';

/** The first port that is tried, and how many: several devices may run on one machine. */
export const LAN_PORT_FIRST = 49_747;
export const LAN_PORTS = 32;

export interface LanNodeOptions extends Pick<DhtNodePorts, 'admits' | 'onWire'> {
  readonly keyPair: KeyPair;
  readonly clock: WallClock;
  /** This machine's address on the local network. */
  readonly host: string;
  /** What the socket is bound to. */
  readonly bindHost: string;
}

/**
 * A node of a DHT of its own, which knows nothing but the devices of one local network: whoever has its address from a
 * link can begin from it, find others through it and be found, without internet. It never meets the public DHT: an address
 * that means something here only has no place there.
 */
export async function openLanNode(
  options: LanNodeOptions,
): Promise<{ node: DhtNode; address: Address } | null> {
  const { keyPair, clock, host, admits, onWire } = options;
  const bound = await bindFirst(options);
  if (!bound) return null;
  const { dht, port } = bound;
  const address = { host, port };
  const node = new DhtNode({ dht, keyPair, clock, admits, onWire, self: address });
  // Somebody new can find this device only once it has been told there.
  dht.on('add-node', () => node.refresh());
  node.listen();
  return { node, address };
}

async function bindFirst(options: LanNodeOptions): Promise<{ dht: HyperDHT; port: number } | null> {
  const { keyPair, host, bindHost } = options;
  for (let first = LAN_PORT_FIRST; ; first++) {
    const port = await freePort(bindHost, first, LAN_PORT_FIRST + LAN_PORTS - first);
    if (port === null) return null;
    const dht = HyperDHT.bootstrapper(port, host, {
      keyPair,
      host: bindHost,
      connectionKeepAlive: SWARM_TIMES.keepAliveMs,
    });
    try {
      await dht.bind();
      return { dht, port };
    } catch {
      // Another device took the port meanwhile.
      void dht.destroy({ force: true }).catch(() => {});
      first = port;
    }
  }
}
