import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auction, OPENING, shownBy } from './auction.fixture.ts';
import type { Arrival } from './effects.ts';
import { Process, Refused } from './process.ts';
import { refusalOf } from './run.ts';

const { play } = auction({ version: 1, step: 1 });
const start = () => new Process(play({}, OPENING), 0);
const says = (device: string, timeMs: number, kind: string, rest = {}): Arrival => ({
  device,
  host: 'host',
  timeMs,
  body: { kind, ...rest },
});

const evening: Arrival[] = [
  says('ada', 0, 'JOIN', { purse: 100 }),
  says('bob', 100, 'JOIN', { purse: 50 }),
  says('ada', 200, 'BID', { amount: 10 }),
  says('bob', 300, 'BID', { amount: 20 }),
  says('cyn', 400, 'JOIN', { purse: 5 }),
  says('ada', 500, 'BID', { amount: 30 }),
  says('host', 10_500, 'TIMEOUT'),
];

describe('the persistent process', () => {
  test('plays a program to its end', () => {
    const process = start();
    for (const arrival of evening) process.take(arrival);
    expect(process.result?.value).toEqual({ ada: 70, bob: 50, cyn: 5 });
  });

  test('a killed process goes on where it was, whenever it was killed', () => {
    for (let killedAfter = 0; killedAfter <= evening.length; killedAfter++) {
      const first = start();
      const steps = evening.slice(0, killedAfter).map((arrival) => first.take(arrival).stateHash);
      const again = start();
      const replayed = evening.slice(0, killedAfter).map((arrival) => again.take(arrival).stateHash);
      expect(replayed).toEqual(steps);
      expect(shownBy(again)).toEqual(shownBy(first));
      for (const arrival of evening.slice(killedAfter)) again.take(arrival);
      expect(again.result?.value).toEqual({ ada: 70, bob: 50, cyn: 5 });
    }
  });

  test('a refused input changes nothing', () => {
    const process = start();
    for (const arrival of evening.slice(0, 4)) process.take(arrival);
    const before = shownBy(process);
    for (const refused of [
      says('ada', 400, 'BID', { amount: 20 }),
      says('bob', 400, 'BID', { amount: 51 }),
      says('host', 10_299, 'TIMEOUT'),
      says('bob', 400, 'JOIN', { purse: 1 }),
      says('bob', 400, 'NONSENSE'),
    ]) {
      expect(refusalOf(process.offer(refused))).not.toBeNull();
      expect(() => process.take(refused)).toThrow(Refused);
    }
    expect(shownBy(process)).toEqual(before);
  });

  test('two orders of inputs are two states', () => {
    const [a, b] = [start(), start()];
    a.take(says('ada', 0, 'JOIN', { purse: 1 }));
    a.take(says('bob', 0, 'JOIN', { purse: 1 }));
    b.take(says('bob', 0, 'JOIN', { purse: 1 }));
    b.take(says('ada', 0, 'JOIN', { purse: 1 }));
    expect(a.stateHash).not.toEqual(b.stateHash);
  });

  test('names the moment at which the clock may speak', () => {
    const process = start();
    expect(process.deadlineMs()).toBeNull();
    for (const arrival of evening.slice(0, 3)) process.take(arrival);
    expect(process.deadlineMs()).toBe(10_200);
  });

  test('a wait ends when its condition comes true in another piece', () => {
    const process = start();
    for (const arrival of evening.slice(0, 4)) process.take(arrival);
    process.take(says('ada', 400, 'CLOSE'));
    expect(process.result?.value).toEqual({ ada: 100, bob: 30 });
  });

  test('a program that loops without waiting is stopped', () => {
    function* looping(): ReturnType<typeof play> {
      for (;;) yield { effect: 'announce', event: null };
    }
    expect(() => new Process(looping(), 0)).toThrow(/loops/);
  });

  test('replay equals play for any inputs, refused ones left out', () => {
    const input = fc.record({
      device: fc.constantFrom('ada', 'bob', 'cyn'),
      kind: fc.constantFrom('JOIN', 'BID', 'BID', 'BID', 'CLOSE', 'TIMEOUT'),
      amount: fc.integer({ min: 0, max: 60 }),
      waitMs: fc.integer({ min: 0, max: 12_000 }),
    });
    fc.assert(
      fc.property(fc.array(input, { maxLength: 40 }), (inputs) => {
        const live = start();
        const journal: Arrival[] = [];
        let timeMs = 0;
        for (const { device, kind, amount, waitMs } of inputs) {
          timeMs += waitMs;
          const arrival = says(device, timeMs, kind, { amount, purse: 60 });
          if (refusalOf(live.offer(arrival)) !== null) continue;
          live.take(arrival);
          journal.push(arrival);
        }
        const again = start();
        for (const arrival of journal) again.take(arrival);
        expect(shownBy(again)).toEqual(shownBy(live));
      }),
    );
  });
});
