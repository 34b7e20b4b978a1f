import type { Body } from './effects.ts';
import { toHex } from './hash.ts';
import { isRecord } from './plain.ts';
import { PUBLIC_KEY_BYTES, type Signer, type Verify } from './ports.ts';
import { isSignedBy, NotSigned, readSigned, sign } from './signed.ts';

const LABEL = 'evertable/input/1';
export const TABLE_ID_BYTES = 16;
/** An input is a few hundred bytes; the largest carries a deck's commitments. */
export const INPUT_BYTES_MAX = 16_384;

/** Something a person, a device's dealer or the host's clock did. */
export interface Input {
  readonly table: Uint8Array;
  /** The author's public key. */
  readonly device: Uint8Array;
  /** Rises with every input of a device at this table. */
  readonly number: number;
  readonly body: Body;
}

/** Signs an input; the signer is its author. */
export function signInput(input: Omit<Input, 'device'>, signer: Signer): Uint8Array {
  return sign(LABEL, { ...input, device: signer.publicKey }, signer).bytes;
}

/**
 * Reads an input and checks its author's signature.
 * @throws NotSigned, NotCanonical
 */
export function readInput(bytes: Uint8Array, verify: Verify): Input {
  if (bytes.length > INPUT_BYTES_MAX) throw new NotSigned('input: too long');
  const message = readSigned(LABEL, bytes);
  const { value } = message;
  if (!isRecord(value)) throw new NotSigned('input: not a record');
  const { table, device, number, body } = value;
  if (!(table instanceof Uint8Array) || table.length !== TABLE_ID_BYTES)
    throw new NotSigned('input: no table');
  if (!(device instanceof Uint8Array) || device.length !== PUBLIC_KEY_BYTES) {
    throw new NotSigned('input: no device');
  }
  if (typeof number !== 'number' || number < 1) throw new NotSigned('input: no number');
  if (!isRecord(body) || typeof body.kind !== 'string') throw new NotSigned('input: no body');
  if (!isSignedBy(device, message, verify)) {
    throw new NotSigned(`input ${number} of ${toHex(device).slice(0, 8)}: the signature does not match`);
  }
  return { table, device, number, body: body as Body };
}
