import { z } from 'zod';
import type { Wire } from '../../host/swarm/wire.ts';

/** How bad the line between this device and another is. */
const lineSchema = z.strictObject({
  /** Bytes take so much longer, each way that this device sees. */
  delayMs: z.number().min(0).max(60_000),
  /** `held`: nothing passes and nobody is told, what was sent arrives once it is over. `cut`: streams break and none opens. */
  incoming: z.enum(['passes', 'held', 'cut']),
  outgoing: z.enum(['passes', 'held', 'cut']),
});
export type Line = z.infer<typeof lineSchema>;

/** Lines by the other device's key (hex); one that is not named is good. */
export const linesSchema = z.record(z.string(), lineSchema);
export type Lines = z.infer<typeof linesSchema>;

export const GOOD_LINE: Line = { delayMs: 0, incoming: 'passes', outgoing: 'passes' };

export interface BadLinesPorts {
  readonly nowMs: () => number;
  readonly after: (delayMs: number, work: () => void) => void;
}

/**
 * The proxy of a torture run: every stream of a device goes through it, between HyperDHT and the table host. It cuts, holds
 * and delays by the other end's key; it never changes, drops or reorders bytes of a stream, as no network can under Noise.
 */
export class BadLines {
  readonly #ports: BadLinesPorts;
  readonly #wires = new Set<ProxiedWire>();
  #lines: Lines = {};

  constructor(ports: BadLinesPorts) {
    this.#ports = ports;
  }

  /** From now on the lines are these. */
  set(lines: Lines): void {
    this.#lines = lines;
    for (const wire of this.#wires) wire.lineChanged();
  }

  wrap(wire: Wire): Wire {
    const proxied = new ProxiedWire(wire, {
      ...this.#ports,
      line: () => this.#lines[wire.device] ?? GOOD_LINE,
      closed: () => this.#wires.delete(proxied),
    });
    this.#wires.add(proxied);
    proxied.lineChanged();
    return proxied;
  }
}

interface ProxiedWirePorts extends BadLinesPorts {
  readonly line: () => Line;
  readonly closed: () => void;
}

interface Held {
  readonly bytes: Uint8Array;
  readonly dueMs: number;
}

class ProxiedWire implements Wire {
  readonly #wire: Wire;
  readonly #ports: ProxiedWirePorts;
  readonly #in: Held[] = [];
  readonly #out: Held[] = [];
  #listener: (bytes: Uint8Array) => void = () => {};
  #isClosed = false;
  #isEnding = false;
  #hasEnded = false;

  constructor(wire: Wire, ports: ProxiedWirePorts) {
    this.#wire = wire;
    this.#ports = ports;
    wire.onBytes((bytes) => {
      this.#in.push({ bytes: new Uint8Array(bytes), dueMs: this.#dueMs() });
      this.#pump();
    });
    wire.onClose(() => {
      this.#isClosed = true;
      ports.closed();
    });
  }

  get device(): string {
    return this.#wire.device;
  }
  get handshake(): Uint8Array {
    return this.#wire.handshake;
  }
  get isInitiator(): boolean {
    return this.#wire.isInitiator;
  }
  get path(): Wire['path'] {
    return this.#wire.path;
  }
  get heardBytes(): number {
    return this.#wire.heardBytes;
  }

  write(bytes: Uint8Array): boolean {
    this.#out.push({ bytes: new Uint8Array(bytes), dueMs: this.#dueMs() });
    this.#pump();
    return true;
  }

  end(): void {
    if (this.#isEnding) return;
    this.#isEnding = true;
    this.#pump();
  }

  destroy(): void {
    this.#wire.destroy();
  }

  onBytes(listener: (bytes: Uint8Array) => void): void {
    this.#listener = listener;
    this.#pump();
  }

  onDrain(listener: () => void): void {
    this.#wire.onDrain(listener);
  }

  onClose(listener: (isStale: boolean) => void): void {
    this.#wire.onClose(listener);
  }

  lineChanged(): void {
    const { incoming, outgoing } = this.#ports.line();
    if (incoming === 'cut' || outgoing === 'cut') this.#wire.destroy();
    else this.#pump();
  }

  #dueMs(): number {
    return this.#ports.nowMs() + this.#ports.line().delayMs;
  }

  #pump(): void {
    if (this.#isClosed) return;
    const { incoming, outgoing } = this.#ports.line();
    if (incoming === 'passes') this.#passOn(this.#in, (bytes) => this.#listener(bytes));
    if (outgoing === 'passes') this.#passOn(this.#out, (bytes) => void this.#wire.write(bytes));
    if (!this.#isEnding || this.#hasEnded || this.#out.length > 0) return;
    this.#hasEnded = true;
    this.#wire.end();
  }

  /** What is due goes, in order; for the rest a timer is set. */
  #passOn(queue: Held[], pass: (bytes: Uint8Array) => void): void {
    for (;;) {
      const [first] = queue;
      if (!first) return;
      const leftMs = first.dueMs - this.#ports.nowMs();
      if (leftMs > 0) {
        this.#ports.after(leftMs, () => this.#pump());
        return;
      }
      queue.shift();
      pass(first.bytes);
    }
  }
}
