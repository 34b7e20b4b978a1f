import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { verifySignature } from '../../../../electron/host/keys.ts';
import { TABLE_ID_BYTES } from '../../../../shared/process/input.ts';
import { SERVER_USER } from '../databases/cluster.ts';
import { load } from '../databases/install.ts';
import type { Recording } from '../recording.ts';
import { emptyRows, type OpeningRows, openingRows } from '../stateless/opening.ts';
import { type PostgresPool, PostgresStore } from '../stateless/postgresStore.ts';
import { type Store, serveInput } from '../stateless/server.ts';
import { type SqliteDatabase, SqliteStore } from '../stateless/sqliteStore.ts';
import { type NewTables, Played, type Preparation, type Side } from './side.ts';

/** Clients of one process: enough for the server to group their commits, all processes below what it takes. */
const POOL_CLIENTS = 24;
/** PostgreSQL's number of its type bigint. */
const BIGINT_TYPE = 20;

interface DatabaseStore extends Store {
  /** Puts tables in, all with one transaction. */
  insertAll(tables: Iterable<OpeningRows>): void | Promise<void>;
  close(): void | Promise<void>;
}

/** The stateless server with its database. */
export class TheirSide implements Side {
  readonly #store: DatabaseStore;
  readonly #isFirst: boolean;
  readonly #tables: Played[] = [];

  /** @param isFirst whether this process puts the tables in, for all of its side */
  constructor(store: DatabaseStore, isFirst: boolean) {
    this.#store = store;
    this.#isFirst = isFirst;
  }

  async grow({ own, all, idleTables }: NewTables): Promise<void> {
    if (this.#isFirst) await this.#store.insertAll(openedAndIdle(all, idleTables));
    this.#tables.push(...own.map((recording) => new Played(recording)));
  }

  async play(inputsEach: number): Promise<number> {
    await Promise.all(
      this.#tables.map(async (played) => {
        for (const { bytes, timeMs } of played.take(inputsEach))
          await serveInput(this.#store, verifySignature, bytes, timeMs);
      }),
    );
    return inputsEach * this.#tables.length;
  }

  async close(): Promise<void> {
    await this.#store.close();
  }
}

/** The first process of the side makes the schema. */
export function openSqlite({ folder, share }: Preparation): SqliteStore {
  const Database = load('better-sqlite3') as new (path: string) => SqliteDatabase;
  return new SqliteStore(new Database(join(folder, 'tables.sqlite')), share.at === 0);
}

/** See openSqlite. */
export async function openPostgres({ socketFolder, share }: Preparation): Promise<PostgresStore> {
  const { Pool, types } = load('pg') as {
    Pool: new (options: object) => PostgresPool;
    types: { setTypeParser(type: number, parse: (text: string) => unknown): void };
  };
  types.setTypeParser(BIGINT_TYPE, Number);
  const pool = new Pool({ host: socketFolder, user: SERVER_USER, database: SERVER_USER, max: POOL_CLIENTS });
  const store = new PostgresStore(pool);
  if (share.at === 0) await store.createSchema();
  return store;
}

/** The tables that are played at, and idle ones that look like a new table. */
function* openedAndIdle(all: readonly Recording[], idleTables: number): Iterable<OpeningRows> {
  for (const recording of all) yield openingRows(recording);
  for (let at = 0; at < idleTables; at++) yield { tableId: randomBytes(TABLE_ID_BYTES), rows: emptyRows(0) };
}
