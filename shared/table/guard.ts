import { hash, toHex } from '../process/hash.ts';
import type { Guard } from '../process/journal.ts';
import { PUBLIC_KEY_BYTES, SIGNATURE_BYTES, type Signer, type Verify } from '../process/ports.ts';
import { invitesOf } from './voters.ts';

const LABEL = 'evertable/join/1';

export const NO_INVITE_PROOF = 'That device has not proven an invite.';

/** What a newcomer puts into its JOIN: the invite's word for this device at this table. */
export function joinProof(invite: Signer, table: Uint8Array, device: Uint8Array): Uint8Array {
  return invite.sign(hash(LABEL, table, device));
}

/** A JOIN is played only with the proof of an invite that is open. What else may be said is the program's to judge. */
export function tableGuard(verify: Verify): Guard {
  return ({ input, looks }) => {
    if (input.body.kind !== 'JOIN') return null;
    const { invite, proof } = input.body;
    const isProven =
      invite instanceof Uint8Array &&
      invite.length === PUBLIC_KEY_BYTES &&
      proof instanceof Uint8Array &&
      proof.length === SIGNATURE_BYTES &&
      invitesOf(looks()).some(({ key }) => key === toHex(invite)) &&
      verify(invite, hash(LABEL, input.table, input.device), proof);
    return isProven ? null : NO_INVITE_PROOF;
  };
}
