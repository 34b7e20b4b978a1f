import { expect, test } from 'vitest';
import { verifySignature } from '../../../../electron/host/keys.ts';
import { readCertified } from '../../../../shared/process/checkpoint.ts';
import { DUPLICATE, Journal } from '../../../../shared/process/journal.ts';
import type { Game } from '../../../../shared/table/game.ts';
import { Evening, PROGRAMS } from '../../core/evening.ts';
import { recordTable } from '../recording.ts';
import { emptyRows, openingRows, tableIdOf } from './opening.ts';
import { serveInput } from './server.ts';
import { MemoryStore } from './testing/memoryStore.ts';
import { stateHash, stateOfProcess, stateOfRows } from './testing/tableState.ts';

const HANDS = 25;
const SEED = 5;

test('recorded hands lead to the same state as at the table process, input by input', async () => {
  const evening = new Evening({ seed: SEED });
  const store = new MemoryStore();
  const tableId = tableIdOf(evening.opening.checkpoint);
  store.insert(tableId, emptyRows(SEED));
  const kinds = new Set<string>();
  const options = { programs: PROGRAMS, verify: verifySignature, guard: () => null };
  const open = () => new Journal(evening.opening.checkpoint, PROGRAMS.newest.version, options);
  let journal = open();
  while (evening.opening.hand <= HANDS) {
    const { bytes, entry, input } = evening.next();
    kinds.add(input.body.kind);
    journal.replay(bytes);
    await serveInput(store, verifySignature, entry.input, entry.timeMs);
    if (journal.isEnded) journal = open();
    if (journal.isPlayed) {
      expect(store.rowsOf(tableId).table.phase).toBe('over');
      continue;
    }
    const [rows, process] = [stateOfRows(store.rowsOf(tableId)), stateOfProcess(journal)];
    if (stateHash(rows) !== stateHash(process)) expect(rows).toEqual(process);
  }
  // A new hand opens with the stacks that the last one ended with.
  const { checkpoint } = readCertified(evening.opening.checkpoint, verifySignature);
  const { seated } = checkpoint.game as unknown as Game;
  const { seats } = store.rowsOf(tableId);
  for (const { seat, stack } of seated) {
    const row = seats.find((one) => one.seat === seat);
    expect((row?.stack ?? 0) + (row?.bet ?? 0)).toBe(stack);
  }
  for (const kind of ['SIT', 'STAND_IN_DECK', 'MOVE', 'FACES', 'SHOW', 'TIMEOUT', 'HAND_END'])
    expect(kinds).toContain(kind);
});

test('an input with a wrong signature is refused and changes nothing', async () => {
  const { store, tableId, next } = opened();
  const forged = next.bytes.slice();
  forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1;
  const before = structuredClone(store.rowsOf(tableId));
  await expect(serveInput(store, verifySignature, forged, next.timeMs)).rejects.toThrow(/signature/);
  expect(store.rowsOf(tableId)).toEqual(before);
  await serveInput(store, verifySignature, next.bytes, next.timeMs);
  expect(store.rowsOf(tableId)).not.toEqual(before);
});

test('an input is taken once', async () => {
  const { store, tableId, next } = opened();
  await serveInput(store, verifySignature, next.bytes, next.timeMs);
  const after = structuredClone(store.rowsOf(tableId));
  await expect(serveInput(store, verifySignature, next.bytes, next.timeMs)).rejects.toThrow(DUPLICATE);
  expect(store.rowsOf(tableId)).toEqual(after);
});

test('a table begins its rounds in the middle of its first hands, each table elsewhere', () => {
  const tables = [0, 1, 2, 3].map((at) => recordTable(at, 4));
  expect(new Set(tables.map(({ opened }) => opened)).size).toBe(tables.length);
  for (const table of tables) expect(table.inputs).toHaveLength(table.opened + 4);
});

function opened() {
  const recording = recordTable(SEED, 1);
  const store = new MemoryStore();
  const { tableId, rows } = openingRows(recording);
  store.insert(tableId, rows);
  const next = recording.inputs[recording.opened];
  if (!next) throw new Error('Nothing is recorded after the opening.');
  return { store, tableId, next };
}
