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
import type { Rows } from './rows.ts';
import type { Store } from './server.ts';

/** As much of `pg` as is used here: it is no dependency of the app, so its types are not there. */
export interface PostgresPool {
  connect(): Promise<PostgresClient>;
  on(event: 'error', hear: () => void): unknown;
  end(): Promise<void>;
}

interface PostgresClient {
  query(query: string | { name: string; text: string; values: unknown[] }): Promise<{
    rows: Record<string, unknown>[];
  }>;
  release(): void;
}

const TYPES: ColumnTypes = { count: 'bigint', flag: 'boolean', text: 'text', cards: 'bytea', bytes: 'bytea' };

const numbered = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => `$${from + at}`).join(', ');
const set = (columns: readonly { readonly name: string }[]) =>
  columns.map(({ name }, at) => `${name} = $${at + 1}`).join(', ');

const CHANGING_TABLE = changing(TABLE_COLUMNS);
const CHANGING_SEAT = changing(SEAT_COLUMNS);
const SQL = {
  table: 'SELECT * FROM tables WHERE id = $1 FOR UPDATE',
  seats: 'SELECT * FROM seats WHERE table_id = $1 ORDER BY seat',
  deck: 'SELECT commitments FROM decks WHERE table_id = $1',
  updateTable: `UPDATE tables SET ${set(CHANGING_TABLE)} WHERE id = $${CHANGING_TABLE.length + 1}`,
  updateSeat: `UPDATE seats SET ${set(CHANGING_SEAT)} WHERE table_id = $${CHANGING_SEAT.length + 1} AND seat = $${CHANGING_SEAT.length + 2}`,
  insertTable: `INSERT INTO tables VALUES (${numbered(1, TABLE_COLUMNS.length + 1)})`,
  insertSeat: `INSERT INTO seats VALUES (${numbered(1, SEAT_COLUMNS.length + 2)})`,
  insertDeck:
    'INSERT INTO decks VALUES ($1, $2) ON CONFLICT (table_id) DO UPDATE SET commitments = excluded.commitments',
} as const;

/** Tables in PostgreSQL; each change is one transaction on a client of the pool, committed with synchronous_commit = on. */
export class PostgresStore implements Store {
  readonly #pool: PostgresPool;

  constructor(pool: PostgresPool) {
    this.#pool = pool;
    // A connection that is lost while nobody uses it is told by the next query.
    pool.on('error', () => {});
  }

  /** Makes the tables, with room in their pages for rows that change. */
  async createSchema(): Promise<void> {
    await this.#withClient(async (client) => {
      for (const statement of schemaOf(TYPES)) await client.query(`${statement} WITH (fillfactor = 50)`);
    });
  }

  /** Puts tables in, all with one transaction. */
  insertAll(tables: Iterable<OpeningRows>): Promise<void> {
    return this.#inTransaction(async (client) => {
      for (const { tableId, rows } of tables) {
        const id = Buffer.from(tableId);
        const all = [run(client, 'insertTable', [id, ...valuesOf(TABLE_COLUMNS, rows.table)])];
        for (const row of rows.seats)
          all.push(run(client, 'insertSeat', [id, row.seat, ...valuesOf(SEAT_COLUMNS, row)]));
        if (rows.commitments) all.push(run(client, 'insertDeck', [id, Buffer.from(rows.commitments)]));
        await Promise.all(all);
      }
      return [];
    });
  }

  change(tableId: Uint8Array, withDeck: boolean, change: (rows: Rows) => void): Promise<void> {
    const id = Buffer.from(tableId);
    return this.#inTransaction(async (client) => {
      // The queries go out one behind the other: none waits for this process in between.
      const [[stored], seats, [deck]] = await Promise.all([
        run(client, 'table', [id]),
        run(client, 'seats', [id]),
        withDeck ? run(client, 'deck', [id]) : [],
      ]);
      if (!stored) throw new Error('There is no such table.');
      const commitments = (deck?.commitments as Uint8Array | undefined) ?? null;
      const rows = rowsFrom(stored, seats, commitments);
      const before = rows.seats.map((row) => ({ ...row }));
      change(rows);
      const saved = [run(client, 'updateTable', [...valuesOf(CHANGING_TABLE, rows.table), id])];
      const { added, changed } = seatsToSave(before, rows.seats);
      for (const row of added)
        saved.push(run(client, 'insertSeat', [id, row.seat, ...valuesOf(SEAT_COLUMNS, row)]));
      for (const row of changed)
        saved.push(run(client, 'updateSeat', [...valuesOf(CHANGING_SEAT, row), id, row.seat]));
      if (rows.commitments && rows.commitments !== commitments)
        saved.push(run(client, 'insertDeck', [id, Buffer.from(rows.commitments)]));
      return saved;
    });
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  /** @param work returns what it leaves under way: that is committed too */
  async #inTransaction(work: (client: PostgresClient) => Promise<readonly Promise<unknown>[]>) {
    await this.#withClient(async (client) => {
      const begun = client.query('BEGIN');
      try {
        const saved = await work(client);
        await Promise.all([begun, ...saved, client.query('COMMIT')]);
      } catch (error) {
        await client.query('ROLLBACK');
        throw error;
      }
    });
  }

  async #withClient(work: (client: PostgresClient) => Promise<void>): Promise<void> {
    const client = await this.#pool.connect();
    try {
      await work(client);
    } finally {
      client.release();
    }
  }
}

/** A prepared statement: its text is parsed once a connection. */
async function run(client: PostgresClient, name: keyof typeof SQL, values: unknown[]) {
  const { rows } = await client.query({ name, text: SQL[name], values });
  return rows;
}
