import { HASH_BYTES } from './hash.ts';
import { INPUT_BYTES_MAX, TABLE_ID_BYTES } from './input.ts';
import { isRecord, type Plain } from './plain.ts';
import { PUBLIC_KEY_BYTES, type Signer, type Verify } from './ports.ts';
import type { FieldDigest } from './process.ts';
import { isSignedBy, NotSigned, readSigned, sign } from './signed.ts';

const LABEL = 'evertable/entry/1';
const DIGEST_BYTES = 4;
export const ENTRY_BYTES_MAX = INPUT_BYTES_MAX + 4_096;

/** One input in its place. */
export interface Entry {
  readonly table: Uint8Array;
  readonly hand: number;
  readonly term: number;
  /** Runs on across hands. */
  readonly seq: number;
  /** Id of the entry before; of the charter for the first. */
  readonly prev: Uint8Array;
  /** Table time in ms: never below the entry before; it stands still while nobody hosts. */
  readonly timeMs: number;
  /** The signed input. */
  readonly input: Uint8Array;
  /** The state hash once the input has been played. */
  readonly state: Uint8Array;
  /** Digests of the look's fields, in order, to name the one that differs. */
  readonly fields: Uint8Array;
  /** The host's public key. */
  readonly host: Uint8Array;
}

export interface ReadEntry extends Entry {
  /** Hash of everything above: the next entry's `prev`. */
  readonly id: Uint8Array;
}

/** Signs an entry; the signer is its host. */
export function signEntry(
  unsigned: Omit<Entry, 'host'>,
  signer: Signer,
): { readonly bytes: Uint8Array; readonly entry: ReadEntry } {
  const entry = { ...unsigned, host: signer.publicKey };
  const { bytes, id } = sign(LABEL, entry, signer);
  return { bytes, entry: { ...entry, id } };
}

/**
 * Reads an entry and checks its host's signature; the input inside is not looked at.
 * @throws NotSigned, NotCanonical
 */
export function readEntry(bytes: Uint8Array, verify: Verify): ReadEntry {
  if (bytes.length > ENTRY_BYTES_MAX) throw new NotSigned('entry: too long');
  const message = readSigned(LABEL, bytes);
  const { value } = message;
  if (!isRecord(value)) throw new NotSigned('entry: not a record');
  const entry = {
    table: bytesOf(value.table, TABLE_ID_BYTES, 'table'),
    hand: countOf(value.hand, 'hand'),
    term: countOf(value.term, 'term'),
    seq: countOf(value.seq, 'seq'),
    prev: bytesOf(value.prev, HASH_BYTES, 'prev'),
    timeMs: countOf(value.timeMs, 'timeMs'),
    input: bytesOf(value.input, null, 'input'),
    state: bytesOf(value.state, HASH_BYTES, 'state'),
    fields: bytesOf(value.fields, null, 'fields'),
    host: bytesOf(value.host, PUBLIC_KEY_BYTES, 'host'),
  };
  if (!isSignedBy(entry.host, message, verify)) {
    throw new NotSigned(`entry ${entry.seq}: the signature does not match`);
  }
  return { ...entry, id: message.id };
}

export function packDigests(fields: readonly FieldDigest[]): Uint8Array {
  const packed = new Uint8Array(fields.length * DIGEST_BYTES);
  const view = new DataView(packed.buffer);
  fields.forEach(({ digest }, i) => {
    view.setUint32(i * DIGEST_BYTES, digest);
  });
  return packed;
}

/** The path of the first field whose digest is not the packed one; null when all agree. */
export function differingField(fields: readonly FieldDigest[], packed: Uint8Array): string | null {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  for (const [i, { path, digest }] of fields.entries()) {
    const at = i * DIGEST_BYTES;
    if (at + DIGEST_BYTES > packed.length || view.getUint32(at) !== digest) return path;
  }
  return packed.length > fields.length * DIGEST_BYTES ? 'a field that is missing here' : null;
}

function bytesOf(value: Plain | undefined, lengthBytes: number | null, name: string): Uint8Array {
  if (!(value instanceof Uint8Array)) throw new NotSigned(`entry: no ${name}`);
  if (lengthBytes !== null && value.length !== lengthBytes) throw new NotSigned(`entry: wrong ${name}`);
  return value;
}

function countOf(value: Plain | undefined, name: string): number {
  if (typeof value !== 'number' || value < 0) throw new NotSigned(`entry: no ${name}`);
  return value;
}
