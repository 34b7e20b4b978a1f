import { SWARM_TIMES } from '../swarm/limits.ts';
import type { LinkPath } from '../swarm/link.ts';
import type { Wire } from '../swarm/wire.ts';
import type { WallClock } from '../wallClock.ts';

/** More bytes than this on their way, and the writer is asked to wait. */
const WINDOW_BYTES = 65_536;
/** What an encrypted packet adds; a sign of life is nothing else. */
const PACKET_BYTES = 20;

interface Endpoint {
  readonly device: string;
}

export interface MemoryPathPorts {
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly clock: WallClock;
  readonly delayMs: () => number;
  readonly isOpen: () => boolean;
  readonly onOver: () => void;
}

/** One direction of a connection: bytes arrive late and in order, or wait while the way is cut. */
export class MemoryPath {
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly #ports: MemoryPathPorts;
  /** What has been written and has not arrived; null ends the stream. */
  #waiting: (Uint8Array | null)[] = [];
  #isMoving = false;
  #isOver = false;
  #arrived: (bytes: Uint8Array | null) => void = () => {};
  #moved: () => void = () => {};
  #silenced: (endpoint: Endpoint) => void = () => {};
  waitingBytes = 0;

  constructor(ports: MemoryPathPorts) {
    this.#ports = ports;
    this.from = ports.from;
    this.to = ports.to;
  }

  onArrived(listener: (bytes: Uint8Array | null) => void): void {
    this.#arrived = listener;
  }

  /** Some of what was written has arrived. */
  onMoved(listener: () => void): void {
    this.#moved = listener;
  }

  onSilenced(listener: (endpoint: Endpoint) => void): void {
    this.#silenced = listener;
  }

  write(bytes: Uint8Array | null): void {
    if (this.#isOver) return;
    this.#waiting.push(bytes);
    this.waitingBytes += bytes?.length ?? 0;
    this.#move();
  }

  /** The way is open again. */
  flush(): void {
    this.#move();
  }

  /** One of the two devices has died. */
  silence(endpoint: Endpoint): void {
    this.#silenced(endpoint);
    if (endpoint === this.to) this.over();
  }

  /** Nothing will come this way any more. */
  over(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#waiting = [];
    this.waitingBytes = 0;
    this.#ports.onOver();
  }

  #move(): void {
    if (this.#isMoving || this.#waiting.length === 0) return;
    this.#isMoving = true;
    // All that has been written by the time it leaves arrives together.
    const count = this.#waiting.length;
    this.#ports.clock.after(this.#ports.delayMs(), () => {
      this.#isMoving = false;
      if (this.#isOver || !this.#ports.isOpen()) return;
      for (const bytes of this.#waiting.splice(0, count)) {
        this.waitingBytes -= bytes?.length ?? 0;
        this.#arrived(bytes);
        if (bytes === null) this.over();
      }
      this.#moved();
      this.#move();
    });
  }
}

export interface MemoryWireParts {
  readonly there: MemoryPath;
  readonly back: MemoryPath;
  readonly handshake: Uint8Array;
  readonly clock: WallClock;
}

/** The two ends of a connection: of who called, and of who was called. */
export function memoryWires({ there, back, handshake, clock }: MemoryWireParts): [MemoryWire, MemoryWire] {
  return [
    new MemoryWire({ out: there, in: back, isInitiator: true, handshake, clock }),
    new MemoryWire({ out: back, in: there, isInitiator: false, handshake, clock }),
  ];
}

interface EndParts {
  readonly out: MemoryPath;
  readonly in: MemoryPath;
  readonly isInitiator: boolean;
  readonly handshake: Uint8Array;
  readonly clock: WallClock;
}

export class MemoryWire implements Wire {
  readonly device: string;
  readonly handshake: Uint8Array;
  readonly isInitiator: boolean;
  readonly path: LinkPath = 'direct';
  heardBytes = 0;
  readonly #out: MemoryPath;
  readonly #in: MemoryPath;
  readonly #clock: WallClock;
  #heardMs: number;
  #isOver = false;
  #isBlocked = false;
  #callOffSign: () => void = () => {};
  #early: Uint8Array[] = [];
  #bytesListener: ((bytes: Uint8Array) => void) | null = null;
  #drainListener = () => {};
  #closeListener: (isStale: boolean) => void = () => {};

  constructor({ out, in: inbound, isInitiator, handshake, clock }: EndParts) {
    this.device = out.to.device;
    this.handshake = handshake;
    this.isInitiator = isInitiator;
    this.#out = out;
    this.#in = inbound;
    this.#clock = clock;
    this.#heardMs = clock.steadyMs();
    inbound.onArrived((bytes) => this.#arrived(bytes));
    // This end's own device: the way out begins at it.
    out.onSilenced((endpoint) => {
      if (endpoint === out.from) this.#fallSilent();
    });
    out.onMoved(() => {
      if (!this.#isBlocked || this.#isOver || out.waitingBytes > WINDOW_BYTES) return;
      this.#isBlocked = false;
      this.#drainListener();
    });
    this.#signOfLife();
  }

  write(bytes: Uint8Array): boolean {
    if (this.#isOver) return true;
    this.#out.write(bytes);
    this.#isBlocked = this.#out.waitingBytes > WINDOW_BYTES;
    return !this.#isBlocked;
  }

  end(): void {
    this.#over(false);
  }

  destroy(): void {
    this.#over(false);
  }

  onBytes(listener: (bytes: Uint8Array) => void): void {
    this.#bytesListener = listener;
    for (const bytes of this.#early.splice(0)) listener(bytes);
  }

  onDrain(listener: () => void): void {
    this.#drainListener = listener;
  }

  onClose(listener: (isStale: boolean) => void): void {
    if (this.#isOver) listener(false);
    else this.#closeListener = listener;
  }

  #arrived(bytes: Uint8Array | null): void {
    if (this.#isOver) return;
    if (bytes === null) {
      this.#over(false);
      return;
    }
    this.#heardMs = this.#clock.steadyMs();
    this.heardBytes += bytes.length + PACKET_BYTES;
    if (bytes.length === 0) return;
    if (this.#bytesListener) this.#bytesListener(bytes);
    else this.#early.push(bytes);
  }

  #signOfLife(): void {
    this.#callOffSign = this.#clock.after(SWARM_TIMES.keepAliveMs, () => {
      if (this.#clock.steadyMs() - this.#heardMs >= SWARM_TIMES.staleMs) {
        this.#over(true);
        return;
      }
      this.#out.write(new Uint8Array(0));
      this.#signOfLife();
    });
  }

  #over(isStale: boolean): void {
    if (this.#isOver) return;
    this.#fallSilent();
    this.#out.write(null);
    this.#in.over();
    this.#closeListener(isStale);
  }

  #fallSilent(): void {
    this.#isOver = true;
    this.#callOffSign();
  }
}
