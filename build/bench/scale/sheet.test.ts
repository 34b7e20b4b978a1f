import { expect, test } from 'vitest';
import { contestFigures } from './contestFigures.ts';
import { Sheet } from './sheet.ts';
import type { SideName } from './sides/side.ts';

const size = { tables: 100, open: 10, inputsEach: 1, rounds: 3, woken: 1 };

test('a ratio is the median of the rounds, and the least over all sizes has the goal', () => {
  const rates = (ours: number[], sqlite: number[]) =>
    new Map<SideName, number[]>([
      ['ours', ours],
      ['sqlite', sqlite],
    ]);
  const played = [
    { size, rates: rates([300, 400, 900], [100, 100, 100]) },
    { size: { ...size, tables: 1_000 }, rates: rates([100, 150, 150], [100, 100, 100]) },
  ];
  const figures = contestFigures(played, new Map(), new Sheet());
  const figureOf = (name: string) => figures.find((figure) => figure.name === name)?.value;
  expect(figureOf('scaleActionsPerSecond100')).toBe(400);
  expect(figureOf('scaleSqliteRatio100')).toBe(4);
  expect(figureOf('scaleSqliteRatio1000')).toBe(1.5);
  const least = figures.find(({ name }) => name === 'scaleSqliteRatio');
  expect(least).toMatchObject({ value: 1.5, goal: { isMet: false } });
});

test('a database that could not be measured is told of in one line, and the rest is told', () => {
  const sheet = new Sheet();
  const rates = new Map<SideName, number[]>([['ours', [50, 50, 50]]]);
  const missing = new Map<SideName, string>([['postgres', 'PostgreSQL is not installed here.']]);
  const figures = contestFigures([{ size, rates }], missing, sheet);
  expect(figures.map(({ name }) => name)).toEqual(['scaleActionsPerSecond100']);
  expect(sheet.text()).toContain('PostgreSQL was not measured: PostgreSQL is not installed here.');
});

test('benches of one number of tables fill one row', () => {
  const sheet = new Sheet();
  sheet.note(100, { open: 10, ours: 50 });
  sheet.note(100, { restartMs: 1_234 });
  const [, row, ...more] = sheet.text().split('\n');
  expect(row?.trim().split(/\s+/)).toEqual([
    '100',
    '10',
    '50',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '1234',
  ]);
  expect(more).toEqual([]);
});
