import { afterEach, describe, expect, test } from 'vitest';
import { LIMITS } from '../../../shared/protocol.ts';
import { LINK_WORDS, SWARM_TIMES } from '../swarm/limits.ts';
import type { Link, Network } from '../swarm/link.ts';
import { MemoryHub } from './memoryNetwork.ts';
import { networkAcceptance } from './networkAcceptance.ts';
import { seededRandom } from './seededRandom.ts';
import { VirtualClock } from './virtualClock.ts';

const SEED = Number(process.env.EVERTABLE_SEED ?? 11);

afterEach((context) => {
  if (context.task.result?.state === 'fail') console.log(`EVERTABLE_SEED=${SEED} plays this again`);
});

const seedOf = (number: number) => new Uint8Array(32).fill(number);

function memoryWorld() {
  const clock = new VirtualClock();
  const hub = new MemoryHub({ clock, random: seededRandom(SEED) });
  return { clock, hub };
}

networkAcceptance('MemoryNetwork', async () => {
  const { clock, hub } = memoryWorld();
  return {
    join: async (number, boot = 1) => hub.join({ seed: seedOf(number), boot }),
    until: (isDone) => clock.until(isDone, 60_000),
    close: async () => {},
  };
});

describe('what a network in memory can suffer', () => {
  async function pair() {
    const { clock, hub } = memoryWorld();
    const a = hub.join({ seed: seedOf(1), boot: 1 });
    const b = hub.join({ seed: seedOf(2), boot: 1 });
    const open = new Map<Network, Link>();
    const closed: string[] = [];
    const heard: number[] = [];
    for (const network of [a, b]) {
      network.onLink((link) => {
        open.set(network, link);
        link.onClose((words) => {
          open.delete(network);
          closed.push(words);
        });
        link.onMessage((message) => heard.push((message as { number: number }).number));
      });
    }
    a.want(b.device);
    b.want(a.device);
    await clock.until(() => open.size === 2);
    const say = (number: number) =>
      open.get(a)?.send({ type: 'chat', table: new Uint8Array(16), number, words: 'x' });
    return { clock, hub, a, b, open, closed, heard, say };
  }

  test('a short cut loses nothing', async () => {
    const { clock, hub, a, b, heard, say, closed } = await pair();
    hub.cut(a.device, b.device);
    say(1);
    say(2);
    await passes(clock, 4_000);
    expect(heard).toEqual([]);
    hub.heal(a.device, b.device);
    say(3);
    await clock.until(() => heard.length === 3);
    expect(heard).toEqual([1, 2, 3]);
    expect(closed).toEqual([]);
  });

  test('a long cut closes the link on both ends; it comes back when the way is open', async () => {
    const { clock, hub, a, b, open, closed } = await pair();
    hub.cut(a.device, b.device);
    await clock.until(() => open.size === 0);
    expect(closed).toEqual([LINK_WORDS.stale, LINK_WORDS.stale]);
    expect(clock.steadyMs()).toBeLessThan(SWARM_TIMES.staleMs + 2 * SWARM_TIMES.keepAliveMs);
    await passes(clock, 60_000);
    expect(open.size).toBe(0);
    hub.healAll();
    await clock.until(() => open.size === 2);
  });

  test('a way that is cut in one direction only closes the link too', async () => {
    const { clock, hub, a, b, open } = await pair();
    hub.cutOneWay(a.device, b.device);
    await clock.until(() => open.size === 0);
  });

  test('a device that is killed says nothing; its next start replaces the dead link at once', async () => {
    const { clock, hub, a, b, open, closed } = await pair();
    hub.kill(b.device);
    const diedMs = clock.steadyMs();
    await passes(clock, 2_000);
    expect(closed).toEqual([]);
    const again = hub.join({ seed: seedOf(2), boot: 2 });
    const copies: string[] = [];
    a.onCopy((device) => copies.push(device));
    again.want(a.device);
    await clock.until(() => open.get(a)?.boot === 2);
    expect(clock.steadyMs() - diedMs).toBeLessThan(3_000);
    expect(closed).toEqual([LINK_WORDS.replaced]);
    await passes(clock, 30_000);
    expect(copies).toEqual([]);
    expect(open.get(a)?.boot).toBe(2);
  });

  test('a device whose clock was set back comes in once its old link is found dead', async () => {
    const { clock, hub, a, b, open } = await pair();
    hub.kill(b.device);
    const again = hub.join({ seed: seedOf(2), boot: 0 });
    const copies: string[] = [];
    a.onCopy((device) => copies.push(device));
    again.want(a.device);
    await clock.until(() => open.get(a)?.boot === 0);
    expect(copies).toEqual([]);
  });

  test('a device that sleeps is missed, and is back when it wakes', async () => {
    const { clock, hub, b, open } = await pair();
    hub.sleep(b.device);
    await clock.until(() => open.size === 0);
    hub.wake(b.device);
    await clock.until(() => open.size === 2);
  });

  test('strangers beyond the limit are not let in', async () => {
    const { clock, hub } = memoryWorld();
    const inviter = hub.join({ seed: seedOf(200), boot: 1 });
    const links: Link[] = [];
    inviter.onLink((link) => links.push(link));
    await inviter.announce(new Uint8Array(32));
    for (let number = 0; number < LIMITS.strangers + 4; number++) {
      hub.join({ seed: seedOf(number + 1), boot: 1 }).lookFor(new Uint8Array(32));
    }
    await passes(clock, 10_000);
    expect(links).toHaveLength(LIMITS.strangers);
    links[0]?.proven();
    await passes(clock, 10_000);
    expect(links).toHaveLength(LIMITS.strangers + 1);
  });

  test('the same seed plays the same', async () => {
    const play = async () => {
      const { clock, heard, say } = await pair();
      for (let number = 0; number < 20; number++) say(number);
      await clock.until(() => heard.length === 20);
      return clock.steadyMs();
    };
    expect(await play()).toBe(await play());
  });
});

function passes(clock: VirtualClock, ms: number): Promise<void> {
  let isOver = false;
  clock.after(ms, () => {
    isOver = true;
  });
  return clock.until(() => isOver);
}
