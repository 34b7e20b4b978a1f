import { describe, expect, test } from 'vitest';
import { LIMITS, messageBytes } from '../../../shared/protocol.ts';
import { VirtualClock } from '../testing/virtualClock.ts';
import { Core } from './core.ts';
import { frameOf } from './frames.ts';
import { SWARM_TIMES } from './limits.ts';
import { FakeWire } from './testing/fakeWire.ts';

const HELLO = frameOf(messageBytes({ type: 'hello', version: 1, oldest: 1, boot: 1 }));

function device() {
  const clock = new VirtualClock();
  const dials: string[] = [];
  const core = new Core({
    device: 'aa',
    boot: 1,
    clock,
    random: () => 0.5,
    dial: (other) => {
      dials.push(other);
      return () => {};
    },
    state: { type: 'online', words: '' },
  });
  const wire = (other: string, isInitiator = false) => {
    const taken = new FakeWire(other, isInitiator);
    core.take(taken);
    return taken;
  };
  return { clock, core, dials, wire };
}

describe('who is let in', () => {
  test('a stranger only while an invite is open', () => {
    const { core, wire } = device();
    expect(core.admits('bb')).toBe(false);
    expect(wire('bb').ended).toBe('destroy');
    const [closeOne, closeOther] = [core.openDoor(), core.openDoor()];
    expect(wire('bb').ended).toBeNull();
    closeOne();
    closeOne();
    expect(core.admits('cc')).toBe(true);
    closeOther();
    expect(core.admits('cc')).toBe(false);
  });

  test('a wanted device always, also when strangers fill the door', () => {
    const { core, wire } = device();
    core.openDoor();
    for (let at = 0; at < LIMITS.strangers; at++) wire(`s${at}`);
    expect(core.admits('bb')).toBe(false);
    core.want('bb');
    expect(core.admits('bb')).toBe(true);
  });

  test('nobody with our own key', () => {
    const { core, wire } = device();
    core.openDoor();
    core.want('aa');
    expect(core.admits('aa')).toBe(false);
    expect(wire('aa', true).ended).toBe('destroy');
  });

  test('nobody beyond the most links', () => {
    const { core, wire } = device();
    for (let at = 0; at < LIMITS.links; at++) {
      core.want(`d${at}`);
      wire(`d${at}`).feed(HELLO);
    }
    expect(core.links).toHaveLength(LIMITS.links);
    core.want('bb');
    expect(wire('bb').ended).toBe('destroy');
    core.links[0]?.close('Room.');
    expect(wire('bb').ended).toBeNull();
  });
});

describe('a wanted device', () => {
  // guards: a call that connects and then comes to nothing is followed by another
  test('that never says hello is called again', async () => {
    const { clock, core, dials, wire } = device();
    core.want('bb');
    expect(dials).toEqual(['bb']);
    const silent = wire('bb', true);
    await clock.until(() => dials.length === 2);
    expect(silent.ended).toBe('destroy');
    expect(clock.steadyMs()).toBe(SWARM_TIMES.helloMs + SWARM_TIMES.redialMinMs);
  });

  test('that is lost is called again', async () => {
    const { clock, core, dials, wire } = device();
    core.want('bb');
    const one = wire('bb', true);
    one.feed(HELLO);
    one.close();
    await clock.until(() => dials.length === 2);
  });
});

test('traffic counts open links and those that have closed', () => {
  const { core, wire } = device();
  core.want('bb');
  core.want('cc');
  const [one, other] = [wire('bb', true), wire('cc', true)];
  one.feed(HELLO);
  other.feed(HELLO);
  // Each end has said hello.
  const bothBytes = { sentBytes: 2 * HELLO.length, receivedBytes: 2 * HELLO.length };
  expect(core.traffic()).toEqual(bothBytes);
  one.close();
  expect(core.traffic()).toEqual(bothBytes);
});
