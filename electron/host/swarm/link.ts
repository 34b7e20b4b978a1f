import type { Message } from '../../../shared/protocol.ts';

/** An IPv4 or IPv6 address in its usual spelling, and a UDP port, 1 to 65535. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** How the bytes of a link travel: straight between the two devices, or through a third one. */
export type LinkPath = 'direct' | 'relayed';

/**
 * An encrypted and ordered connection to one other device, for all tables that the two share. It exists from the moment
 * both sides have said hello until it closes, and is not used again after that.
 */
export interface Link {
  /** The other end's Ed25519 public key, hex; authenticated by the Noise handshake. */
  readonly device: string;
  /** The other end's start, as it said in its hello. */
  readonly boot: number;
  /** The hash of the Noise handshake: the same on both ends, and different for every link ever made. */
  readonly handshake: Uint8Array;
  /** Whether this end made the connection. */
  readonly isInitiator: boolean;
  readonly path: LinkPath;
  /** Bytes of frames that this link has taken to be sent, and has received. */
  readonly sentBytes: number;
  readonly receivedBytes: number;
  /**
   * Sends a message, in order. A peer that takes less than is sent to it loses its link once LIMITS.queueBytes wait.
   * Does nothing once the link is closed; never throws for anything that the other end does.
   */
  send(message: Message): void;
  /** Closes the link; `words` say why, to the listeners of this end. Does nothing the second time. */
  close(words: string): void;
  /**
   * Lets a stranger's link stay: it has proven an invite. One that proves nothing within LIMITS.strangerMs is closed, as
   * long as its device is not wanted.
   */
  proven(): void;
  onMessage(listener: (message: Message) => void): void;
  /** Told once; a listener that comes after the close is told at once. */
  onClose(listener: (words: string) => void): void;
}

/** Bytes of frames on all links of a device since it joined the network, those that have closed included. */
export interface Traffic {
  readonly sentBytes: number;
  readonly receivedBytes: number;
}

export interface NetworkState {
  readonly type: 'online' | 'local' | 'offline';
  /** For the person at this device. */
  readonly words: string;
}

/** What brings links to other devices. There is never more than one open link to a device. */
export interface Network {
  /** This device's key, hex. */
  readonly device: string;
  /** Every link that opens from now on. The link before it to the same device has closed by then. */
  onLink(listener: (link: Link) => void): void;
  /** Keeps a link to this device: connects, and again after growing pauses, for as long as it is wanted. */
  want(device: string): void;
  /** Nobody here needs that device any more: its link is closed. */
  unwant(device: string): void;
  /**
   * Lets strangers in who know this topic, until the returned function is called. Resolves once it can be found where
   * that is possible at all; fails never.
   */
  announce(topic: Uint8Array): Promise<() => Promise<void>>;
  /**
   * Looks for devices that announce this topic and connects to them, until the returned function is called.
   * `bootstrap`: where they may be, besides in the network that is known already.
   */
  lookFor(topic: Uint8Array, options: { readonly bootstrap?: readonly Address[] }): () => void;
  /** Where this device can be reached on its local network; null: nowhere. */
  localAddress(): Address | null;
  traffic(): Traffic;
  state(): NetworkState;
  onState(listener: (state: NetworkState) => void): void;
  /** A device cannot be talked to: its app is too old, or this one is. `words` say so, for the person here. */
  onProblem(listener: (device: string, words: string) => void): void;
  /** Two devices with this key were connected at the same time: its data folder was copied, and both run. */
  onCopy(listener: (device: string) => void): void;
  close(): Promise<void>;
}
