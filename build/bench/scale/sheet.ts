/** What is told of one number of tables; what is missing was not measured. */
export interface SheetRow {
  readonly open?: number;
  readonly ours?: number;
  readonly sqlite?: number;
  readonly postgres?: number;
  readonly sqliteRatio?: number;
  readonly postgresRatio?: number;
  readonly asleepMB?: number;
  readonly openMB?: number;
  readonly wakeP50Ms?: number;
  readonly wakeP99Ms?: number;
  readonly restartMs?: number;
}

const COLUMNS: readonly { readonly heading: string; readonly of: keyof SheetRow; readonly digits: number }[] =
  [
    { heading: 'open', of: 'open', digits: 0 },
    { heading: 'ours/s', of: 'ours', digits: 0 },
    { heading: 'SQLite/s', of: 'sqlite', digits: 0 },
    { heading: 'PostgreSQL/s', of: 'postgres', digits: 0 },
    { heading: 'ours:SQLite', of: 'sqliteRatio', digits: 2 },
    { heading: 'ours:PostgreSQL', of: 'postgresRatio', digits: 2 },
    { heading: 'MB asleep', of: 'asleepMB', digits: 0 },
    { heading: 'MB open', of: 'openMB', digits: 0 },
    { heading: 'wake p50 ms', of: 'wakeP50Ms', digits: 0 },
    { heading: 'wake p99 ms', of: 'wakeP99Ms', digits: 0 },
    { heading: 'restart ms', of: 'restartMs', digits: 0 },
  ];
const NOT_MEASURED = '-';

/** All that the benches of this group found, one row a number of tables. */
export class Sheet {
  readonly #rows = new Map<number, SheetRow>();
  readonly #remarks = new Set<string>();

  /** Adds cells to the row of so many tables. */
  note(tables: number, cells: SheetRow): void {
    this.#rows.set(tables, { ...this.#rows.get(tables), ...cells });
  }

  /** Adds a line below the table. */
  remark(line: string): void {
    this.#remarks.add(line);
  }

  /** The table for a person. */
  text(): string {
    const lines = [
      ['tables', ...COLUMNS.map(({ heading }) => heading)],
      ...[...this.#rows].map(([tables, row]) => [
        String(tables),
        ...COLUMNS.map(({ of, digits }) => row[of]?.toFixed(digits) ?? NOT_MEASURED),
      ]),
    ];
    const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
    const padded = lines.map((line) =>
      line.map((cell, column) => cell.padStart(widths?.[column] ?? 0)).join('  '),
    );
    return [...padded, ...this.#remarks].join('\n');
  }
}
