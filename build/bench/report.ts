import type { Figure } from './figure.ts';

const HEADINGS = ['figure', 'measured', 'goal', '', 'what'] as const;

/** Figures as a table for a person. */
export function tableOf(figures: readonly Figure[]): string {
  const rows: (readonly string[])[] = [
    HEADINGS,
    ...figures.map(({ name, about, value, unit, goal }) => [
      name,
      `${rounded(value).toLocaleString('en')}${unit === 'x' ? 'x' : ` ${unit}`}`.trim(),
      goal?.words ?? '',
      goal ? (goal.isMet ? 'met' : 'MISSED') : '',
      about,
    ]),
  ];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const padded = (cell: string, column: number) =>
    column === 1 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0);
  return rows.map((row) => row.map(padded).join('  ').trimEnd()).join('\n');
}

/** Figures as one flat object on one line. */
export function jsonOf(figures: readonly Figure[]): string {
  return JSON.stringify(Object.fromEntries(figures.map(({ name, value }) => [name, rounded(value)])));
}

/** Four significant digits, and never less than a whole number: nothing measured here is truer than that. */
function rounded(value: number): number {
  return Math.abs(value) >= 1_000 ? Math.round(value) : Number(value.toPrecision(4));
}
