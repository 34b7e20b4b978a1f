import type { Rows, SeatRow, TableRow } from './rows.ts';

/** How a field lies in its column. */
export type ColumnType = 'count' | 'flag' | 'text' | 'cards';

export interface Column<Row> {
  readonly field: keyof Row & string;
  readonly name: string;
  readonly type: ColumnType;
  /** Written once, when the row is made. */
  readonly isFixed?: boolean;
}

export const TABLE_COLUMNS: readonly Column<TableRow>[] = [
  { field: 'host', name: 'host', type: 'text', isFixed: true },
  { field: 'maxSeats', name: 'max_seats', type: 'count', isFixed: true },
  { field: 'smallBlind', name: 'small_blind', type: 'count', isFixed: true },
  { field: 'bigBlind', name: 'big_blind', type: 'count', isFixed: true },
  { field: 'minBuyIn', name: 'min_buy_in', type: 'count', isFixed: true },
  { field: 'maxBuyIn', name: 'max_buy_in', type: 'count', isFixed: true },
  { field: 'paused', name: 'paused', type: 'flag' },
  { field: 'hostNumber', name: 'host_number', type: 'count' },
  { field: 'hand', name: 'hand', type: 'count' },
  { field: 'phase', name: 'phase', type: 'text' },
  { field: 'button', name: 'button', type: 'count' },
  { field: 'smallBlindSeat', name: 'small_blind_seat', type: 'count' },
  { field: 'bigBlindSeat', name: 'big_blind_seat', type: 'count' },
  { field: 'street', name: 'street', type: 'text' },
  { field: 'level', name: 'level', type: 'count' },
  { field: 'fullRaise', name: 'full_raise', type: 'count' },
  { field: 'actor', name: 'actor', type: 'count' },
  { field: 'aggressor', name: 'aggressor', type: 'count' },
  { field: 'riverAggressor', name: 'river_aggressor', type: 'count' },
  { field: 'turn', name: 'turn', type: 'count' },
  { field: 'board', name: 'board', type: 'cards' },
  { field: 'deadlineMs', name: 'deadline_ms', type: 'count' },
];

/** `seat` is part of the key and comes beside these. */
export const SEAT_COLUMNS: readonly Column<SeatRow>[] = [
  { field: 'device', name: 'device', type: 'text', isFixed: true },
  { field: 'name', name: 'name', type: 'text', isFixed: true },
  { field: 'number', name: 'number', type: 'count' },
  { field: 'stack', name: 'stack', type: 'count' },
  { field: 'standing', name: 'standing', type: 'text' },
  { field: 'place', name: 'place', type: 'count' },
  { field: 'bet', name: 'bet', type: 'count' },
  { field: 'gathered', name: 'gathered', type: 'count' },
  { field: 'ante', name: 'ante', type: 'count' },
  { field: 'anteShort', name: 'ante_short', type: 'flag' },
  { field: 'dead', name: 'dead', type: 'count' },
  { field: 'folded', name: 'folded', type: 'flag' },
  { field: 'actedAt', name: 'acted_at', type: 'count' },
  { field: 'shown', name: 'shown', type: 'cards' },
  { field: 'won', name: 'won', type: 'count' },
];

/** The types of columns as a database names them. */
export type ColumnTypes = Readonly<Record<ColumnType | 'bytes', string>>;

/** The statements that make the three tables. */
export function schemaOf(types: ColumnTypes): string[] {
  const columns = (all: readonly Column<never>[]) =>
    all.map(({ name, type }) => `${name} ${types[type]}`).join(', ');
  return [
    `CREATE TABLE tables (id ${types.bytes} PRIMARY KEY, ${columns(TABLE_COLUMNS)})`,
    `CREATE TABLE seats (table_id ${types.bytes}, seat ${types.count}, ${columns(SEAT_COLUMNS)}, PRIMARY KEY (table_id, seat))`,
    `CREATE TABLE decks (table_id ${types.bytes} PRIMARY KEY, commitments ${types.bytes})`,
  ];
}

/** The names of columns that an update writes. */
export function changing<Row>(columns: readonly Column<Row>[]): Column<Row>[] {
  return columns.filter(({ isFixed }) => !isFixed);
}

/** What was stored, as the rules read it. */
function rowFrom<Row>(columns: readonly Column<Row>[], stored: Record<string, unknown>): Row {
  const row: Record<string, unknown> = {};
  for (const { field, name, type } of columns) {
    const value = stored[name];
    if (value === null) row[field] = null;
    else if (type === 'flag') row[field] = value === true || value === 1;
    else if (type === 'cards') row[field] = [...(value as Uint8Array)];
    else row[field] = value;
  }
  return row as Row;
}

/** The columns of a row as values to store, in order. */
export function valuesOf<Row>(columns: readonly Column<Row>[], row: Row): unknown[] {
  return columns.map(({ field, type }) => {
    const value = row[field];
    if (value === null) return null;
    return type === 'cards' ? Buffer.from(value as readonly number[]) : value;
  });
}

/** A table's rows as they are stored, to be changed in place. */
export function rowsFrom(
  table: Record<string, unknown>,
  seats: readonly Record<string, unknown>[],
  commitments: Uint8Array | null,
): Rows {
  return {
    table: rowFrom(TABLE_COLUMNS, table),
    seats: seats.map((row) => ({ ...rowFrom(SEAT_COLUMNS, row), seat: row.seat as number })),
    commitments,
  };
}

/** The seats' rows that are to be inserted, and those to be updated. @param before as they are stored */
export function seatsToSave(before: readonly SeatRow[], after: readonly SeatRow[]) {
  const stored = new Map(before.map((row) => [row.seat, row]));
  const isChanged = (row: SeatRow, old: SeatRow | undefined) =>
    old !== undefined && !SEAT_COLUMNS.every(({ field }) => row[field] === old[field]);
  return {
    added: after.filter(({ seat }) => !stored.has(seat)),
    changed: after.filter((row) => isChanged(row, stored.get(row.seat))),
  };
}
