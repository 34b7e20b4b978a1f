import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import HyperDHT, { type SecretStream } from 'hyperdht';
import { afterEach, describe, expect, test } from 'vitest';
import { toBytes } from '../../../shared/process/plain.ts';
import {
  LIMITS,
  type Message,
  messageBytes,
  PROTOCOL_VERSION,
  UPDATE_THEM,
  UPDATE_THIS,
} from '../../../shared/protocol.ts';
import { VirtualClock } from '../testing/virtualClock.ts';
import { Core } from './core.ts';
import { frameOf } from './frames.ts';
import type { HyperNetwork } from './hyperNetwork.ts';
import { LINK_WORDS, SWARM_TIMES } from './limits.ts';
import type { Address, Link } from './link.ts';
import { FakeWire } from './testing/fakeWire.ts';
import { Company, chat, eventually, LOOPBACK, loopbackNetwork, seedOf } from './testing/realWorld.ts';

/*
 * What peers may try. Whatever it is, it costs them their link and nobody else anything.
 */

const HELLO: Message = { type: 'hello', version: 1, oldest: 1, boot: 7 };
const frame = (message: Message) => frameOf(messageBytes(message));
const header = (length: number) => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, length);
  return bytes;
};

/** A device that one hostile peer is wired to. */
function prey() {
  const clock = new VirtualClock();
  const core = new Core({
    device: 'aa',
    boot: 1,
    clock,
    random: () => 0.5,
    dial: () => () => {},
    state: { type: 'online', words: '' },
  });
  const links: Link[] = [];
  const heard: Message[] = [];
  const closed: string[] = [];
  core.onLink((link) => {
    links.push(link);
    link.onMessage((message) => heard.push(message));
    link.onClose((words) => closed.push(words));
  });
  core.want('bb');
  const wire = new FakeWire('bb');
  core.take(wire);
  const passes = async (ms: number) => {
    const untilMs = clock.steadyMs() + ms;
    clock.after(ms, () => {});
    await clock.until(() => clock.steadyMs() >= untilMs);
  };
  return { clock, core, wire, links, heard, closed, passes };
}

function greetedPrey() {
  const all = prey();
  all.wire.feed(frame(HELLO));
  expect(all.links).toHaveLength(1);
  return all;
}

describe('before hello', () => {
  test('says nothing: it is gone after a while', async () => {
    const { wire, links, passes } = prey();
    await passes(SWARM_TIMES.helloMs - 1);
    expect(wire.ended).toBeNull();
    await passes(1);
    expect(wire.ended).toBe('destroy');
    expect(links).toEqual([]);
  });

  test('says something else first', () => {
    const { wire, links } = prey();
    wire.feed(frame(chat(1)));
    expect(wire.ended).toBe('destroy');
    expect(links).toEqual([]);
  });

  test.each([
    ['a newer version', { version: PROTOCOL_VERSION + 5, oldest: PROTOCOL_VERSION + 1 }, UPDATE_THIS],
    ['an older version', { version: 0, oldest: 0 }, UPDATE_THEM],
  ])('%s is told apart in words, after our own hello went out', (_, versions, words) => {
    const { wire, links, core } = prey();
    const problems: string[] = [];
    core.onProblem((_device, problem) => problems.push(problem));
    wire.feed(frame({ type: 'hello', boot: 1, ...versions }));
    expect(links).toEqual([]);
    expect(wire.written).toHaveLength(1);
    expect(wire.ended).toBe('end');
    expect(problems).toEqual([words]);
  });

  test('a newer version that still speaks ours is welcome', () => {
    const { wire, links } = prey();
    wire.feed(frame({ type: 'hello', boot: 1, version: PROTOCOL_VERSION + 1, oldest: PROTOCOL_VERSION }));
    expect(links).toHaveLength(1);
  });
});

describe('after hello', () => {
  test.each<[string, Uint8Array, string]>([
    ['says hello twice', frame(HELLO), LINK_WORDS.helloTwice],
    ['sends garbage in a frame', frameOf(Uint8Array.of(255, 254, 253)), LINK_WORDS.notAMessage],
    ['sends an empty frame', frameOf(new Uint8Array(0)), LINK_WORDS.notAMessage],
    ['sends an unknown message', frameOf(toBytes({ type: 'pwn' })), LINK_WORDS.notAMessage],
    ['sends a field too many', frameOf(toBytes({ ...(chat(1) as object), x: 1 })), LINK_WORDS.notAMessage],
    ['sends a line of control characters', frame(chat(1, '\u0000\u0007')), LINK_WORDS.notAMessage],
    ['sends a chat line that is too long', frame(chat(1, 'x'.repeat(281))), LINK_WORDS.notAMessage],
    ['sends deeply nested lists', frameOf(new Uint8Array(100_000).fill(0x81)), LINK_WORDS.notAMessage],
    ['promises a map of 2^32 keys', frameOf(Uint8Array.of(0xba, 255, 255, 255, 255)), LINK_WORDS.notAMessage],
    ['promises 2^32 bytes', frameOf(Uint8Array.of(0x5a, 255, 255, 255, 255)), LINK_WORDS.notAMessage],
    ['lies about a length', header(LIMITS.frameBytes + 1), LINK_WORDS.tooBig],
    ['lies about it greatly', header(0xffffffff), LINK_WORDS.tooBig],
  ])('%s', (_, bytes, words) => {
    const { wire, heard, closed } = greetedPrey();
    wire.feed(frame(chat(0)));
    wire.feed(Buffer.concat([bytes, frame(chat(9))]));
    expect(heard).toEqual([chat(0)]);
    expect(closed).toEqual([words]);
    expect(wire.ended).toBe('destroy');
  });

  test('any bytes at all: nothing is thrown', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 64 })), fc.boolean(), (chunks, isFramed) => {
        const { wire } = greetedPrey();
        for (const chunk of chunks) wire.feed(isFramed ? frameOf(chunk) : chunk);
      }),
    );
  });

  test('an endless stream without a frame end is cut off by its rate', () => {
    const { wire, closed } = greetedPrey();
    wire.feed(header(LIMITS.frameBytes));
    let fed = 0;
    // Frame after frame of the greatest size, never one that is whole for long.
    for (; !wire.ended && fed < 2 * LIMITS.bytesBurst; fed += 65_536) wire.feed(new Uint8Array(65_536));
    expect(wire.ended).toBe('destroy');
    expect(fed).toBeLessThanOrEqual(LIMITS.frameBytes + 65_536);
    expect(closed).toHaveLength(1);
  });

  test('a flood of frames is cut off at the burst', () => {
    const { wire, heard, closed } = greetedPrey();
    for (let number = 0; !wire.ended && number < 2 * LIMITS.framesBurst; number++)
      wire.feed(frame(chat(number)));
    expect(closed).toEqual([LINK_WORDS.tooFast]);
    expect(heard.length).toBeLessThan(LIMITS.framesBurst);
  });

  test('a flood of bytes is cut off at the burst', () => {
    const { wire, closed } = greetedPrey();
    const big = frame({
      type: 'sync',
      table: new Uint8Array(16),
      hand: 1,
      message: new Uint8Array(1_000_000),
    });
    let frames = 0;
    for (; !wire.ended && frames < 20; frames++) wire.feed(big);
    expect(closed).toEqual([LINK_WORDS.tooFast]);
    expect(frames).toBe(Math.ceil(LIMITS.bytesBurst / 1_000_000));
  });

  test('as much as is allowed, for a minute, is no flood', async () => {
    const { wire, heard, passes } = greetedPrey();
    for (let second = 0; second < 60; second++) {
      for (let number = 0; number < LIMITS.framesPerSecond; number++) wire.feed(frame(chat(number)));
      await passes(1_000);
    }
    expect(heard).toHaveLength(60 * LIMITS.framesPerSecond);
    expect(wire.ended).toBeNull();
  });

  test('a slow reader loses its link once the queue is full', async () => {
    const { wire, links, closed, passes } = greetedPrey();
    wire.isRead = false;
    const link = links[0] as Link;
    const big: Message = {
      type: 'sync',
      table: new Uint8Array(16),
      hand: 1,
      message: new Uint8Array(1_000_000),
    };
    let sent = 0;
    for (; closed.length === 0 && sent < 40; sent++) {
      link.send(big);
      await passes(1_000);
    }
    expect(closed).toEqual([LINK_WORDS.tooSlow]);
    expect(sent * 1_000_000).toBeGreaterThan(LIMITS.queueBytes);
    link.send(big);
    expect(wire.written.length).toBeLessThan(4);
  });

  test('a reader that takes its time gets all, in order', async () => {
    const { wire, links, passes } = greetedPrey();
    const link = links[0] as Link;
    wire.isRead = false;
    for (let number = 0; number < 3_000; number++) link.send(chat(number));
    wire.drain();
    await passes(20_000);
    expect(wire.ended).toBeNull();
    expect(wire.written.slice(1)).toEqual(Array.from({ length: 3_000 }, (_, number) => frame(chat(number))));
  });
});

describe('over the real network', () => {
  const ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    await Promise.all(ends.splice(0).map((end) => end()));
  });

  async function attack(
    seed: Uint8Array,
  ): Promise<{ stream: SecretStream; company: Company; ada: HyperNetwork }> {
    const ada = await loopbackNetwork(1);
    ends.push(() => ada.close());
    const company = new Company(ada);
    const friend = await loopbackNetwork(2);
    ends.push(() => friend.close());
    const friendly = new Company(friend);
    await ada.announce(new Uint8Array(32));
    friend.lookFor(new Uint8Array(32), { bootstrap: [ada.localAddress() as Address] });
    await eventually(() => company.open.has(friend.device) && friendly.open.has(ada.device));
    const keyPair = HyperDHT.keyPair(Buffer.from(seed));
    const dht = new HyperDHT({ keyPair, bootstrap: [ada.localAddress() as Address], host: LOOPBACK });
    ends.push(() => dht.destroy({ force: true }));
    const stream = dht.connect(HyperDHT.keyPair(Buffer.from(seedOf(1))).publicKey);
    stream.on('error', () => {});
    await new Promise<void>((resolve) => stream.once('open', resolve));
    return { stream, company, ada };
  }

  const SELF = seedOf(66);

  test.each<[string, (stream: SecretStream) => void]>([
    ['garbage', (stream) => stream.write(randomBytes(100_000))],
    ['a lie about a length', (stream) => stream.write(header(0xfffffff0))],
    [
      'a flood',
      (stream) => {
        stream.write(frame(HELLO));
        for (let number = 0; number < 5_000; number++) stream.write(frame(chat(number)));
      },
    ],
  ])('%s costs the link, and the others play on', async (_, hurt) => {
    const { stream, company, ada } = await attack(SELF);
    let isClosed = false;
    stream.once('close', () => {
      isClosed = true;
    });
    stream.resume();
    hurt(stream);
    await eventually(() => isClosed);
    expect([...company.open.keys()]).toHaveLength(1);
    expect(ada.state().type).toBe('local');
  });

  test('a device that never reads is cut off, and nothing piles up for it', async () => {
    const { stream, company } = await attack(SELF);
    stream.write(frame(HELLO));
    await eventually(() => company.open.size === 2);
    const link = [...company.open.values()].at(-1) as Link;
    const big: Message = {
      type: 'sync',
      table: new Uint8Array(16),
      hand: 1,
      message: new Uint8Array(2_000_000),
    };
    for (let sent = 0; sent < 12; sent++) link.send(big);
    expect(company.closed).toEqual([LINK_WORDS.tooSlow]);
  });

  test('a device that nobody wants and no invite lets in is not answered', async () => {
    const { ada } = await attack(SELF);
    const closedDoor = await loopbackNetwork(9);
    ends.push(() => closedDoor.close());
    const dht = new HyperDHT({ bootstrap: [closedDoor.localAddress() as Address], host: LOOPBACK });
    ends.push(() => dht.destroy({ force: true }));
    const stream = dht.connect(HyperDHT.keyPair(Buffer.from(seedOf(9))).publicKey);
    const failed = await new Promise<Error | null>((resolve) => {
      stream.once('error', resolve);
      stream.once('open', () => resolve(null));
    });
    expect(failed).not.toBeNull();
    expect(ada.state().type).toBe('local');
  });
});
