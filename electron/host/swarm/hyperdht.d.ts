/** What is used here of hyperdht, which brings no types. */
declare module 'hyperdht' {
  import type { EventEmitter } from 'node:events';
  import type { Duplex } from 'node:stream';

  export interface KeyPair {
    publicKey: Buffer;
    secretKey: Buffer;
  }

  export interface DhtAddress {
    host: string;
    port: number;
  }

  /** A Noise session over UDX: @hyperswarm/secret-stream. */
  export interface SecretStream extends Duplex {
    readonly isInitiator: boolean;
    readonly remotePublicKey: Buffer;
    readonly handshakeHash: Buffer;
    readonly rawBytesRead: number;
    setTimeout(ms: number): void;
    setKeepAlive(ms: number): void;
  }

  export interface Server extends EventEmitter {
    listen(keyPair: KeyPair): Promise<this>;
    /** Announces again, soon. */
    refresh(): void;
    close(): Promise<void>;
  }

  export interface LookupReply {
    peers: { publicKey: Buffer }[];
  }

  export interface Query extends AsyncIterable<LookupReply> {
    finished(): Promise<void>;
    destroy(): void;
  }

  export interface QueryOptions {
    /** Asked first, besides those that are known. */
    nodes?: readonly DhtAddress[];
  }

  export interface Options {
    keyPair?: KeyPair;
    bootstrap?: readonly (string | DhtAddress)[];
    port?: number;
    /** What its sockets are bound to. */
    host?: string;
    ephemeral?: boolean;
    firewalled?: boolean;
    connectionKeepAlive?: number;
  }

  /** Emits network-change, network-update, wakeup, add-node, remove-node. */
  export default class HyperDHT extends EventEmitter {
    constructor(options?: Options);
    static keyPair(seed?: Buffer): KeyPair;
    /** A node that others may begin from, reachable at this address. */
    static bootstrapper(port: number, host: string, options?: Options): HyperDHT;
    readonly online: boolean;
    readonly bootstrapped: boolean;
    readonly destroyed: boolean;
    readonly nodes: { readonly length: number };
    bind(): Promise<void>;
    fullyBootstrapped(): Promise<void>;
    addNode(address: DhtAddress): void;
    refresh(): void;
    createServer(
      options: { firewall?: (remotePublicKey: Buffer) => boolean },
      onConnection: (stream: SecretStream) => void,
    ): Server;
    connect(publicKey: Buffer): SecretStream;
    announce(topic: Buffer, keyPair: KeyPair, relays?: DhtAddress[], options?: QueryOptions): Query;
    unannounce(topic: Buffer, keyPair: KeyPair, options?: QueryOptions): Promise<void>;
    lookup(topic: Buffer, options?: QueryOptions): Query;
    destroy(options?: { force?: boolean }): Promise<void>;
  }
}

declare module 'hyperdht/testnet.js' {
  import type { DhtAddress } from 'hyperdht';

  /** A DHT of its own on this machine, for tests. */
  export default function createTestnet(
    size: number,
    options?: { host?: string },
  ): Promise<{ readonly bootstrap: readonly DhtAddress[]; destroy(): Promise<void> }>;
}
