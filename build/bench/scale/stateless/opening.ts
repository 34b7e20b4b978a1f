import { readCertified } from '../../../../shared/process/checkpoint.ts';
import { toHex } from '../../../../shared/process/hash.ts';
import { readInput } from '../../../../shared/process/input.ts';
import { EVENING_SETTINGS, eveningPlayer } from '../../core/evening.ts';
import type { Recording } from '../recording.ts';
import { newTableRow, type Rows } from './rows.ts';
import { takeInput } from './takeInput.ts';

export interface OpeningRows {
  readonly tableId: Uint8Array;
  readonly rows: Rows;
}

/** The rows of a recorded table after the inputs that open it. */
export function openingRows({ seed, checkpoint, opened, inputs }: Recording): OpeningRows {
  const rows = emptyRows(seed);
  for (const { bytes, timeMs } of inputs.slice(0, opened)) {
    takeInput(
      rows,
      readInput(bytes, () => true),
      timeMs,
    );
  }
  return { tableId: tableIdOf(checkpoint), rows };
}

/** The rows of an evening's table before its first input. */
export function emptyRows(seed: number): Rows {
  const host = toHex(eveningPlayer(seed, 0).publicKey);
  return { table: newTableRow(host, EVENING_SETTINGS), seats: [], commitments: null };
}

/** @param checkpoint certified */
export function tableIdOf(checkpoint: Uint8Array): Uint8Array {
  return readCertified(checkpoint, () => true).checkpoint.table;
}
