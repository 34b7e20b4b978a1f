import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Crash, countReports, keepReport, LINES_MAX, REPORTS_MAX } from './reports.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'evertable-reports-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const crash: Crash = { part: 'table host', reason: 'killed', exitCode: 9, lines: ['first', 'last'] };
const keep = (nowMs: number, more: Partial<Crash> = {}) =>
  keepReport({ ...crash, ...more }, { folder: join(folder, 'reports'), appVersion: '1.2.3', nowMs });

describe('a report', () => {
  test('names what died, why, when and which versions, in words', () => {
    const text = readFileSync(keep(0) ?? '', 'utf8');
    expect(text).toContain('Evertable 1.2.3: the table host stopped.');
    expect(text).toContain('When: 1970-01-01T00:00:00.000Z');
    expect(text).toContain('Why: killed, code 9');
    expect(text).toContain(`Node ${process.versions.node}`);
    expect(text.trimEnd().endsWith('first\nlast')).toBe(true);
  });

  test('holds the last lines only, and no endless one', () => {
    const lines = Array.from({ length: 500 }, (_, at) => `${at} ${'x'.repeat(10_000)}`);
    const text = readFileSync(keep(0, { lines }) ?? '', 'utf8');
    expect(text).toContain('\n499 ');
    expect(text).not.toContain(`\n${500 - LINES_MAX - 1} `);
    expect(text.length).toBeLessThan(50_000);
  });

  test('pushes out the oldest, and only reports', () => {
    keep(0);
    writeFileSync(join(folder, 'reports', 'mine.pdf'), '');
    for (let day = 1; day <= REPORTS_MAX + 5; day++) keep(day * 86_400_000);
    expect(countReports(join(folder, 'reports'))).toBe(REPORTS_MAX);
    const names = readdirSync(join(folder, 'reports')).sort();
    expect(names.at(-1)).toBe('mine.pdf');
    expect(names[0]).toMatch(/^1970-01-07/);
  });

  test('that the disk does not take costs nothing', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(keepReport(crash, { folder: join(folder, 'file'), appVersion: '1', nowMs: 0 })).toBeNull();
    expect(countReports(join(folder, 'none'))).toBe(0);
  });
});
