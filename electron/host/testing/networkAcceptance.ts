import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LIMITS, type Message } from '../../../shared/protocol.ts';
import { LINK_WORDS } from '../swarm/limits.ts';
import type { Link, Network } from '../swarm/link.ts';

/** Where networks are tested: devices that can reach each other, and time. */
export interface NetworkWorld {
  /** Time passes as on a wall: what takes long, and is the same on every network, is left to the others. */
  readonly isSlow?: boolean;
  /** A device joins; the same number is the same key. */
  join(number: number, boot?: number): Promise<Network>;
  /** Waits for a condition. @throws Error when it never holds */
  until(isDone: () => boolean): Promise<void>;
  close(): Promise<void>;
}

const TABLE = new Uint8Array(16).fill(1);
const TOPIC = new Uint8Array(32).fill(5);
const chat = (number: number, words = 'hello'): Message => ({ type: 'chat', table: TABLE, number, words });

/** All that happened at one device. */
class Watched {
  readonly network: Network;
  readonly links: Link[] = [];
  readonly closed: { device: string; words: string }[] = [];
  readonly heard: { device: string; message: Message }[] = [];
  readonly copies: string[] = [];
  /** The most links to one device that were ever open at once. */
  mostAtOnce = 0;

  constructor(network: Network) {
    this.network = network;
    network.onCopy((device) => this.copies.push(device));
    network.onLink((link) => {
      this.links.push(link);
      const { device } = link;
      link.onMessage((message) => this.heard.push({ device, message }));
      link.onClose((words) => this.closed.push({ device, words }));
      this.mostAtOnce = Math.max(this.mostAtOnce, this.#openTo(device));
    });
  }

  get device(): string {
    return this.network.device;
  }

  /** The open link to a device. */
  to(other: Watched): Link | undefined {
    return this.#openTo(other.device) > 0
      ? this.links.findLast(({ device }) => device === other.device)
      : undefined;
  }

  #openTo(device: string): number {
    const ofDevice = (entry: { device: string }) => entry.device === device;
    return this.links.filter(ofDevice).length - this.closed.filter(ofDevice).length;
  }
}

/** What every Network must do. */
export function networkAcceptance(name: string, open: () => Promise<NetworkWorld>): void {
  describe(`${name} is a network`, () => {
    let world: NetworkWorld;
    const joined: Watched[] = [];

    beforeEach(async () => {
      world = await open();
    });
    afterEach(async () => {
      const ended = Promise.all(joined.splice(0).map(({ network }) => network.close()));
      let isEnded = false;
      void ended.then(() => {
        isEnded = true;
      });
      await world.until(() => isEnded);
      await world.close();
    });

    const join = async (number: number, boot?: number): Promise<Watched> => {
      const watched = new Watched(await world.join(number, boot));
      joined.push(watched);
      return watched;
    };

    async function linked(a: Watched, b: Watched): Promise<[Link, Link]> {
      a.network.want(b.device);
      b.network.want(a.device);
      await world.until(() => a.to(b) !== undefined && b.to(a) !== undefined);
      return [a.to(b) as Link, b.to(a) as Link];
    }

    test('two devices that want each other get one link, the same on both ends', async () => {
      const [a, b] = [await join(1), await join(2)];
      const [ab, ba] = await linked(a, b);
      expect(ab.device).toBe(b.device);
      expect(ba.device).toBe(a.device);
      expect(ab.handshake).toEqual(ba.handshake);
      expect(ab.isInitiator).toBe(!ba.isInitiator);
      expect(ab.path).toBe('direct');
      expect([a.mostAtOnce, b.mostAtOnce]).toEqual([1, 1]);
    });

    test('a device that is wanted but does not want is not linked to', async () => {
      const [a, b, c] = [await join(1), await join(2), await join(3)];
      a.network.want(b.device);
      await linked(a, c);
      await linked(b, c);
      expect(a.to(b)).toBeUndefined();
      b.network.want(a.device);
      await world.until(() => a.to(b) !== undefined && b.to(a) !== undefined);
    });

    test('the boots that both sides said are known', async () => {
      const [a, b] = [await join(1, 17), await join(2, 23)];
      const [ab, ba] = await linked(a, b);
      expect([ab.boot, ba.boot]).toEqual([23, 17]);
    });

    test('messages arrive in order, and bytes are counted', async () => {
      const [a, b] = [await join(1), await join(2)];
      const [ab, ba] = await linked(a, b);
      for (let number = 0; number < 100; number++) ab.send(chat(number));
      await world.until(() => b.heard.length === 100);
      expect(b.heard.map(({ message }) => (message as { number: number }).number)).toEqual(
        Array.from({ length: 100 }, (_, number) => number),
      );
      expect(ba.receivedBytes).toBe(ab.sentBytes);
      ba.send(chat(1));
      await world.until(() => a.heard.length === 1);
      expect(a.heard[0]).toEqual({ device: b.device, message: chat(1) });
    });

    test('a message of the greatest size arrives', async () => {
      const [a, b] = [await join(1), await join(2)];
      const [ab] = await linked(a, b);
      const message = {
        type: 'sync' as const,
        table: TABLE,
        hand: 1,
        message: new Uint8Array(LIMITS.frameBytes - 256).fill(3),
      };
      ab.send(message);
      await world.until(() => b.heard.length === 1);
      const heard = b.heard[0]?.message as typeof message;
      expect(Buffer.compare(heard.message, message.message)).toBe(0);
    });

    test('three devices are all linked to each other', async () => {
      const devices = [await join(1), await join(2), await join(3)];
      for (const one of devices) for (const other of devices) one.network.want(other.device);
      await world.until(() =>
        devices.every((one) => devices.every((other) => one === other || one.to(other))),
      );
      expect(devices.every(({ mostAtOnce }) => mostAtOnce === 1)).toBe(true);
    });

    test('a link that is closed while it is wanted comes back', async () => {
      const [a, b] = [await join(1), await join(2)];
      const [ab] = await linked(a, b);
      ab.close('Tired.');
      expect(a.closed).toEqual([{ device: b.device, words: 'Tired.' }]);
      ab.send(chat(1));
      ab.close('Twice.');
      await world.until(() => a.links.length === 2 && b.links.length === 2);
      expect(b.closed).toEqual([{ device: a.device, words: LINK_WORDS.otherEnd }]);
      a.to(b)?.send(chat(2));
      await world.until(() => b.heard.length === 1);
      expect([a.mostAtOnce, b.mostAtOnce]).toEqual([1, 1]);
      expect([...a.copies, ...b.copies]).toEqual([]);
    });

    test('a listener that comes after the close is told at once', async () => {
      const [a, b] = [await join(1), await join(2)];
      const [ab] = await linked(a, b);
      ab.close('Tired.');
      const told: string[] = [];
      ab.onClose((words) => told.push(words));
      expect(told).toEqual(['Tired.']);
    });

    test('a device that nobody needs any more is parted from, and cannot come back', async () => {
      const [a, b] = [await join(1), await join(2)];
      await linked(a, b);
      a.network.unwant(b.device);
      expect(a.closed).toEqual([{ device: b.device, words: LINK_WORDS.unwanted }]);
      const c = await join(3);
      await linked(b, c);
      await linked(a, c);
      expect(a.to(b)).toBeUndefined();
    });

    test('a device that starts again is linked again', async () => {
      const [a, b] = [await join(1, 1), await join(2, 1)];
      await linked(a, b);
      await b.network.close();
      await world.until(() => a.to(b) === undefined);
      const again = await join(2, 2);
      again.network.want(a.device);
      await world.until(() => a.to(again) !== undefined);
      expect(a.to(again)?.boot).toBe(2);
      expect(a.mostAtOnce).toBe(1);
    });

    test('an open invite is found by its topic, and by nothing else', async () => {
      const [a, b, c] = [await join(1), await join(2), await join(3)];
      const close = await a.network.announce(TOPIC);
      const endLook = b.network.lookFor(TOPIC, {});
      const endOther = c.network.lookFor(new Uint8Array(32).fill(6), {});
      await world.until(() => b.to(a) !== undefined && a.to(b) !== undefined);
      expect(c.links).toEqual([]);
      endLook();
      endOther();
      await close();
      expect(b.to(a)).toBeDefined();
    });

    test('who looks at the same instant as the invite opens finds it', async () => {
      const [a, b, c] = [await join(1), await join(2), await join(3)];
      const ends = [b.network.lookFor(TOPIC, {}), c.network.lookFor(TOPIC, {})];
      const close = await a.network.announce(TOPIC);
      await world.until(() => a.to(b) !== undefined && a.to(c) !== undefined);
      for (const end of ends) end();
      await close();
    });

    test('a stranger who proves no invite loses its link; one who does stays', async ({ skip }) => {
      if (world.isSlow) skip('LIMITS.strangerMs is long');
      const [a, b, c] = [await join(1), await join(2), await join(3)];
      const close = await a.network.announce(TOPIC);
      const ends = [b.network.lookFor(TOPIC, {}), c.network.lookFor(TOPIC, {})];
      await world.until(() => a.to(b) !== undefined && a.to(c) !== undefined);
      a.to(b)?.proven();
      await world.until(() =>
        a.closed.some(({ device, words }) => device === c.device && words === LINK_WORDS.stranger),
      );
      expect(a.to(b)).toBeDefined();
      for (const end of ends) end();
      await close();
    }, 40_000);

    test('two devices with one key are seen to be copies', async () => {
      const [a, b] = [await join(1, 1), await join(2, 1)];
      await linked(a, b);
      const copy = await join(2, 2);
      copy.network.want(a.device);
      await world.until(() => a.copies.length > 0);
      expect(a.copies[0]).toBe(b.device);
      expect(a.to(copy)?.boot).toBe(2);
      expect(a.mostAtOnce).toBe(1);
    }, 40_000);

    test('closing a network closes its links and says so', async () => {
      const [a, b] = [await join(1), await join(2)];
      await linked(a, b);
      void a.network.close();
      await world.until(() => b.to(a) === undefined && a.to(b) === undefined);
      expect(a.closed).toEqual([{ device: b.device, words: LINK_WORDS.closing }]);
      a.network.want(b.device);
      expect(a.network.state().words).not.toBe('');
    });
  });
}
