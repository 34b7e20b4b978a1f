import { expect, test } from 'vitest';
import { clockPhases, clockWords } from './clock.ts';

const actor = { seat: 0, turn: 3, remainingMs: 15_000, totalMs: 20_000, timeBankMs: 30_000 };

test('the ring starts where the time is, and the bank follows', () => {
  expect(clockPhases(actor)).toEqual([
    { kind: 'time', startsInMs: 0, lengthMs: 15_000, share: 0.75 },
    { kind: 'bank', startsInMs: 15_000, lengthMs: 30_000, share: 1 },
  ]);
});

test('in the time bank only the bank runs', () => {
  expect(clockPhases({ ...actor, remainingMs: 0 })?.map((phase) => phase.kind)).toEqual(['bank']);
  expect(clockPhases({ ...actor, timeBankMs: 0 })?.map((phase) => phase.kind)).toEqual(['time']);
});

test('without a clock there is no course and no digit', () => {
  const unhurried = { ...actor, remainingMs: null, totalMs: null };
  expect(clockPhases(unhurried)).toBeNull();
  expect(clockWords(unhurried, 99_000)).toBeNull();
});

test('digits come with the last ten seconds, go on through the bank and stop at zero', () => {
  expect(
    [0, 4_000, 5_000, 14_999, 15_000, 20_000, 60_000].map((elapsedMs) => clockWords(actor, elapsedMs)),
  ).toEqual([null, null, '10', '1', '30', '25', '0']);
});

test('more time than the whole turn fills the ring and no more', () => {
  expect(clockPhases({ ...actor, remainingMs: 30_000 })?.[0]?.share).toBe(1);
});
