import {
  type ColumnTypes,
  changing,
  rowsFrom,
  SEAT_COLUMNS,
  schemaOf,
  seatsToSave,
  TABLE_COLUMNS,
  valuesOf,
} from './columns.ts';
import type { OpeningRows } from './opening.ts';
import type { Rows, SeatRow } from './rows.ts';
import type { Store } from './server.ts';

/** As much of better-sqlite3 as is used here: it is no dependency of the app, so its types are not there. */
export interface SqliteDatabase {
  pragma(text: string): unknown;
  exec(sql: string): unknown;
  prepare(sql: string): SqliteStatement;
  close(): void;
}

interface SqliteStatement {
  run(...values: unknown[]): unknown;
  get(...values: unknown[]): Record<string, unknown> | undefined;
  all(...values: unknown[]): Record<string, unknown>[];
}

const TYPES: ColumnTypes = { count: 'INTEGER', flag: 'INTEGER', text: 'TEXT', cards: 'BLOB', bytes: 'BLOB' };
/** A commit that waits for another process's lock gives up after this. */
const BUSY_LIMIT_MS = 60_000;

/** Tables in SQLite; each change is one transaction that is synced before it is acknowledged. */
export class SqliteStore implements Store {
  readonly #database: SqliteDatabase;
  readonly #statements;

  /** Takes over a database; one that is new gets its tables. */
  constructor(database: SqliteDatabase, isNew: boolean) {
    this.#database = database;
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma(`busy_timeout = ${BUSY_LIMIT_MS}`);
    if (isNew) for (const statement of schemaOf(TYPES)) database.exec(statement);
    this.#statements = statementsOn(database);
  }

  /** Puts tables in, all with one transaction. */
  insertAll(tables: Iterable<OpeningRows>): void {
    const { begin, commit, insertTable, insertDeck } = this.#statements;
    begin.run();
    for (const { tableId, rows } of tables) {
      insertTable.run(tableId, ...plain(valuesOf(TABLE_COLUMNS, rows.table)));
      for (const row of rows.seats) this.#insertSeat(tableId, row);
      if (rows.commitments) insertDeck.run(tableId, rows.commitments);
    }
    commit.run();
  }

  async change(tableId: Uint8Array, withDeck: boolean, change: (rows: Rows) => void): Promise<void> {
    const { begin, commit, rollback } = this.#statements;
    begin.run();
    try {
      this.#changeInTransaction(tableId, withDeck, change);
      commit.run();
    } catch (error) {
      rollback.run();
      throw error;
    }
  }

  close(): void {
    this.#database.close();
  }

  #changeInTransaction(tableId: Uint8Array, withDeck: boolean, change: (rows: Rows) => void): void {
    const { table, seats, deck, updateTable, updateSeat, insertDeck } = this.#statements;
    const stored = table.get(tableId);
    if (!stored) throw new Error('There is no such table.');
    const commitments = withDeck ? (deck.get(tableId)?.commitments as Uint8Array) : null;
    const rows = rowsFrom(stored, seats.all(tableId), commitments);
    const before = rows.seats.map((row) => ({ ...row }));
    change(rows);
    updateTable.run(...plain(valuesOf(changing(TABLE_COLUMNS), rows.table)), tableId);
    const { added, changed } = seatsToSave(before, rows.seats);
    for (const row of added) this.#insertSeat(tableId, row);
    for (const row of changed)
      updateSeat.run(...plain(valuesOf(changing(SEAT_COLUMNS), row)), tableId, row.seat);
    if (rows.commitments !== commitments) insertDeck.run(tableId, rows.commitments);
  }

  #insertSeat(tableId: Uint8Array, row: SeatRow): void {
    this.#statements.insertSeat.run(tableId, row.seat, ...plain(valuesOf(SEAT_COLUMNS, row)));
  }
}

function statementsOn(database: SqliteDatabase) {
  const marks = (count: number) => Array.from({ length: count }, () => '?').join(', ');
  const set = (columns: readonly { readonly name: string }[]) =>
    columns.map(({ name }) => `${name} = ?`).join(', ');
  return {
    begin: database.prepare('BEGIN IMMEDIATE'),
    commit: database.prepare('COMMIT'),
    rollback: database.prepare('ROLLBACK'),
    table: database.prepare('SELECT * FROM tables WHERE id = ?'),
    seats: database.prepare('SELECT * FROM seats WHERE table_id = ? ORDER BY seat'),
    deck: database.prepare('SELECT commitments FROM decks WHERE table_id = ?'),
    updateTable: database.prepare(`UPDATE tables SET ${set(changing(TABLE_COLUMNS))} WHERE id = ?`),
    updateSeat: database.prepare(
      `UPDATE seats SET ${set(changing(SEAT_COLUMNS))} WHERE table_id = ? AND seat = ?`,
    ),
    insertTable: database.prepare(`INSERT INTO tables VALUES (${marks(TABLE_COLUMNS.length + 1)})`),
    insertSeat: database.prepare(`INSERT INTO seats VALUES (${marks(SEAT_COLUMNS.length + 2)})`),
    insertDeck: database.prepare('INSERT OR REPLACE INTO decks VALUES (?, ?)'),
  };
}

/** SQLite has no truth values. */
function plain(values: readonly unknown[]): unknown[] {
  return values.map((value) => (typeof value === 'boolean' ? Number(value) : value));
}
