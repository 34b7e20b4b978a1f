/**
 * The usual design that Evertable argues against: a stateless server. Each action loads the rows of its table from a
 * database, is played on them by the rules of shared/poker, and the rows that changed are saved, in one transaction.
 *
 * 1. After each input of recorded hands the rows say what the table process says.  stateless.test.ts "the same state"
 * 2. An input with a wrong signature changes nothing.                             stateless.test.ts "a wrong signature"
 * 3. An input is taken once.                                                      stateless.test.ts "taken once"
 */
import { type Input, readInput } from '../../../../shared/process/input.ts';
import type { Verify } from '../../../../shared/process/ports.ts';
import { needsDeck, type Rows } from './rows.ts';
import { takeInput } from './takeInput.ts';

/** A database with tables in rows. */
export interface Store {
  /**
   * Loads the rows of a table, has them changed in place, and saves what changed, in one transaction; resolves once that is
   * durable. When `change` throws nothing is saved, and this rejects with what was thrown.
   */
  change(tableId: Uint8Array, withDeck: boolean, change: (rows: Rows) => void): Promise<void>;
}

/**
 * Takes one signed input; resolves once what it did is durable.
 * @param timeMs table time
 * @throws NotSigned, NotCanonical, Refused; nothing has changed then
 */
export async function serveInput(
  store: Store,
  verify: Verify,
  bytes: Uint8Array,
  timeMs: number,
): Promise<void> {
  const input: Input = readInput(bytes, verify);
  await store.change(input.table, needsDeck(input.body.kind), (rows) => takeInput(rows, input, timeMs));
}
