import { hash, toHex } from '../process/hash.ts';
import type { Guard } from '../process/journal.ts';
import type { Plain } from '../process/plain.ts';
import { PUBLIC_KEY_BYTES, SIGNATURE_BYTES, type Signer, type Verify } from '../process/ports.ts';
import { invitesOf } from './voters.ts';

const LABEL = 'evertable/join/1';

export const NO_INVITE_PROOF = 'That device has not proven an invite.';

/** What a newcomer puts into its JOIN: the invite's word for this device at this table. */
export function joinProof(invite: Signer, table: Uint8Array, device: Uint8Array): Uint8Array {
  return invite.sign(hash(LABEL, table, device));
}

/**
 * A JOIN by an open invite is played only with that invite's proof. What else may be said, whether the invite is open
 * included, is the program's to judge: it has the sentences.
 */
export function tableGuard(verify: Verify): Guard {
  return ({ input, looks }) => {
    if (input.body.kind !== 'JOIN') return null;
    const { invite, proof } = input.body;
    if (!isBytes(invite, PUBLIC_KEY_BYTES) || !isBytes(proof, SIGNATURE_BYTES)) return NO_INVITE_PROOF;
    if (!invitesOf(looks()).some(({ key }) => key === toHex(invite))) return null;
    return verify(invite, hash(LABEL, input.table, input.device), proof) ? null : NO_INVITE_PROOF;
  };
}

function isBytes(value: Plain | undefined, length: number): value is Uint8Array {
  return value instanceof Uint8Array && value.length === length;
}
