import { LIMITS } from '../../../shared/protocol.ts';
import type { WallClock } from '../wallClock.ts';
import { LINK_WORDS } from './limits.ts';
import type { Link, NetworkState, Traffic } from './link.ts';
import { OneLink } from './oneLink.ts';
import { Redial } from './redial.ts';
import type { Wire } from './wire.ts';
import { WireLink } from './wireLink.ts';

export interface CorePorts {
  /** This device's key, hex. */
  readonly device: string;
  readonly boot: number;
  readonly clock: WallClock;
  readonly random: () => number;
  /** See RedialPorts. What comes of a call is given to `take`, or told to `failed`. */
  readonly dial: (device: string) => () => void;
  readonly state: NetworkState;
}

/**
 * What every network does alike, whatever its wires are made of: says hello, keeps one link a device, calls wanted devices
 * again, lets strangers in only while an invite is open, and few of them.
 */
export class Core {
  readonly device: string;
  readonly #ports: CorePorts;
  readonly #links: OneLink;
  readonly #redial: Redial;
  /** Wires that have not become links yet. */
  readonly #greeting = new Map<WireLink, Wire>();
  /** Links by which strangers came in, who have proven nothing yet. */
  readonly #strangers = new Set<WireLink>();
  readonly #proven = new Set<WireLink>();
  /** Open invites here. */
  #doors = 0;
  /** Invites that are looked for from here. */
  #looks = 0;
  /** Of links that have closed. */
  #past: Traffic = { sentBytes: 0, receivedBytes: 0 };
  #isClosed = false;
  #state: NetworkState;
  readonly #linkListeners: ((link: Link) => void)[] = [];
  readonly #stateListeners: ((state: NetworkState) => void)[] = [];
  readonly #problemListeners: ((device: string, words: string) => void)[] = [];
  readonly #copyListeners: ((device: string) => void)[] = [];

  constructor(ports: CorePorts) {
    this.#ports = ports;
    this.device = ports.device;
    this.#state = ports.state;
    this.#links = new OneLink({
      device: ports.device,
      clock: ports.clock,
      onOpen: (link) => this.#opened(link),
      onGone: (device) => this.#redial.failed(device),
      onCopy: (device) => {
        for (const listener of this.#copyListeners) listener(device);
      },
    });
    this.#redial = new Redial({
      clock: ports.clock,
      random: ports.random,
      dial: ports.dial,
      isLinked: (device) => this.isLinked(device),
      callsSecond: (device) => ports.device > device,
    });
  }

  onLink(listener: (link: Link) => void): void {
    this.#linkListeners.push(listener);
  }

  onCopy(listener: (device: string) => void): void {
    this.#copyListeners.push(listener);
  }

  onProblem(listener: (device: string, words: string) => void): void {
    this.#problemListeners.push(listener);
  }

  onState(listener: (state: NetworkState) => void): void {
    this.#stateListeners.push(listener);
  }

  state(): NetworkState {
    return this.#state;
  }

  setState(state: NetworkState): void {
    if (this.#isClosed || state.type === this.#state.type) return;
    this.#state = state;
    for (const listener of this.#stateListeners) listener(state);
  }

  isLinked(device: string): boolean {
    return this.#links.get(device) !== undefined;
  }

  /** Whether there is a wanted device without a link. */
  get isAnybodyMissing(): boolean {
    return this.#redial.isAnybodyMissing;
  }

  get links(): readonly Link[] {
    return this.#links.all();
  }

  traffic(): Traffic {
    return [...this.#greeting.keys(), ...this.#links.all()].reduce(plus, this.#past);
  }

  want(device: string): void {
    if (this.#isClosed || device === this.device) return;
    this.#redial.want(device);
  }

  unwant(device: string): void {
    if (!this.#redial.has(device)) return;
    this.#redial.unwant(device);
    this.#links.get(device)?.close(LINK_WORDS.unwanted);
  }

  /** Calls whoever is wanted and missing at once. */
  hurry(): void {
    this.#redial.hurry();
  }

  /** A call to a device came to nothing. */
  failed(device: string): void {
    if (!this.#isGreeting(device)) this.#redial.failed(device);
  }

  /** An invite is open from now on until the returned function is called. */
  openDoor(): () => void {
    this.#doors += 1;
    return once(() => {
      this.#doors -= 1;
    });
  }

  /** An invite is looked for from now on until the returned function is called. */
  beginLook(): () => void {
    this.#looks += 1;
    return once(() => {
      this.#looks -= 1;
    });
  }

  /** Whether a device that connects by itself is let in. */
  admits(device: string): boolean {
    if (this.#isClosed || device === this.device) return false;
    if (this.#redial.has(device) || this.isLinked(device)) return true;
    return this.#doors > 0 && this.#strangers.size < LIMITS.strangers && !this.#isFull;
  }

  /** A wire is there: a link may come of it. */
  take(wire: Wire): void {
    const { device, isInitiator } = wire;
    const isUseless = isInitiator ? device === this.device || this.isLinked(device) : !this.admits(device);
    if (this.#isClosed || isUseless || (this.#isFull && !this.isLinked(device))) {
      wire.destroy();
      return;
    }
    const link = new WireLink(wire, {
      clock: this.#ports.clock,
      boot: this.#ports.boot,
      onGreeted: (greeted) => {
        this.#greeting.delete(greeted);
        this.#links.greeted(greeted);
      },
      onProblem: (words) => {
        for (const listener of this.#problemListeners) listener(device, words);
      },
      onProven: (proven) => {
        this.#proven.add(proven);
        this.#strangers.delete(proven);
      },
      onClosed: (closed) => {
        this.#past = plus(this.#past, closed);
        this.#strangers.delete(closed);
        this.#proven.delete(closed);
        if (this.#greeting.delete(closed)) this.#redial.failed(device);
        else this.#links.closed(closed);
      },
    });
    this.#greeting.set(link, wire);
    if (!isInitiator && !this.#redial.has(device)) this.#strangers.add(link);
    link.begin();
  }

  close(): void {
    this.#isClosed = true;
    this.#redial.close();
    for (const link of [...this.#greeting.keys()]) link.close(LINK_WORDS.closing);
    this.#links.close();
  }

  get #isFull(): boolean {
    return this.#links.all().length + this.#greeting.size >= LIMITS.links;
  }

  #isGreeting(device: string): boolean {
    for (const wire of this.#greeting.values()) if (wire.device === device) return true;
    return false;
  }

  #opened(link: WireLink): void {
    this.#redial.linked(link.device);
    this.#expectProof(link);
    for (const listener of this.#linkListeners) listener(link);
  }

  /** Whoever is not wanted has some time to prove an invite, or whoever called it, to find what it looks for. */
  #expectProof(link: WireLink): void {
    const callOff = this.#ports.clock.after(LIMITS.strangerMs, () => {
      if (this.#redial.has(link.device) || this.#proven.has(link)) return;
      if (link.isInitiator && this.#looks > 0) this.#expectProof(link);
      else link.close(LINK_WORDS.stranger);
    });
    link.onClose(callOff);
  }
}

function plus(one: Traffic, other: Traffic): Traffic {
  return {
    sentBytes: one.sentBytes + other.sentBytes,
    receivedBytes: one.receivedBytes + other.receivedBytes,
  };
}

function once(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    work();
  };
}
