import { isIPv4, isIPv6 } from 'node:net';

export const IPV4_BYTES = 4;
export const IPV6_BYTES = 16;

/** The 4 or 16 bytes of an IPv4 or IPv6 address. @throws RangeError for anything else, a zone included */
export function bytesOfHost(host: string): Uint8Array {
  if (isIPv4(host)) return Uint8Array.from(host.split('.'), Number);
  if (!isIPv6(host) || host.includes('%')) throw new RangeError('an address that is none');
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(host);
  const text = tail ? tail[1] + ipv4Groups(tail[2] ?? '') : host;
  const [before = '', after] = text.split('::');
  const head = before === '' ? [] : before.split(':');
  const rest = after === undefined || after === '' ? [] : after.split(':');
  const zeros = Array.from({ length: IPV6_BYTES / 2 - head.length - rest.length }, () => '0');
  const groups = [...head, ...(after === undefined ? [] : zeros), ...rest];
  return Uint8Array.from(
    groups.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]),
  );
}

/** The usual spelling of 4 or 16 address bytes; IPv6 by RFC 5952. */
export function hostOfBytes(bytes: Uint8Array): string {
  if (bytes.length === IPV4_BYTES) return bytes.join('.');
  const groups = Array.from(
    { length: IPV6_BYTES / 2 },
    (_, i) => (bytes[2 * i] ?? 0) * 256 + (bytes[2 * i + 1] ?? 0),
  );
  const { start, length } = longestZeros(groups);
  const hex = groups.map((group) => group.toString(16));
  if (length < 2) return hex.join(':');
  return `${hex.slice(0, start).join(':')}::${hex.slice(start + length).join(':')}`;
}

function ipv4Groups(host: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = host.split('.').map(Number);
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

/** The first longest run of zeros (RFC 5952, 4.2.3). */
function longestZeros(groups: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let length = 0;
    while (groups[start + length] === 0) length++;
    if (length > best.length) best = { start, length };
  }
  return best;
}
