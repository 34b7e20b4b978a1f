import { createSocket } from 'node:dgram';
import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, test } from 'vitest';
import { freePort, hasNetwork, isLocalHost, localHost } from './localHost.ts';

const one = (address: string, internal = false): NetworkInterfaceInfo[] => [
  {
    address,
    internal,
    family: address.includes(':') ? ('IPv6' as never) : 'IPv4',
    netmask: '',
    mac: '',
    cidr: null,
  } as NetworkInterfaceInfo,
];

describe('the address on the local network', () => {
  test('is that of a real interface', () => {
    expect(
      localHost({ lo: one('127.0.0.1', true), docker0: one('172.17.0.1'), wlan0: one('192.168.1.7') }),
    ).toBe('192.168.1.7');
    expect(localHost({ docker0: one('172.17.0.1') })).toBe('172.17.0.1');
    expect(localHost({ en0: one('169.254.1.1'), en1: one('10.0.0.5') })).toBe('10.0.0.5');
  });

  test('is none without one', () => {
    expect(localHost({ lo: one('127.0.0.1', true), eth0: one('203.0.113.7') })).toBeNull();
    expect(localHost({ eth0: one('fe80::1') })).toBeNull();
    expect(hasNetwork({ lo: one('127.0.0.1', true) })).toBe(false);
    expect(hasNetwork({ eth0: one('203.0.113.7') })).toBe(true);
  });

  test.each([
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.0.1',
    '169.254.9.9',
    '100.64.0.1',
    '127.0.0.1',
  ])('%s is local', (host) => expect(isLocalHost(host)).toBe(true));
  // guards: what a link names is asked only there
  test.each([
    '8.8.8.8',
    '172.32.0.1',
    '192.169.0.1',
    '100.128.0.1',
    '256.0.0.1',
    '10.0.0',
    'example.org',
    '::1',
    '',
  ])('%s is not', (host) => expect(isLocalHost(host)).toBe(false));

  test('a port that is taken is passed over', async () => {
    const taken = createSocket('udp4');
    await new Promise<void>((resolve) => taken.bind(0, '127.0.0.1', resolve));
    const { port } = taken.address();
    expect(await freePort('127.0.0.1', port, 1)).toBeNull();
    expect(await freePort('127.0.0.1', port, 20)).toBeGreaterThan(port);
    taken.close();
  });
});
