import type HyperDHT from 'hyperdht';
import type { KeyPair, Query, SecretStream, Server } from 'hyperdht';
import { fromHex, toHex } from '../../../shared/process/hash.ts';
import type { WallClock } from '../wallClock.ts';
import { HyperWire } from './hyperWire.ts';
import { SWARM_TIMES } from './limits.ts';
import type { Address } from './link.ts';
import type { Wire } from './wire.ts';

export interface DhtNodePorts {
  readonly dht: HyperDHT;
  readonly keyPair: KeyPair;
  readonly clock: WallClock;
  /** Whether a device that connects is let in; asked before anything is answered. */
  readonly admits: (device: string) => boolean;
  readonly onWire: (wire: Wire) => void;
  /** Where the node stores what it announces, besides at others; null: at others only. */
  readonly self: Address | null;
}

/** More devices than this are not called for one look: whoever knows a topic can announce anything under it. */
const FOUND_MAX = 16;

/** Nodes that are known from what was heard on the local network. */
const MET_MAX = 64;

/** This device in one DHT: it can be connected to by its key, and finds others by theirs or by a topic. */
export class DhtNode {
  readonly #ports: DhtNodePorts;
  readonly #server: Server;
  readonly #queries = new Set<Query>();
  /** Addresses that were asked and have not been found dead. */
  readonly #met = new Set<string>();
  #isClosed = false;

  constructor(ports: DhtNodePorts) {
    this.#ports = ports;
    ports.dht.on('remove-node', ({ host, port }: Address) => this.#met.delete(`${host}:${port}`));
    this.#server = ports.dht.createServer(
      { firewall: (remotePublicKey) => !ports.admits(toHex(new Uint8Array(remotePublicKey))) },
      (stream) => {
        stream.on('error', () => {});
        ports.onWire(new HyperWire(stream, ports.clock));
      },
    );
  }

  /** Whether it knows the devices of the local network only. */
  get isLocal(): boolean {
    return this.#ports.self !== null;
  }

  get dht(): HyperDHT {
    return this.#ports.dht;
  }

  /** Can be connected to from now on. Found by others as soon as they can be told, now or later. */
  listen(): void {
    // It goes on trying by itself; it fails only when it is closed meanwhile.
    this.#server.listen(this.#ports.keyPair).catch(() => {});
  }

  /** Tells the network again where this device is. */
  refresh(): void {
    this.#server.refresh();
  }

  /** Another node of this DHT may be at an address: it is asked, and kept if it answers. */
  meet(address: Address): void {
    const name = `${address.host}:${address.port}`;
    if (this.#isClosed || this.#met.has(name) || this.#met.size >= MET_MAX) return;
    this.#met.add(name);
    this.#ports.dht.addNode(address);
    this.#ports.dht.refresh();
  }

  /**
   * Calls a device by its key. Exactly one of `onWire` and `onFailed` is told, unless it is given up before.
   * @returns a function that gives it up
   */
  connect(device: string, onWire: (wire: Wire) => void, onFailed: () => void): () => void {
    if (this.#isClosed) {
      onFailed();
      return () => {};
    }
    const stream: SecretStream = this.#ports.dht.connect(Buffer.from(fromHex(device)));
    let isOver = false;
    stream.on('error', () => {});
    stream.once('open', () => {
      if (isOver) return;
      isOver = true;
      onWire(new HyperWire(stream, this.#ports.clock));
    });
    stream.once('close', () => {
      if (isOver) return;
      isOver = true;
      onFailed();
    });
    return () => {
      if (isOver) return;
      isOver = true;
      stream.destroy();
    };
  }

  /** Announces this device under a topic, once. @returns whether it was stored anywhere */
  async announce(topic: Uint8Array): Promise<boolean> {
    const { dht, keyPair } = this.#ports;
    if (this.#isClosed) return false;
    return this.#run(dht.announce(Buffer.from(topic), keyPair, [], this.#nodes([])));
  }

  async unannounce(topic: Uint8Array): Promise<void> {
    const { dht, keyPair } = this.#ports;
    if (this.#isClosed) return;
    await dht.unannounce(Buffer.from(topic), keyPair, this.#nodes([])).catch(() => {});
  }

  /** Looks once who announces a topic, and tells each device that is found. `at`: where to ask besides. */
  async lookup(topic: Uint8Array, at: readonly Address[], onFound: (device: string) => void): Promise<void> {
    if (this.#isClosed) return;
    const query = this.#ports.dht.lookup(Buffer.from(topic), this.#nodes(at));
    const found = new Set<string>();
    this.#queries.add(query);
    try {
      for await (const { peers } of query) {
        for (const { publicKey } of peers) {
          const device = toHex(new Uint8Array(publicKey));
          if (found.has(device) || found.size >= FOUND_MAX || this.#isClosed) continue;
          found.add(device);
          onFound(device);
        }
      }
    } catch {
      // Nobody answered; it is looked again.
    } finally {
      this.#queries.delete(query);
    }
  }

  /** Never takes longer than SWARM_TIMES.closeMs for others to be told. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const query of this.#queries) query.destroy();
    await within(this.#ports.clock, SWARM_TIMES.closeMs, this.#server.close());
    await within(this.#ports.clock, SWARM_TIMES.closeMs, this.#ports.dht.destroy({ force: true }));
  }

  async #run(query: Query): Promise<boolean> {
    this.#queries.add(query);
    try {
      await query.finished();
      return true;
    } catch {
      return false;
    } finally {
      this.#queries.delete(query);
    }
  }

  #nodes(at: readonly Address[]): { nodes?: Address[] } {
    const { self } = this.#ports;
    const nodes = self ? [...at, self] : [...at];
    return nodes.length > 0 ? { nodes } : {};
  }
}

/** Waits for some work, but not longer than that; its failure is no news. */
export function within(clock: WallClock, limitMs: number, work: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const callOff = clock.after(limitMs, resolve);
    const done = () => {
      callOff();
      resolve();
    };
    work.then(done, done);
  });
}
