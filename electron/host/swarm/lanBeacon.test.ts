import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBeacon } from './lanBeacon.ts';

const beacon = (port: number) =>
  Buffer.concat([Buffer.from('evertable/lan/1 '), Buffer.of(port >> 8, port & 255)]);

test('a beacon names a port at the address that it came from', () => {
  expect(readBeacon(beacon(49_747), '192.168.1.9')).toEqual({ host: '192.168.1.9', port: 49_747 });
});

test('nothing else is one', () => {
  expect(readBeacon(beacon(0), '192.168.1.9')).toBeNull();
  // guards: nobody outside sends us anywhere
  expect(readBeacon(beacon(1), '203.0.113.5')).toBeNull();
  expect(readBeacon(Buffer.concat([beacon(1), Buffer.of(0)]), '10.0.0.1')).toBeNull();
  fc.assert(fc.property(fc.uint8Array({ maxLength: 30 }), (bytes) => readBeacon(bytes, '10.0.0.1') === null));
});
