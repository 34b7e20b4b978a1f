import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { verifySignature } from '../../../../electron/host/keys.ts';
import { TABLE_ID_BYTES } from '../../../../shared/process/input.ts';
import { load } from '../databases/install.ts';
import type { Recording } from '../recording.ts';
import { type OpeningRows, openingRows } from '../stateless/opening.ts';
import { type PostgresPool, PostgresStore } from '../stateless/postgresStore.ts';
import { type Store, serveInput } from '../stateless/server.ts';
import { type SqliteDatabase, SqliteStore } from '../stateless/sqliteStore.ts';
import { Played, type Preparation, type Side } from './side.ts';

/** Clients of one process: enough for the server to group their commits, all processes below what it takes. */
const POOL_CLIENTS = 24;
/** PostgreSQL's number of its type bigint. */
const BIGINT_TYPE = 20;

interface ClosableStore extends Store {
  close(): void | Promise<void>;
}

/** The stateless server with its database. */
export class TheirSide implements Side {
  readonly #store: ClosableStore;
  readonly #tables: readonly Played[];

  constructor(store: ClosableStore, own: readonly Recording[]) {
    this.#store = store;
    this.#tables = own.map((recording) => new Played(recording));
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

/** @param all the recordings of all processes: the first puts their tables in */
export function openSqlite(
  { folder, share, idleTables }: Preparation,
  all: readonly Recording[],
): SqliteStore {
  const Database = load('better-sqlite3') as new (path: string) => SqliteDatabase;
  const isFirst = share.at === 0;
  const store = new SqliteStore(new Database(join(folder, 'tables.sqlite')), isFirst);
  if (isFirst) store.insertAll(openedAndIdle(all, idleTables));
  return store;
}

/** @param all see openSqlite */
export async function openPostgres(
  { socketFolder, share, idleTables }: Preparation,
  all: readonly Recording[],
): Promise<PostgresStore> {
  const { Pool, types } = load('pg') as {
    Pool: new (options: object) => PostgresPool;
    types: { setTypeParser(type: number, parse: (text: string) => unknown): void };
  };
  types.setTypeParser(BIGINT_TYPE, Number);
  const store = new PostgresStore(new Pool({ host: socketFolder, user: 'postgres', max: POOL_CLIENTS }));
  if (share.at === 0) {
    await store.createSchema();
    await store.insertAll(openedAndIdle(all, idleTables));
  }
  return store;
}

/** The tables that are played at, and idle ones that look like the first of them. */
function* openedAndIdle(all: readonly Recording[], idleTables: number): Iterable<OpeningRows> {
  const opened = all.map(openingRows);
  yield* opened;
  const [first] = opened;
  if (!first) return;
  for (let at = 0; at < idleTables; at++) yield { ...first, tableId: randomBytes(TABLE_ID_BYTES) };
}
