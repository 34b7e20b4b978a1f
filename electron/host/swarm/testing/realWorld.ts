import { vi } from 'vitest';
import type { Message } from '../../../../shared/protocol.ts';
import { realClock } from '../../wallClock.ts';
import { HyperNetwork } from '../hyperNetwork.ts';
import type { Link, Network } from '../link.ts';

export const LOOPBACK = '127.0.0.1';
/** A port of this machine that nothing listens on: a bootstrap list that leads nowhere. */
export const UNREACHABLE: readonly string[] = [`${LOOPBACK}:9`];

export const seedOf = (number: number): Uint8Array => new Uint8Array(32).fill(number);

/** A device on loopback that knows no node of any DHT, unless `bootstrap` says so. */
export function loopbackNetwork(
  number: number,
  { boot = 1, bootstrap = UNREACHABLE } = {},
): Promise<HyperNetwork> {
  return HyperNetwork.open({ seed: seedOf(number), boot, bootstrap, host: LOOPBACK, clock: realClock });
}

export function eventually(isDone: () => boolean, timeoutMs = 20_000): Promise<void> {
  return vi.waitFor(
    () => {
      if (!isDone()) throw new Error('It never happened.');
    },
    { timeout: timeoutMs, interval: 5 },
  );
}

/** What a device's open links are, and what was said on them. */
export class Company {
  readonly open = new Map<string, Link>();
  readonly heard: Message[] = [];
  readonly closed: string[] = [];

  constructor(network: Network) {
    network.onLink((link) => {
      this.open.set(link.device, link);
      link.onMessage((message) => this.heard.push(message));
      link.onClose((words) => {
        this.open.delete(link.device);
        this.closed.push(words);
      });
    });
  }
}

export const chat = (number: number, words = 'hello'): Message => ({
  type: 'chat',
  table: new Uint8Array(16),
  number,
  words,
});
