import { toHex } from '../../../shared/process/hash.ts';
import { signerOf } from '../keys.ts';
import { Core } from '../swarm/core.ts';
import { STATE_WORDS, SWARM_TIMES } from '../swarm/limits.ts';
import type { Address, Link, Network, NetworkState, Traffic } from '../swarm/link.ts';
import type { WallClock } from '../wallClock.ts';
import { MemoryPath, memoryWires } from './memoryWire.ts';

export interface MemoryHubPorts {
  readonly clock: WallClock;
  /** From 0 up to 1. With the clock it decides all that happens here. */
  readonly random: () => number;
  /** How long bytes are on their way, least and most. */
  readonly delayMinMs?: number;
  readonly delayMaxMs?: number;
}

export interface MemoryNetworkOptions {
  readonly seed: Uint8Array;
  readonly boot: number;
}

/** A call that nobody answers comes to nothing after this. */
const DIAL_SILENT_MS = 4_000;
const HANDSHAKE_BYTES = 64;

/**
 * A network in memory, on a clock that is given. Links behave as real ones do: bytes come late, in order, and wait while
 * the way is cut; whoever is killed says nothing more, and the others find out by its silence.
 */
export class MemoryHub {
  readonly #ports: MemoryHubPorts;
  readonly #networks = new Set<MemoryNetwork>();
  /** "from to": nothing arrives that way. */
  readonly #cut = new Set<string>();
  readonly #asleep = new Set<string>();
  readonly #paths = new Set<MemoryPath>();

  constructor(ports: MemoryHubPorts) {
    this.#ports = ports;
  }

  /** A device joins; the same seed again is a copy of it, if it was not killed or closed before. */
  join({ seed, boot }: MemoryNetworkOptions): MemoryNetwork {
    const network = new MemoryNetwork(this, toHex(signerOf(seed).publicKey), boot, this.#ports);
    this.#networks.add(network);
    return network;
  }

  /** Nothing arrives at either any more from the other. */
  cut(a: string, b: string): void {
    this.cutOneWay(a, b);
    this.cutOneWay(b, a);
  }

  cutOneWay(from: string, to: string): void {
    this.#cut.add(`${from} ${to}`);
  }

  heal(a: string, b: string): void {
    this.#cut.delete(`${a} ${b}`);
    this.#cut.delete(`${b} ${a}`);
    this.#flush();
  }

  healAll(): void {
    this.#cut.clear();
    this.#flush();
  }

  /** Nothing reaches the device or leaves it until it wakes. */
  sleep(device: string): void {
    this.#asleep.add(device);
  }

  wake(device: string): void {
    this.#asleep.delete(device);
    this.#flush();
  }

  /** The device dies without a word. @param only of a device and its copy, that one */
  kill(device: string, only?: MemoryNetwork): void {
    for (const network of [...this.#networks]) {
      if (network.device !== device || (only && network !== only)) continue;
      this.#networks.delete(network);
      for (const path of [...this.#paths]) {
        if (path.from === network || path.to === network) path.silence(network);
      }
    }
  }

  /** @internal */
  leave(network: MemoryNetwork): void {
    this.#networks.delete(network);
  }

  /** @internal Calls a device; @returns a function that gives up. */
  dial(from: MemoryNetwork, device: string): () => void {
    const { clock, random } = this.#ports;
    let isOver = false;
    let hangUp = () => {};
    const fail = () => {
      if (isOver) return;
      isOver = true;
      if (this.#networks.has(from)) from.core.failed(device);
    };
    clock.after(this.#delayMs(), () => {
      const targets = [...this.#networks].filter((network) => network.device === device && network !== from);
      const to = targets[Math.floor(random() * targets.length)];
      if (isOver) return;
      if (!to || !this.#networks.has(from) || !this.isOpen(from.device, device)) {
        clock.after(DIAL_SILENT_MS, fail);
        return;
      }
      if (!to.core.admits(from.device)) {
        clock.after(this.#delayMs(), fail);
        return;
      }
      const handshake = Uint8Array.from({ length: HANDSHAKE_BYTES }, () => Math.floor(random() * 256));
      const there = this.#path(from, to);
      const back = this.#path(to, from);
      const [mine, theirs] = memoryWires({ there, back, handshake, clock });
      hangUp = () => mine.destroy();
      to.core.take(theirs);
      clock.after(this.#delayMs(), () => {
        if (isOver || !this.#networks.has(from)) return;
        if (!this.isOpen(device, from.device)) {
          clock.after(DIAL_SILENT_MS, fail);
          return;
        }
        isOver = true;
        from.core.take(mine);
      });
    });
    return () => {
      if (isOver) return;
      isOver = true;
      hangUp();
    };
  }

  /** @internal Calls everybody who can be found under a topic. */
  look(from: MemoryNetwork, topic: string): void {
    this.#ports.clock.after(this.#delayMs(), () => {
      for (const network of this.#networks) {
        if (network === from || !network.topics.has(topic) || from.core.isLinked(network.device)) continue;
        if (this.isOpen(from.device, network.device)) this.dial(from, network.device);
      }
    });
  }

  isOpen(from: string, to: string): boolean {
    return !this.#cut.has(`${from} ${to}`) && !this.#asleep.has(from) && !this.#asleep.has(to);
  }

  #path(from: MemoryNetwork, to: MemoryNetwork): MemoryPath {
    const path = new MemoryPath({
      from,
      to,
      clock: this.#ports.clock,
      delayMs: () => this.#delayMs(),
      isOpen: () => this.isOpen(from.device, to.device),
      onOver: () => this.#paths.delete(path),
    });
    this.#paths.add(path);
    return path;
  }

  #flush(): void {
    for (const path of [...this.#paths]) path.flush();
  }

  #delayMs(): number {
    const { random, delayMinMs = 1, delayMaxMs = 8 } = this.#ports;
    return delayMinMs + random() * (delayMaxMs - delayMinMs);
  }
}

/** One device in a MemoryHub. */
export class MemoryNetwork implements Network {
  readonly device: string;
  readonly core: Core;
  readonly topics = new Set<string>();
  readonly #hub: MemoryHub;
  readonly #clock: WallClock;
  readonly #ends = new Set<() => void>();

  constructor(hub: MemoryHub, device: string, boot: number, { clock, random }: MemoryHubPorts) {
    this.#hub = hub;
    this.#clock = clock;
    this.device = device;
    this.core = new Core({
      device,
      boot,
      clock,
      random,
      dial: (other) => hub.dial(this, other),
      state: { type: 'online', words: STATE_WORDS.online },
    });
  }

  onLink(listener: (link: Link) => void): void {
    this.core.onLink(listener);
  }

  want(device: string): void {
    this.core.want(device);
  }

  unwant(device: string): void {
    this.core.unwant(device);
  }

  async announce(topic: Uint8Array): Promise<() => Promise<void>> {
    const name = toHex(topic);
    const closeDoor = this.core.openDoor();
    this.topics.add(name);
    return async () => {
      this.topics.delete(name);
      closeDoor();
    };
  }

  lookFor(topic: Uint8Array): () => void {
    const endLook = this.core.beginLook();
    let looks = 0;
    let callOff = () => {};
    const look = () => {
      this.#hub.look(this, toHex(topic));
      const { lookAgainMs } = SWARM_TIMES;
      const pauseMs = lookAgainMs[Math.min(looks, lookAgainMs.length - 1)] ?? 0;
      looks += 1;
      callOff = this.#clock.after(pauseMs, look);
    };
    look();
    const end = () => {
      this.#ends.delete(end);
      callOff();
      endLook();
    };
    this.#ends.add(end);
    return end;
  }

  localAddress(): Address | null {
    return { host: '10.0.0.1', port: 49_737 };
  }

  traffic(): Traffic {
    return this.core.traffic();
  }

  state(): NetworkState {
    return this.core.state();
  }

  onProblem(listener: (device: string, words: string) => void): void {
    this.core.onProblem(listener);
  }

  onState(listener: (state: NetworkState) => void): void {
    this.core.onState(listener);
  }

  onCopy(listener: (device: string) => void): void {
    this.core.onCopy(listener);
  }

  async close(): Promise<void> {
    for (const end of [...this.#ends]) end();
    this.topics.clear();
    this.core.close();
    this.#hub.leave(this);
  }
}
