import type { LinkPath } from './link.ts';

/** An encrypted, ordered stream of bytes to an authenticated device: what a link is made on. Nothing here throws. */
export interface Wire {
  /** The other end's public key, hex. */
  readonly device: string;
  readonly handshake: Uint8Array;
  readonly isInitiator: boolean;
  readonly path: LinkPath;
  /** All bytes that came from the other end so far, its signs of life included. */
  readonly heardBytes: number;
  /** @returns false: wait for onDrain before writing more */
  write(bytes: Uint8Array): boolean;
  /** Ends it; what was written still goes out. */
  end(): void;
  /** Ends it at once. */
  destroy(): void;
  onBytes(listener: (bytes: Uint8Array) => void): void;
  onDrain(listener: () => void): void;
  /** Told once, also when this end closes it. `isStale`: the other end fell silent. */
  onClose(listener: (isStale: boolean) => void): void;
}
