import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../testing/virtualClock.ts';
import { callOnBoth } from './callOnBoth.ts';
import type { DhtNode } from './dhtNode.ts';
import { SWARM_TIMES } from './limits.ts';
import { FakeWire } from './testing/fakeWire.ts';
import type { Wire } from './wire.ts';

/** A DHT whose one call the test answers. */
class FakeNode implements Pick<DhtNode, 'connect'> {
  open: (() => void) | null = null;
  fail: (() => void) | null = null;
  isGivenUp = false;
  readonly wire = new FakeWire('bb', true);

  connect(_device: string, onWire: (wire: Wire) => void, onFailed: () => void): () => void {
    this.open = () => onWire(this.wire);
    this.fail = onFailed;
    return () => {
      this.isGivenUp = true;
    };
  }
}

function call({ hasLan = true } = {}) {
  const clock = new VirtualClock();
  const [lan, main] = [new FakeNode(), new FakeNode()];
  const wires: Wire[] = [];
  let failures = 0;
  const giveUp = callOnBoth({
    device: 'bb',
    lan: hasLan ? lan : null,
    main,
    clock,
    onWire: (wire) => wires.push(wire),
    onFailed: () => {
      failures += 1;
    },
  });
  return { clock, lan, main, wires, giveUp, failures: () => failures };
}

describe('a call on two networks', () => {
  test('that the local one answers is not made on the other', async () => {
    const { clock, lan, main, wires } = call();
    lan.open?.();
    let isOver = false;
    clock.after(SWARM_TIMES.lanHeadStartMs * 2, () => {
      isOver = true;
    });
    await clock.until(() => isOver);
    expect(wires).toEqual([lan.wire]);
    expect(main.open).toBeNull();
  });

  test('that the local one does not answer soon goes out on the other too; the first wire counts', async () => {
    const { clock, lan, main, wires } = call();
    await clock.until(() => main.open !== null);
    expect(clock.steadyMs()).toBe(SWARM_TIMES.lanHeadStartMs);
    main.open?.();
    expect(wires).toEqual([main.wire]);
    expect(lan.isGivenUp).toBe(true);
  });

  test('that the local one refuses goes out on the other at once', () => {
    const { lan, main, failures } = call();
    lan.fail?.();
    expect(main.open).not.toBeNull();
    expect(failures()).toBe(0);
    main.fail?.();
    expect(failures()).toBe(1);
  });

  test('fails only when both have', async () => {
    const { clock, lan, main, failures } = call();
    await clock.until(() => main.open !== null);
    main.fail?.();
    expect(failures()).toBe(0);
    lan.fail?.();
    expect(failures()).toBe(1);
  });

  test('with nobody on the local network is an ordinary call', () => {
    const { main, wires } = call({ hasLan: false });
    main.open?.();
    expect(wires).toEqual([main.wire]);
  });

  test('that is given up leads to nothing', () => {
    const { lan, main, giveUp, failures } = call();
    giveUp();
    expect(lan.isGivenUp).toBe(true);
    lan.fail?.();
    expect([main.open, failures()]).toEqual([null, 0]);
  });
});
