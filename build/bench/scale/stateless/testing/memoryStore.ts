import { toHex } from '../../../../../shared/process/hash.ts';
import type { Rows } from '../rows.ts';
import type { Store } from '../server.ts';

/** Rows in memory, where a database would be. */
export class MemoryStore implements Store {
  readonly #tables = new Map<string, Rows>();

  insert(tableId: Uint8Array, rows: Rows): void {
    this.#tables.set(toHex(tableId), structuredClone(rows));
  }

  /** @throws Error when there is no such table */
  rowsOf(tableId: Uint8Array): Rows {
    const rows = this.#tables.get(toHex(tableId));
    if (!rows) throw new Error('There is no such table.');
    return rows;
  }

  async change(tableId: Uint8Array, withDeck: boolean, change: (rows: Rows) => void): Promise<void> {
    const stored = this.rowsOf(tableId);
    const loaded = structuredClone(stored);
    if (!withDeck) loaded.commitments = null;
    change(loaded);
    loaded.commitments ??= stored.commitments;
    this.#tables.set(toHex(tableId), loaded);
  }
}
