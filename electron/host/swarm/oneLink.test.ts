import { describe, expect, test } from 'vitest';
import { messageBytes } from '../../../shared/protocol.ts';
import { VirtualClock } from '../testing/virtualClock.ts';
import { Core } from './core.ts';
import { frameOf } from './frames.ts';
import { LINK_WORDS, SWARM_TIMES } from './limits.ts';
import type { Link } from './link.ts';
import { FakeWire } from './testing/fakeWire.ts';

const hello = (boot: number) => frameOf(messageBytes({ type: 'hello', version: 1, oldest: 1, boot }));

/** A device named `me` that is linked to `other` by wires of the test. */
function device(me: string, other: string) {
  const clock = new VirtualClock();
  const core = new Core({
    device: me,
    boot: 1,
    clock,
    random: () => 0.5,
    dial: () => () => {},
    state: { type: 'online', words: '' },
  });
  const events: string[] = [];
  const copies: string[] = [];
  const names = new Map<Link, string>();
  core.onCopy((copy) => copies.push(copy));
  core.onLink((link) => {
    const name = `${link.isInitiator ? 'mine' : 'theirs'} ${link.boot}`;
    names.set(link, name);
    events.push(`open ${name}`);
    link.onClose((words) => events.push(`close ${name}: ${words}`));
  });
  core.want(other);
  const wire = (isInitiator: boolean) => {
    const taken = new FakeWire(other, isInitiator);
    core.take(taken);
    return taken;
  };
  const passes = async (ms: number) => {
    let isOver = false;
    clock.after(ms, () => {
      isOver = true;
    });
    await clock.until(() => isOver);
  };
  return { core, events, copies, wire, passes };
}

describe('two links at once', () => {
  test.each([
    ['aa', 'bb', 'mine'],
    ['bb', 'aa', 'theirs'],
  ])('%s keeps of two calls that crossed that of the smaller key', (me, other, kept) => {
    for (const isMineFirst of [true, false]) {
      const { core, wire } = device(me, other);
      const [mine, theirs] = [wire(true), wire(false)];
      for (const one of isMineFirst ? [mine, theirs] : [theirs, mine]) one.feed(hello(5));
      expect(core.links.map(({ isInitiator }) => isInitiator)).toEqual([kept === 'mine']);
      expect([mine.ended, theirs.ended]).toEqual(kept === 'mine' ? [null, 'end'] : ['end', null]);
    }
  });

  test('a second call from the same side replaces the first, whose close is told before', () => {
    const { events, wire } = device('aa', 'bb');
    wire(false).feed(hello(5));
    wire(false).feed(hello(5));
    expect(events).toEqual(['open theirs 5', `close theirs 5: ${LINK_WORDS.replaced}`, 'open theirs 5']);
  });

  test('a later call from the other side replaces a link that it must have lost', async () => {
    const { events, wire, passes } = device('aa', 'bb');
    wire(true).feed(hello(5));
    await passes(SWARM_TIMES.crossingMs);
    wire(false).feed(hello(5));
    expect(events.at(-1)).toBe('open theirs 5');
  });

  test('a call of ours that comes through while there is a link is dropped before hello', () => {
    const { wire } = device('aa', 'bb');
    wire(false).feed(hello(5));
    const late = wire(true);
    expect(late.written).toEqual([]);
    expect(late.ended).toBe('destroy');
  });
});

describe('two starts of one device', () => {
  test('the later one is the device; the earlier one, silent, was the same device', async () => {
    const { events, copies, wire, passes } = device('aa', 'bb');
    const old = wire(false);
    old.feed(hello(5));
    wire(false).feed(hello(6));
    expect(events).toEqual(['open theirs 5', `close theirs 5: ${LINK_WORDS.replaced}`, 'open theirs 6']);
    // What was on its way when it died.
    old.feed(new Uint8Array(3));
    await passes(60_000);
    expect(copies).toEqual([]);
    expect(old.ended).toBe('end');
  });

  test('both alive are two: it is said', async () => {
    const { core, copies, wire, passes } = device('aa', 'bb');
    const old = wire(false);
    old.feed(hello(5));
    wire(false).feed(hello(6));
    await passes(SWARM_TIMES.inFlightMs + 1);
    old.feed(new Uint8Array(3));
    await passes(SWARM_TIMES.signOfLifeMs);
    expect(copies).toEqual(['bb']);
    expect(old.ended).toBe('end');
    expect(core.links.map(({ boot }) => boot)).toEqual([6]);
  });

  test('nothing that a replaced start still says is heard', () => {
    const { core, wire } = device('aa', 'bb');
    const old = wire(false);
    old.feed(hello(5));
    const heard: unknown[] = [];
    core.links[0]?.onMessage((message) => heard.push(message));
    wire(false).feed(hello(6));
    old.feed(frameOf(messageBytes({ type: 'bye', table: new Uint8Array(16) })));
    expect(heard).toEqual([]);
  });

  test('an earlier start waits until the later one is found dead', async () => {
    const { core, copies, events, wire, passes } = device('aa', 'bb');
    wire(false).feed(hello(5));
    wire(false).feed(hello(4));
    expect(core.links.map(({ boot }) => boot)).toEqual([5]);
    await passes(SWARM_TIMES.inFlightMs + SWARM_TIMES.signOfLifeMs + 1);
    expect(events.slice(1)).toEqual([`close theirs 5: ${LINK_WORDS.stale}`, 'open theirs 4']);
    expect(copies).toEqual([]);
  });

  test('an earlier start beside a living later one is a copy, and is sent away', async () => {
    const { core, copies, wire, passes } = device('aa', 'bb');
    const open = wire(false);
    open.feed(hello(5));
    const copy = wire(false);
    copy.feed(hello(4));
    await passes(SWARM_TIMES.inFlightMs + 1);
    open.feed(new Uint8Array(3));
    await passes(SWARM_TIMES.signOfLifeMs);
    expect(copies).toEqual(['bb']);
    expect(copy.ended).toBe('end');
    expect(core.links.map(({ boot }) => boot)).toEqual([5]);
  });

  test('a network that closes closes what it watches too', () => {
    const { core, wire } = device('aa', 'bb');
    const [old, open, earlier] = [wire(false), wire(false), wire(false)];
    old.feed(hello(5));
    open.feed(hello(6));
    earlier.feed(hello(4));
    core.close();
    expect([old.ended, open.ended, earlier.ended]).toEqual(['end', 'end', 'end']);
  });
});
