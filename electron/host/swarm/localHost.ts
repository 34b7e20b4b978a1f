import { createSocket } from 'node:dgram';
import { networkInterfaces } from 'node:os';

/** Interfaces of containers, virtual machines and tunnels: a friend's laptop is not behind them. */
const VIRTUAL_INTERFACE = /^(docker|br-|virbr|vbox|vmnet|vethernet|veth|tun|tap|utun|wg|tailscale|zt)/i;

/** Private, link-local and shared IPv4 addresses (RFC 1918, 3927, 6598), and this machine's own. */
export function isLocalHost(host: string): boolean {
  const parts = host.split('.').map(Number);
  const [a = -1, b = -1] = parts;
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255))
    return false;
  return (
    a === 10 ||
    a === 127 ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168) ||
    (a === 169 && b === 254) ||
    (a === 100 && b >= 64 && b < 128)
  );
}

/** This machine's IPv4 address on its local network, of real interfaces first; null: it is on none. */
export function localHost(interfaces = networkInterfaces()): string | null {
  const found = Object.entries(interfaces).flatMap(([name, addresses = []]) =>
    addresses
      .filter(({ family, internal, address }) => family === 'IPv4' && !internal && isLocalHost(address))
      .map(({ address }) => ({ address, rank: rankOf(name, address) })),
  );
  return found.sort((a, b) => a.rank - b.rank)[0]?.address ?? null;
}

function rankOf(name: string, address: string): number {
  return (VIRTUAL_INTERFACE.test(name) ? 2 : 0) + (address.startsWith('169.254.') ? 1 : 0);
}

/** Whether the machine has any address but its own loopback. */
export function hasNetwork(interfaces = networkInterfaces()): boolean {
  return Object.values(interfaces).some((addresses) => addresses?.some(({ internal }) => !internal));
}

/** The first UDP port from `first` on that is free on this host; null: none of `count` is. */
export async function freePort(host: string, first: number, count: number): Promise<number | null> {
  for (let port = first; port < first + count; port++) if (await isFree(host, port)) return port;
  return null;
}

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', () => {
      socket.close();
      resolve(false);
    });
    socket.bind({ port, address: host, exclusive: true }, () => socket.close(() => resolve(true)));
  });
}
