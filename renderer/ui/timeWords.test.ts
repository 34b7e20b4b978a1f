import { expect, test } from 'vitest';
import { agoWords } from './timeWords.ts';

test('a moment is named by its distance', () => {
  const nowMs = 1_000_000_000_000;
  const ago = (pastMs: number) => agoWords(nowMs - pastMs, nowMs);
  expect(ago(0)).toBe('just now');
  expect(ago(59_999)).toBe('just now');
  expect(ago(60_000)).toBe('1 minute ago');
  expect(ago(3 * 3_600_000)).toBe('3 hours ago');
  expect(ago(30 * 3_600_000)).toBe('yesterday');
  expect(ago(49 * 3_600_000)).toBe('2 days ago');
});

test('a clock that went backwards says just now', () => {
  expect(agoWords(2_000, 1_000)).toBe('just now');
});
