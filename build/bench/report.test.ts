import { expect, test } from 'vitest';
import { atMost, type Figure } from './figure.ts';
import { jsonOf, tableOf } from './report.ts';

const FIGURES: readonly Figure[] = [
  { name: 'someRatio', about: 'this against that', value: 1.23456, unit: 'x', goal: atMost(1.23456, 1.1) },
  { name: 'thingsPerSecond', about: 'things', value: 123_456.7, unit: '/s' },
];

test('JSON is one line with one flat object of numbers', () => {
  expect(jsonOf(FIGURES)).toBe('{"someRatio":1.235,"thingsPerSecond":123457}');
});

test('the table says what was measured, what it should be and whether it is', () => {
  const [headings, ratio, rate] = tableOf(FIGURES).split('\n');
  expect(headings).toMatch(/^figure +measured +goal +what$/);
  expect(ratio).toMatch(/^someRatio +1\.235x +at most 1\.1x +MISSED +this against that$/);
  expect(rate).toMatch(/^thingsPerSecond +123,457 \/s +things$/);
});
