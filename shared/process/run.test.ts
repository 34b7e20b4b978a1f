import { expect, test } from 'vitest';
import { auction, OPENING } from './auction.fixture.ts';
import type { Arrival } from './effects.ts';
import { Process, Refused } from './process.ts';
import { Run, refusalOf } from './run.ts';

const { play } = auction({ version: 1, step: 1 });
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
  says('host', 10_300, 'TIMEOUT'),
];

test('a run tells, shows and returns what the hashed process does', () => {
  const run = new Run(play({}, OPENING), 0);
  const process = new Process(play({}, OPENING), 0);
  expect(run.opening).toEqual(process.opening.told);
  for (const arrival of evening) {
    expect(run.take(arrival)).toEqual(process.take(arrival).told);
    expect(run.lastLooks()).toEqual(process.looks());
    expect(run.deadlineMs()).toBe(process.deadlineMs());
  }
  expect(run.result).toEqual(process.result);
});

test('what ran beside an ended program is still shown: who votes must be known until the next hand starts', () => {
  const process = new Process(play({}, OPENING), 0);
  for (const arrival of evening) process.take(arrival);
  expect(process.result?.value).toEqual({ ada: 100, bob: 30 });
  expect([...process.looks()]).toEqual([['door', { purses: { ada: 100, bob: 30 } }]]);
});

test('a run refuses what its program does not take, and changes nothing', () => {
  const run = new Run(play({}, OPENING), 0);
  for (const arrival of evening.slice(0, 3)) run.take(arrival);
  const before = [run.looks(), run.waits(), run.deadlineMs()];
  const tooLittle = says('bob', 300, 'BID', { amount: 10 });
  expect(refusalOf(run.offer(tooLittle))).not.toBeNull();
  expect(() => run.take(tooLittle)).toThrow(Refused);
  expect([run.looks(), run.waits(), run.deadlineMs()]).toEqual(before);
});
