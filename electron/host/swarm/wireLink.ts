import {
  LIMITS,
  type Message,
  messageBytes,
  NotAMessage,
  PROTOCOL_VERSION,
  PROTOCOL_VERSION_OLDEST,
  readMessage,
  versionProblem,
} from '../../../shared/protocol.ts';
import type { WallClock } from '../wallClock.ts';
import { FrameReader, FrameTooLong, frameOf } from './frames.ts';
import { LINK_WORDS, SENDER_BURST_SHARE, SENDER_SHARE, SWARM_TIMES } from './limits.ts';
import type { Link, LinkPath } from './link.ts';
import { PeerRate } from './rateLimit.ts';
import type { Wire } from './wire.ts';

export interface WireLinkPorts {
  readonly clock: WallClock;
  /** This device's start, for its hello. */
  readonly boot: number;
  /** Both sides have said hello, in versions that meet. */
  readonly onGreeted: (link: WireLink) => void;
  /** The other side speaks no version that this one does; `words` are for the person here. */
  readonly onProblem: (words: string) => void;
  readonly onProven: (link: WireLink) => void;
  /** Told once it is closed, or retired, after its listeners. */
  readonly onClosed: (link: WireLink) => void;
}

/** A link over a wire. It says hello at once, and is one from the other side's hello on. */
export class WireLink implements Link {
  readonly #wire: Wire;
  readonly #ports: WireLinkPorts;
  readonly #frames = new FrameReader();
  readonly #inbound: PeerRate;
  readonly #outbound: PeerRate;
  /** Frames that the wire has not taken yet. */
  #queue: Uint8Array[] = [];
  #queuedBytes = 0;
  #isBlocked = false;
  #callOffPump: (() => void) | null = null;
  #callOffHello: () => void = () => {};
  #boot: number | null = null;
  #sentBytes = 0;
  #receivedBytes = 0;
  #closedWords: string | null = null;
  /** The listeners have been told that it is closed, though its wire is still watched. */
  #isRetired = false;
  #isTold = false;
  #unheard: Message[] = [];
  readonly #messageListeners: ((message: Message) => void)[] = [];
  readonly #closeListeners: ((words: string) => void)[] = [];

  constructor(wire: Wire, ports: WireLinkPorts) {
    this.#wire = wire;
    this.#ports = ports;
    const nowMs = ports.clock.steadyMs();
    this.#inbound = new PeerRate(nowMs);
    this.#outbound = new PeerRate(nowMs, SENDER_SHARE, SENDER_BURST_SHARE);
  }

  /** Says hello and listens. What has come already is heard before this returns. */
  begin(): void {
    const { clock, boot } = this.#ports;
    this.#callOffHello = clock.after(SWARM_TIMES.helloMs, () => this.#break(LINK_WORDS.noHello));
    this.send({ type: 'hello', version: PROTOCOL_VERSION, oldest: PROTOCOL_VERSION_OLDEST, boot });
    this.#wire.onDrain(() => {
      this.#isBlocked = false;
      this.#pump();
    });
    this.#wire.onClose((isStale) => this.#closed(isStale ? LINK_WORDS.stale : LINK_WORDS.otherEnd));
    this.#wire.onBytes((bytes) => this.#hear(bytes));
  }

  get device(): string {
    return this.#wire.device;
  }

  get boot(): number {
    return this.#boot ?? 0;
  }

  get handshake(): Uint8Array {
    return this.#wire.handshake;
  }

  get isInitiator(): boolean {
    return this.#wire.isInitiator;
  }

  get path(): LinkPath {
    return this.#wire.path;
  }

  get sentBytes(): number {
    return this.#sentBytes;
  }

  get receivedBytes(): number {
    return this.#receivedBytes;
  }

  /** All bytes that came from the other end so far, its signs of life included. */
  get heardBytes(): number {
    return this.#wire.heardBytes;
  }

  get isClosed(): boolean {
    return this.#closedWords !== null;
  }

  send(message: Message): void {
    if (this.isClosed || this.#isRetired) return;
    const frame = frameOf(messageBytes(message));
    if (this.#queuedBytes + frame.length > LIMITS.queueBytes) {
      this.#break(LINK_WORDS.tooSlow);
      return;
    }
    this.#queue.push(frame);
    this.#queuedBytes += frame.length;
    this.#sentBytes += frame.length;
    this.#pump();
  }

  close(words: string): void {
    if (this.isClosed) return;
    // What is still queued was meant for a link that is open: only what the wire has taken goes out.
    this.#closed(words);
    this.#wire.end();
  }

  /** To its listeners it is closed; its wire stays, so that it can be seen whether the other end still lives. */
  retire(words: string): void {
    if (this.isClosed || this.#isRetired) return;
    this.#isRetired = true;
    this.#tellClosed(words);
  }

  proven(): void {
    this.#ports.onProven(this);
  }

  onMessage(listener: (message: Message) => void): void {
    this.#messageListeners.push(listener);
    const unheard = this.#unheard;
    this.#unheard = [];
    for (const message of unheard) if (!this.isClosed) listener(message);
  }

  onClose(listener: (words: string) => void): void {
    if (this.#closedWords !== null) listener(this.#closedWords);
    else this.#closeListeners.push(listener);
  }

  #hear(bytes: Uint8Array): void {
    if (this.isClosed || this.#isRetired) return;
    const nowMs = this.#ports.clock.steadyMs();
    this.#receivedBytes += bytes.length;
    if (!this.#inbound.takeBytes(bytes.length, nowMs)) {
      this.#break(LINK_WORDS.tooFast);
      return;
    }
    try {
      for (const frame of this.#frames.read(bytes)) {
        if (!this.#inbound.takeFrame(nowMs)) {
          this.#break(LINK_WORDS.tooFast);
          return;
        }
        this.#take(readMessage(frame));
        if (this.isClosed || this.#isRetired) return;
      }
    } catch (error) {
      if (error instanceof FrameTooLong) this.#break(LINK_WORDS.tooBig);
      else if (error instanceof NotAMessage) this.#break(LINK_WORDS.notAMessage);
      else throw error;
    }
  }

  #take(message: Message): void {
    if (this.#boot === null) {
      this.#greet(message);
      return;
    }
    if (message.type === 'hello') {
      this.#break(LINK_WORDS.helloTwice);
      return;
    }
    if (this.#messageListeners.length === 0) this.#unheard.push(message);
    for (const listener of this.#messageListeners) {
      if (this.isClosed || this.#isRetired) return;
      listener(message);
    }
  }

  #greet(message: Message): void {
    this.#callOffHello();
    if (message.type !== 'hello') {
      this.#break(LINK_WORDS.noHello);
      return;
    }
    const problem = versionProblem(message);
    if (problem !== null) {
      // Not at once: the other end reads this end's hello, and says the same to its person.
      this.close(problem);
      this.#ports.onProblem(problem);
      return;
    }
    this.#boot = message.boot;
    this.#ports.onGreeted(this);
  }

  /** Hands frames to the wire as fast as it takes them and the other end allows. */
  #pump(): void {
    if (this.#callOffPump || this.isClosed) return;
    let taken = 0;
    while (!this.#isBlocked && taken < this.#queue.length) {
      const frame = this.#queue[taken] as Uint8Array;
      const waitMs = this.#outbound.waitForFrame(frame.length, this.#ports.clock.steadyMs());
      if (waitMs > 0) {
        this.#callOffPump = this.#ports.clock.after(waitMs, () => {
          this.#callOffPump = null;
          this.#pump();
        });
        break;
      }
      taken += 1;
      this.#queuedBytes -= frame.length;
      this.#isBlocked = !this.#wire.write(frame);
    }
    if (taken > 0) this.#queue = this.#queue.slice(taken);
  }

  /** The other end broke a rule, or cannot be waited for: nothing more is said to it. */
  #break(words: string): void {
    this.#closed(words);
    this.#wire.destroy();
  }

  #closed(words: string): void {
    if (this.isClosed) return;
    this.#closedWords = words;
    this.#callOffHello();
    this.#callOffPump?.();
    this.#queue = [];
    this.#unheard = [];
    this.#tellClosed(words);
  }

  #tellClosed(words: string): void {
    for (const listener of this.#closeListeners.splice(0)) listener(words);
    if (this.#isTold) return;
    this.#isTold = true;
    this.#ports.onClosed(this);
  }
}
