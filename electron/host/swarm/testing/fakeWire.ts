import type { LinkPath } from '../link.ts';
import type { Wire } from '../wire.ts';

/** A wire whose other end is the test: it feeds bytes, and sees what was written. */
export class FakeWire implements Wire {
  readonly device: string;
  readonly isInitiator: boolean;
  readonly handshake = new Uint8Array(64);
  readonly path: LinkPath = 'direct';
  readonly written: Uint8Array[] = [];
  heardBytes = 0;
  /** Whether it takes more; false: the other end does not read. */
  isRead = true;
  ended: 'end' | 'destroy' | null = null;
  #bytesListener: (bytes: Uint8Array) => void = () => {};
  #drainListener = () => {};
  #closeListener: (isStale: boolean) => void = () => {};

  constructor(device: string, isInitiator = false) {
    this.device = device;
    this.isInitiator = isInitiator;
  }

  write(bytes: Uint8Array): boolean {
    this.written.push(bytes);
    return this.isRead;
  }

  end(): void {
    this.ended ??= 'end';
  }

  destroy(): void {
    this.ended ??= 'destroy';
  }

  onBytes(listener: (bytes: Uint8Array) => void): void {
    this.#bytesListener = listener;
  }

  onDrain(listener: () => void): void {
    this.#drainListener = listener;
  }

  onClose(listener: (isStale: boolean) => void): void {
    this.#closeListener = listener;
  }

  feed(bytes: Uint8Array): void {
    if (this.ended) return;
    this.heardBytes += bytes.length;
    this.#bytesListener(bytes);
  }

  drain(): void {
    this.isRead = true;
    this.#drainListener();
  }

  /** The other end goes. */
  close(isStale = false): void {
    if (this.ended) return;
    this.ended = 'end';
    this.#closeListener(isStale);
  }
}
