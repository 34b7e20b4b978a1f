import { expect, test } from 'vitest';
import { TableTime } from './tableTime.ts';

function clockAt() {
  const clock = {
    ms: 5_000,
    steadyMs: () => clock.ms,
    nowMs: () => 0,
    after: () => () => {},
    breathe: async () => {},
  };
  return clock;
}

test('table time stands still while nobody hosts, and goes on from there', () => {
  const clock = clockAt();
  const time = new TableTime(clock, 1_000);
  clock.ms += 60_000;
  expect(time.nowMs(1_000, false)).toBe(1_000);
  time.startTerm(1_000);
  clock.ms += 250;
  expect(time.nowMs(1_000, true)).toBe(1_250);
});

test('it is never before the last entry, whatever a host says', () => {
  const clock = clockAt();
  const time = new TableTime(clock, 1_000);
  time.noteEntry(9_000);
  time.hear(100);
  expect(time.nowMs(9_000, true)).toBe(9_000);
});

test('the own clock runs from the last entry, not from what the host says', () => {
  const clock = clockAt();
  const time = new TableTime(clock, 1_000);
  time.noteEntry(2_000);
  time.hear(3_600_000);
  clock.ms += 700;
  expect(time.ownMs()).toBe(2_700);
});
