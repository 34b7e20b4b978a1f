import { hash } from '../../../shared/process/hash.ts';
import type { Message } from '../../../shared/protocol.ts';
import type { Link } from '../../host/swarm/link.ts';
import type { WallClock } from '../../host/wallClock.ts';

/** An end that hears nothing for so long gives its link up. */
const STALE_MS = 5_000;
const DIAL_MS = { least: 5, most: 400 } as const;
/** What a link that breaks says. */
const BROKEN_WORDS = 'The link broke.';

/** A device as the network knows it: one of its starts. */
export interface Node {
  readonly device: string;
  readonly boot: number;
  readonly linked: (link: FastLink) => void;
  /** This device itself has closed a link, for these reasons. */
  readonly closed: (link: FastLink, words: string) => void;
}

export interface FastNetworkPorts {
  readonly clock: WallClock;
  readonly random: () => number;
  /** How long a message is on its way. */
  readonly delays: { leastMs: number; mostMs: number };
}

/**
 * Links between simulated devices: messages go by reference, in order, each delayed, and wait where a direction is cut. A
 * link that is cut for long breaks; another takes its place once nothing is cut.
 */
export class FastNetwork {
  readonly ports: FastNetworkPorts;
  readonly #nodes = new Map<string, Node>();
  readonly #links = new Map<string, FastLink>();
  /** Directions in which nothing passes. */
  readonly #cut = new Set<string>();
  /** Pairs that want nothing of each other any more. */
  readonly #apart = new Set<string>();

  constructor(ports: FastNetworkPorts) {
    this.ports = ports;
  }

  join(node: Node): void {
    this.#nodes.set(node.device, node);
    for (const other of this.#nodes.keys()) if (other !== node.device) this.#dialSoon(node.device, other);
  }

  /** The device is gone: those at the other ends find out sooner or later. */
  leave(device: string): void {
    this.#nodes.delete(device);
    for (const link of [...this.#links.values()]) {
      if (link.owner !== device) continue;
      link.silence();
      const { random, clock } = this.ports;
      const noticeMs = random() < 0.5 ? random() * 50 : random() * STALE_MS;
      const { far } = link;
      if (far) clock.after(noticeMs, () => far.over(BROKEN_WORDS));
    }
  }

  /** No link is made between these two any more. */
  keepApart(one: string, other: string): void {
    this.#apart.add(pairOf(one, other));
    this.#links.get(directionOf(one, other))?.close(BROKEN_WORDS);
  }

  isCut(from: string, to: string): boolean {
    return this.#cut.has(directionOf(from, to));
  }

  cutOneWay(from: string, to: string): void {
    this.#cut.add(directionOf(from, to));
    const link = this.#links.get(directionOf(from, to));
    if (!link) return;
    this.ports.clock.after(STALE_MS, () => {
      if (!this.isCut(from, to)) return;
      link.far?.over(BROKEN_WORDS);
      link.over(BROKEN_WORDS);
    });
  }

  cut(one: string, other: string): void {
    this.cutOneWay(one, other);
    this.cutOneWay(other, one);
  }

  healAll(): void {
    this.#cut.clear();
    for (const link of this.#links.values()) link.flush();
    const devices = [...this.#nodes.keys()];
    for (const [at, one] of devices.entries())
      for (const other of devices.slice(at + 1)) this.#dialSoon(one, other);
  }

  ended(link: FastLink): void {
    const name = directionOf(link.owner, link.device);
    if (this.#links.get(name) === link) this.#links.delete(name);
    this.#dialSoon(link.owner, link.device);
  }

  #dialSoon(one: string, other: string): void {
    const { random, clock } = this.ports;
    clock.after(DIAL_MS.least + random() * (DIAL_MS.most - DIAL_MS.least), () => this.#dial(one, other));
  }

  #dial(one: string, other: string): void {
    const [a, b] = [this.#nodes.get(one), this.#nodes.get(other)];
    const isThere = this.#links.has(directionOf(one, other)) || this.#links.has(directionOf(other, one));
    if (!a || !b || isThere || this.isCut(one, other) || this.isCut(other, one)) return;
    if (this.#apart.has(pairOf(one, other))) return;
    const [there, back] = [new FastLink(this, a, b), new FastLink(this, b, a)];
    there.far = back;
    back.far = there;
    this.#links.set(directionOf(one, other), there);
    this.#links.set(directionOf(other, one), back);
    a.linked(there);
    b.linked(back);
  }
}

/** One end of a link. */
export class FastLink implements Link {
  readonly device: string;
  readonly boot: number;
  readonly handshake: Uint8Array;
  readonly isInitiator = true;
  readonly path = 'direct';
  readonly sentBytes = 0;
  readonly receivedBytes = 0;
  /** The device at this end. */
  readonly owner: string;
  far: FastLink | null = null;
  readonly #network: FastNetwork;
  readonly #node: Node;
  #listener: (message: Message) => void = () => {};
  #closeListener: (words: string) => void = () => {};
  #isOver = false;
  #isSilent = false;
  /** What waits where this direction is cut. */
  #held: Message[] = [];
  #lastDueMs = 0;

  constructor(network: FastNetwork, node: Node, other: Node) {
    this.#network = network;
    this.#node = node;
    this.owner = node.device;
    this.device = other.device;
    this.boot = other.boot;
    this.handshake = hash('fast link', new TextEncoder().encode(directionOf(this.owner, this.device)));
  }

  send(message: Message): void {
    if (this.#isOver || this.#isSilent) return;
    if (this.#held.length > 0 || this.#network.isCut(this.owner, this.device)) this.#held.push(message);
    else this.#carry(message);
  }

  /** What was held back goes on its way. */
  flush(): void {
    for (const message of this.#held.splice(0)) this.#carry(message);
  }

  /** Its device has died: it says and hears nothing more. */
  silence(): void {
    this.#isSilent = true;
    this.#network.ended(this);
  }

  close(words: string): void {
    if (this.#isOver || this.#isSilent) return;
    this.#node.closed(this, words);
    const { far } = this;
    this.over(words);
    if (far)
      this.#network.ports.clock.after(this.#network.ports.delays.leastMs, () => far.over(BROKEN_WORDS));
  }

  over(words: string): void {
    if (this.#isOver || this.#isSilent) return;
    this.#isOver = true;
    this.#network.ended(this);
    this.#closeListener(words);
  }

  proven(): void {}

  onMessage(listener: (message: Message) => void): void {
    this.#listener = listener;
  }

  onClose(listener: (words: string) => void): void {
    this.#closeListener = listener;
  }

  #carry(message: Message): void {
    const { clock, random, delays } = this.#network.ports;
    const delayMs = delays.leastMs + Math.floor(random() * (delays.mostMs - delays.leastMs + 1));
    this.#lastDueMs = Math.max(this.#lastDueMs, clock.steadyMs() + delayMs);
    const { far } = this;
    clock.after(this.#lastDueMs - clock.steadyMs(), () => far?.arrived(message));
  }

  arrived(message: Message): void {
    if (!this.#isOver && !this.#isSilent) this.#listener(message);
  }
}

function directionOf(from: string, to: string): string {
  return `${from}>${to}`;
}

function pairOf(one: string, other: string): string {
  return one < other ? directionOf(one, other) : directionOf(other, one);
}
