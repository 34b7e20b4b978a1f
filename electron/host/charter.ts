import { randomBytes } from 'node:crypto';
import { fromBytes, isRecord, type Plain } from '../../shared/process/plain.ts';

/** What a table was opened with. Its hash is the table's id, so nothing in it ever changes. */
export interface Charter {
  readonly name: string;
  readonly practice: boolean;
  /** Ms since 1970; table time begins here. */
  readonly createdMs: number;
  /** Makes two tables of the same name two tables. */
  readonly nonce: Uint8Array;
}

const FORMAT = 1;
const NONCE_BYTES = 16;

export function newCharter(name: string, createdMs: number): Plain {
  return { format: FORMAT, name, practice: true, createdMs, nonce: new Uint8Array(randomBytes(NONCE_BYTES)) };
}

/** Reads a charter that a checkpoint carries. */
export function readCharter(bytes: Uint8Array): Pick<Charter, 'name' | 'practice' | 'createdMs'> {
  const value = fromBytes(bytes);
  const { name, practice, createdMs } = isRecord(value) ? value : {};
  return {
    name: typeof name === 'string' ? name : 'A table',
    practice: practice === true,
    createdMs: typeof createdMs === 'number' ? createdMs : 0,
  };
}
