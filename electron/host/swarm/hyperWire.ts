import type { SecretStream } from 'hyperdht';
import { toHex } from '../../../shared/process/hash.ts';
import type { WallClock } from '../wallClock.ts';
import { SWARM_TIMES } from './limits.ts';
import type { LinkPath } from './link.ts';
import type { Wire } from './wire.ts';

/** What the libraries say when the other end fell silent. */
const STALE_ERRORS = new Set(['ETIMEDOUT', 'Stream timed out']);

/** A wire on a Noise session over UDX. */
export class HyperWire implements Wire {
  readonly device: string;
  readonly handshake: Uint8Array;
  readonly isInitiator: boolean;
  /** No relay is asked for: a stream that opens goes straight to the other device. */
  readonly path: LinkPath = 'direct';
  readonly #stream: SecretStream;
  readonly #clock: WallClock;
  #isStale = false;

  /** `stream` is open, and its errors are heard by somebody already. */
  constructor(stream: SecretStream, clock: WallClock) {
    this.#stream = stream;
    this.#clock = clock;
    this.device = toHex(new Uint8Array(stream.remotePublicKey));
    this.handshake = new Uint8Array(stream.handshakeHash);
    this.isInitiator = stream.isInitiator;
    stream.setKeepAlive(SWARM_TIMES.keepAliveMs);
    stream.setTimeout(SWARM_TIMES.staleMs);
    stream.on('error', (error: Error & { code?: string }) => {
      this.#isStale = STALE_ERRORS.has(error.code ?? '') || STALE_ERRORS.has(error.message);
    });
    // The other end is done: so is this one.
    stream.on('end', () => this.end());
  }

  get heardBytes(): number {
    return this.#stream.rawBytesRead;
  }

  write(bytes: Uint8Array): boolean {
    return this.#stream.destroyed ? true : this.#stream.write(bytes);
  }

  end(): void {
    if (this.#stream.destroyed) return;
    this.#stream.end();
    const callOff = this.#clock.after(SWARM_TIMES.endMs, () => this.#stream.destroy());
    this.#stream.once('close', callOff);
  }

  destroy(): void {
    this.#stream.destroy();
  }

  onBytes(listener: (bytes: Uint8Array) => void): void {
    this.#stream.on('data', listener);
  }

  onDrain(listener: () => void): void {
    this.#stream.on('drain', listener);
  }

  onClose(listener: (isStale: boolean) => void): void {
    if (this.#stream.destroyed) listener(this.#isStale);
    else this.#stream.once('close', () => listener(this.#isStale));
  }
}
