import HyperDHT, { type KeyPair } from 'hyperdht';
import { toHex } from '../../../shared/process/hash.ts';
import { sameBytes } from '../../../shared/process/plain.ts';
import { signerOf } from '../keys.ts';
import type { WallClock } from '../wallClock.ts';
import { callOnBoth } from './callOnBoth.ts';
import { Core } from './core.ts';
import { DhtNode } from './dhtNode.ts';
import { LanBeacon } from './lanBeacon.ts';
import { openLanNode } from './lanNode.ts';
import { STATE_WORDS, SWARM_TIMES } from './limits.ts';
import type { Address, Link, Network, NetworkState, Traffic } from './link.ts';
import { hasNetwork, isLocalHost, localHost } from './localHost.ts';
import { Topics } from './topics.ts';
import type { Wire } from './wire.ts';

export interface HyperNetworkOptions {
  /** The device's Ed25519 seed. */
  readonly seed: Uint8Array;
  /** Rises with every start of the device. */
  readonly boot: number;
  /** Nodes of an own DHT, "host:port" each; null or empty: the public ones. */
  readonly bootstrap: readonly string[] | null;
  readonly clock: WallClock;
  /** The one address to use, '127.0.0.1' in tests; left out: all that the machine has. */
  readonly host?: string;
  readonly random?: () => number;
  /** What every wire goes through, such as a simulation's bad line; left out: nothing. */
  readonly through?: (wire: Wire) => Wire;
}

/** A bootstrap node that is no "host:port". */
export class BadBootstrap extends Error {
  override name = 'BadBootstrap';
}

const ANY_HOST = '0.0.0.0';
const LOOPBACK = '127.0.0.1';

/**
 * Links over HyperDHT: Noise sessions that punch through home routers, found by the other device's key. It is used without
 * Hyperswarm on top: members are called by key, and an invite needs no more than the DHT's own announce and lookup.
 */
export class HyperNetwork implements Network {
  readonly device: string;
  readonly #clock: WallClock;
  readonly #keyPair: KeyPair;
  readonly #host: string | null;
  readonly #core: Core;
  readonly #topics: Topics;
  readonly #through: (wire: Wire) => Wire;
  readonly #main: DhtNode;
  #lan: { readonly node: DhtNode; readonly address: Address } | null = null;
  #beacon: LanBeacon | null = null;
  /** How often somebody has been missing since everybody was here. */
  #missed = 0;
  #callOffHurry: (() => void) | null = null;
  #lanWork: Promise<void> = Promise.resolve();
  #callOffState: () => void = () => {};
  #isClosed = false;

  private constructor(options: HyperNetworkOptions, keyPair: KeyPair, dht: HyperDHT) {
    const { boot, clock, host = ANY_HOST, random = Math.random, through = (wire: Wire) => wire } = options;
    this.device = toHex(new Uint8Array(keyPair.publicKey));
    this.#clock = clock;
    this.#keyPair = keyPair;
    this.#through = through;
    this.#host = host === ANY_HOST ? null : host;
    this.#core = new Core({
      device: this.device,
      boot,
      clock,
      random,
      dial: (device) => this.#dial(device),
      state: { type: 'offline', words: STATE_WORDS.offline },
    });
    this.#main = new DhtNode({ dht, keyPair, clock, ...this.#ends(), self: null });
    this.#topics = new Topics({
      clock,
      nodes: () => (this.#lan ? [this.#lan.node, this.#main] : [this.#main]),
      onFound: (device) => this.#found(device),
    });
  }

  /** @throws BadBootstrap; Error when no socket can be opened */
  static async open(options: HyperNetworkOptions): Promise<HyperNetwork> {
    const keyPair = HyperDHT.keyPair(Buffer.from(options.seed));
    // The other end of a link is authenticated by this key: it has to be the one that signs.
    if (!sameBytes(keyPair.publicKey, signerOf(options.seed).publicKey))
      throw new Error('two keys of one seed');
    const bootstrap = options.bootstrap ?? [];
    for (const node of bootstrap) {
      if (!/^[^\s:]+:\d{1,5}$/.test(node)) throw new BadBootstrap(`"${node}" is not a host and a port`);
    }
    // A DHT that is reached on this machine only is a test's: it stays on this machine.
    const isOwn = bootstrap.length > 0 && bootstrap.every((node) => node.startsWith('127.'));
    const host = options.host ?? (isOwn ? LOOPBACK : ANY_HOST);
    const dht = new HyperDHT({
      keyPair,
      ...(bootstrap.length > 0 ? { bootstrap } : {}),
      host,
      connectionKeepAlive: SWARM_TIMES.keepAliveMs,
    });
    await dht.bind();
    const network = new HyperNetwork({ ...options, host }, keyPair, dht);
    await network.#start();
    return network;
  }

  onLink(listener: (link: Link) => void): void {
    this.#core.onLink(listener);
  }

  onCopy(listener: (device: string) => void): void {
    this.#core.onCopy(listener);
  }

  onProblem(listener: (device: string, words: string) => void): void {
    this.#core.onProblem(listener);
  }

  onState(listener: (state: NetworkState) => void): void {
    this.#core.onState(listener);
  }

  traffic(): Traffic {
    return this.#core.traffic();
  }

  state(): NetworkState {
    return this.#core.state();
  }

  want(device: string): void {
    this.#core.want(device);
  }

  unwant(device: string): void {
    this.#core.unwant(device);
  }

  async announce(topic: Uint8Array): Promise<() => Promise<void>> {
    const closeDoor = this.#core.openDoor();
    const end = await this.#topics.announce(topic);
    return async () => {
      closeDoor();
      await end();
    };
  }

  lookFor(topic: Uint8Array, { bootstrap = [] }: { readonly bootstrap?: readonly Address[] }): () => void {
    const endLook = this.#core.beginLook();
    // An address in a link that somebody sent is asked only where it can be the inviter's: on the local network.
    const end = this.#topics.lookFor(
      topic,
      bootstrap.filter(({ host }) => isLocalHost(host)),
    );
    return () => {
      endLook();
      end();
    };
  }

  localAddress(): Address | null {
    return this.#lan?.address ?? null;
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#callOffState();
    this.#callOffHurry?.();
    this.#beacon?.close();
    this.#topics.close();
    this.#core.close();
    await this.#lanWork;
    await Promise.all([this.#main.close(), this.#lan?.node.close()]);
  }

  async #start(): Promise<void> {
    const { dht } = this.#main;
    dht.on('network-change', () => this.#changed());
    dht.on('wakeup', () => this.#changed());
    dht.on('add-node', () => this.#lookAtState());
    this.#main.listen();
    await this.#moveLan();
    this.#lookAtState();
    this.#watchState();
  }

  #ends() {
    return {
      admits: (device: string) => this.#core.admits(device),
      onWire: (wire: Wire) => this.#take(wire),
    };
  }

  /** The machine woke up, or came into another network. */
  #changed(): void {
    void this.#moveLan();
    this.#lookAtState();
    this.#topics.refresh();
    this.#hurry();
  }

  /** Calls whoever is missing, soon: what brings one device often brings several at once. */
  #hurry(): void {
    this.#callOffHurry ??= this.#clock.after(SWARM_TIMES.hurryMs, () => {
      this.#callOffHurry = null;
      this.#core.hurry();
    });
  }

  /** Keeps a node on the local network that the machine is in. */
  #moveLan(): Promise<void> {
    this.#lanWork = this.#lanWork.then(async () => {
      const host = this.#host ?? localHost();
      if (this.#isClosed || host === (this.#lan?.address.host ?? null)) return;
      const old = this.#lan;
      this.#lan = null;
      this.#beacon?.close();
      this.#beacon = null;
      await old?.node.close();
      if (host === null || this.#isClosed) return;
      this.#lan = await openLanNode({
        keyPair: this.#keyPair,
        clock: this.#clock,
        host,
        bindHost: this.#host ?? ANY_HOST,
        ...this.#ends(),
      });
      this.#lan?.node.dht.on('add-node', () => this.#hurry());
      this.#listenToBeacons();
      if (old) this.#topics.refresh();
    });
    return this.#lanWork;
  }

  /** Where all of the machine's addresses are used: with one address of its own nobody is called. */
  #listenToBeacons(): void {
    if (!this.#lan || this.#host !== null) return;
    const { node, address } = this.#lan;
    this.#beacon = new LanBeacon({ address, onHeard: (heard) => node.meet(heard) });
  }

  #take(wire: Wire): void {
    this.#core.take(this.#through(wire));
  }

  #found(device: string): void {
    if (!this.#isClosed && !this.#core.isLinked(device)) this.#dial(device);
  }

  #dial(device: string): () => void {
    const lan = this.#lan?.node;
    return callOnBoth({
      device,
      lan: lan && lan.dht.nodes.length > 0 ? lan : null,
      main: this.#main,
      clock: this.#clock,
      onWire: (wire) => this.#take(wire),
      onFailed: () => this.#core.failed(device),
    });
  }

  #watchState(): void {
    this.#callOffState = this.#clock.after(SWARM_TIMES.stateMs, () => {
      this.#lookAtState();
      this.#lookForMissing();
      this.#watchState();
    });
  }

  /** After 1, 2, 4, 8 and then every 8 looks, while somebody who is wanted is missing. */
  #lookForMissing(): void {
    this.#missed = this.#core.isAnybodyMissing ? this.#missed + 1 : 0;
    if ([1, 2, 4].includes(this.#missed) || (this.#missed > 0 && this.#missed % 8 === 0))
      this.#beacon?.call();
  }

  #lookAtState(): void {
    const { dht } = this.#main;
    const isOnline = dht.online && dht.nodes.length > 0;
    const isLocal = this.#lan !== null && (this.#host !== null || hasNetwork());
    const type = isOnline ? 'online' : isLocal ? 'local' : 'offline';
    this.#core.setState({ type, words: STATE_WORDS[type] });
  }
}
