import { createSocket, type Socket } from 'node:dgram';
import type { Address } from './link.ts';
import { isLocalHost } from './localHost.ts';

/** Of the addresses that stay within a site (RFC 2365), and a port of its own. */
const GROUP = '239.255.86.84';
const BEACON_PORT = 49_746;
/** One hop: the local network and no further. */
const HOPS = 1;
const MAGIC = Buffer.from('evertable/lan/1 ');
const BEACON_BYTES = MAGIC.length + 2;

export interface LanBeaconOptions {
  /** Of this device's node on the local network. */
  readonly address: Address;
  /** A device says that its node is there. */
  readonly onHeard: (address: Address) => void;
}

/**
 * Calls across the local network that this device is there, and hears others who do: so friends who have met before find
 * each other again without internet, whatever addresses they have today. It says an address and nothing about who it is;
 * what is heard is only where to ask. A network that carries no multicast has no beacon.
 */
export class LanBeacon {
  readonly #address: Address;
  readonly #socket: Socket;
  #isOn = false;

  constructor({ address, onHeard }: LanBeaconOptions) {
    this.#address = address;
    this.#socket = createSocket({ type: 'udp4', reuseAddr: true });
    this.#socket.on('error', () => this.close());
    this.#socket.on('message', (bytes, { address: host }) => {
      const heard = readBeacon(bytes, host);
      if (heard && !(heard.host === address.host && heard.port === address.port)) onHeard(heard);
    });
    this.#socket.bind(BEACON_PORT, () => this.#join());
  }

  /** Calls once. */
  call(): void {
    if (!this.#isOn) return;
    const port = Buffer.alloc(2);
    port.writeUInt16BE(this.#address.port);
    this.#socket.send(Buffer.concat([MAGIC, port]), BEACON_PORT, GROUP, () => {
      // Not sent: the network is gone, and the next call comes by itself.
    });
  }

  close(): void {
    this.#isOn = false;
    try {
      this.#socket.close();
    } catch {
      // It is closed.
    }
  }

  #join(): void {
    try {
      this.#socket.addMembership(GROUP, this.#address.host);
      this.#socket.setMulticastInterface(this.#address.host);
      this.#socket.setMulticastTTL(HOPS);
      this.#isOn = true;
      this.call();
    } catch {
      this.close();
    }
  }
}

/** The address that a beacon names; null: it is none of ours, or not of a local network. */
export function readBeacon(bytes: Uint8Array, host: string): Address | null {
  if (bytes.length !== BEACON_BYTES || !isLocalHost(host)) return null;
  const beacon = Buffer.from(bytes);
  if (!beacon.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  const port = beacon.readUInt16BE(MAGIC.length);
  return port === 0 ? null : { host, port };
}
