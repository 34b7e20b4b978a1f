import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../testing/virtualClock.ts';
import { SWARM_TIMES } from './limits.ts';
import { Redial } from './redial.ts';

function caller({ callsSecond = false } = {}) {
  const clock = new VirtualClock();
  const calls: number[] = [];
  const givenUp: number[] = [];
  let isLinked = false;
  const redial = new Redial({
    clock,
    random: () => 0.5,
    dial: () => {
      calls.push(clock.steadyMs());
      return () => givenUp.push(clock.steadyMs());
    },
    isLinked: () => isLinked,
    callsSecond: () => callsSecond,
  });
  const link = (is: boolean) => {
    isLinked = is;
    if (is) redial.linked('bb');
    else redial.failed('bb');
  };
  const passes = async (ms: number) => {
    let isOver = false;
    clock.after(ms, () => {
      isOver = true;
    });
    await clock.until(() => isOver);
  };
  return { clock, calls, givenUp, redial, link, passes };
}

describe('calling a wanted device', () => {
  test('pauses double, up to the longest', async () => {
    const { clock, calls, redial } = caller();
    redial.want('bb');
    while (calls.length < 10) {
      const count = calls.length;
      redial.failed('bb');
      await clock.until(() => calls.length > count);
    }
    const pauses = calls.slice(1).map((atMs, i) => atMs - (calls[i] as number));
    expect(pauses).toEqual([300, 600, 1_200, 2_400, 4_800, 9_600, 15_000, 15_000, 15_000]);
  });

  test('a call that leads to nothing is given up and made again', async () => {
    const { clock, calls, givenUp, redial } = caller();
    redial.want('bb');
    await clock.until(() => calls.length === 2);
    expect(givenUp[0]).toBe(SWARM_TIMES.dialMs);
  });

  test('a link ends the calls; a lost one that was good is called for at once', async () => {
    const { clock, calls, redial, link, passes } = caller();
    redial.want('bb');
    for (let i = 0; i < 6; i++) redial.failed('bb');
    link(true);
    await passes(SWARM_TIMES.goodLinkMs);
    expect(calls).toEqual([0]);
    link(false);
    await clock.until(() => calls.length === 2);
    expect(calls[1]).toBe(SWARM_TIMES.goodLinkMs + SWARM_TIMES.redialMinMs);
  });

  // guards: a peer that lets us in and throws us out is not called three times a second for ever
  test('links that do not last do not shorten the pauses', async () => {
    const { clock, calls, redial, link } = caller();
    redial.want('bb');
    for (let i = 0; i < 8; i++) {
      link(true);
      link(false);
      await clock.until(() => calls.length === i + 2);
    }
    expect((calls[8] as number) - (calls[7] as number)).toBe(SWARM_TIMES.redialMaxMs);
  });

  test('the device with the greater key lets the other call first', async () => {
    const { clock, calls, redial } = caller({ callsSecond: true });
    redial.want('bb');
    expect(calls).toEqual([]);
    await clock.until(() => calls.length === 1);
    expect(calls[0]).toBe(SWARM_TIMES.secondCallMs);
  });

  test('a device that is not wanted any more is not called', async () => {
    const { calls, givenUp, redial, passes } = caller();
    redial.want('bb');
    redial.want('bb');
    redial.unwant('bb');
    redial.failed('bb');
    await passes(60_000);
    expect([calls.length, givenUp.length]).toEqual([1, 1]);
    expect(redial.has('bb')).toBe(false);
  });

  test('hurry calls now, and only who is missing', async () => {
    const { clock, calls, redial, link } = caller();
    redial.want('bb');
    for (let i = 0; i < 6; i++) redial.failed('bb');
    redial.hurry();
    expect(calls).toEqual([0, clock.steadyMs()]);
    link(true);
    redial.hurry();
    expect(calls).toHaveLength(2);
  });
});
