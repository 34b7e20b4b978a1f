import { describe, expect, test } from 'vitest';
import type { Message } from '../../../shared/protocol.ts';
import { MemoryHub, type MemoryNetwork } from '../testing/memoryNetwork.ts';
import { seededRandom } from '../testing/seededRandom.ts';
import { VirtualClock } from '../testing/virtualClock.ts';
import type { Link } from './link.ts';
import { seedOf } from './testing/realWorld.ts';

/*
 * Four devices that want each other, and everything that can happen to their network, from a seed. A failure names it.
 */

const SEEDS = Array.from({ length: 60 }, (_, at) => at + Number(process.env.EVERTABLE_SEED ?? 1));
const DEVICES = 4;
const STEPS = 40;

class Device {
  readonly open = new Map<string, Link>();
  readonly faults: string[] = [];
  /** The last number heard on each link. */
  readonly #heard = new Map<Link, number>();
  readonly copies: string[] = [];
  boot = 1;
  network: MemoryNetwork;

  constructor(
    readonly hub: MemoryHub,
    readonly number: number,
  ) {
    this.network = this.#join();
  }

  #join(): MemoryNetwork {
    const { boot } = this;
    const network = this.hub.join({ seed: seedOf(this.number), boot });
    this.open.clear();
    network.onCopy((device) => this.copies.push(device));
    network.onLink((link) => {
      if (this.open.has(link.device)) this.faults.push('two links at once');
      this.open.set(link.device, link);
      link.onClose(() => {
        // The dead may still clear up.
        if (boot !== this.boot) return;
        if (this.open.get(link.device) !== link) this.faults.push('the wrong link closed');
        this.open.delete(link.device);
        link.onMessage(() => this.faults.push('a message after the close'));
      });
      link.onMessage((message) => this.#hear(link, message));
    });
    return network;
  }

  #hear(link: Link, message: Message): void {
    if (message.type !== 'chat') return;
    const last = this.#heard.get(link) ?? -1;
    if (message.number !== last + 1) this.faults.push(`${message.number} after ${last}`);
    this.#heard.set(link, message.number);
  }

  restart(kind: 'kill' | 'quit'): void {
    if (kind === 'kill') this.hub.kill(this.network.device);
    else void this.network.close();
    this.boot += 1;
    this.network = this.#join();
  }
}

describe('whatever happens to the network', () => {
  test.each(SEEDS)('everybody is linked to everybody in the end, once (seed %i)', async (seed) => {
    const clock = new VirtualClock();
    const random = seededRandom(seed);
    const hub = new MemoryHub({ clock, random, delayMaxMs: 120 });
    const devices = Array.from({ length: DEVICES }, (_, at) => new Device(hub, at + 1));
    const wantAll = (one: Device) => {
      for (const other of devices) one.network.want(other.network.device);
    };
    for (const one of devices) wantAll(one);
    const sent = new Map<Link, number>();
    const pick = () => devices[Math.floor(random() * DEVICES)] as Device;
    const acts: (() => void)[] = [
      () => hub.cut(pick().network.device, pick().network.device),
      () => hub.cutOneWay(pick().network.device, pick().network.device),
      () => hub.healAll(),
      () => hub.sleep(pick().network.device),
      () => {
        for (const { network } of devices) hub.wake(network.device);
      },
      () => [...pick().open.values()][0]?.close('chaos'),
      () => {
        const one = pick();
        one.restart(random() < 0.5 ? 'kill' : 'quit');
        wantAll(one);
      },
      () => {
        for (const link of pick().open.values()) {
          const number = sent.get(link) ?? 0;
          sent.set(link, number + 1);
          link.send({ type: 'chat', table: new Uint8Array(16), number, words: 'x' });
        }
      },
    ];
    for (let step = 0; step < STEPS; step++) {
      acts[Math.floor(random() * acts.length)]?.();
      await passes(clock, random() * 4_000);
    }
    hub.healAll();
    for (const { network } of devices) hub.wake(network.device);
    await clock.until(() => devices.every(({ open }) => open.size === DEVICES - 1), 60_000);
    await passes(clock, 30_000);
    expect(devices.map(({ open }) => open.size)).toEqual(devices.map(() => DEVICES - 1));
    for (const { faults, copies } of devices) expect([...faults, ...copies]).toEqual([]);
    // Both ends of a pair hold the two ends of one link.
    for (const one of devices) {
      for (const other of devices) {
        if (one === other) continue;
        const there = one.open.get(other.network.device);
        expect(there?.handshake).toEqual(other.open.get(one.network.device)?.handshake);
        expect(there?.boot).toBe(other.boot);
      }
    }
  });
});

function passes(clock: VirtualClock, ms: number): Promise<void> {
  let isOver = false;
  clock.after(ms, () => {
    isOver = true;
  });
  return clock.until(() => isOver, 60_000);
}
