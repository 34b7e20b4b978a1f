import { z } from 'zod';
import {
  BLINDS_BYTES,
  BOX_BYTES,
  CONTEXT_BYTES,
  DECK_BYTES,
  HOLDERS_MAX,
  HOLDERS_MIN,
  POINT_BYTES,
  PROOF_BYTES,
  SHUFFLE_PROOF_BYTES,
  thresholdOf,
} from '../deck/messages.ts';
import { DECK_CARDS, OPENED_PROOF_BYTES_MAX } from '../deck/openedCard.ts';
import { COMMITMENTS_BYTES } from '../deck/standIn.ts';

/** What devices say about a deck, as shapes and sizes (deck/messages.ts). */

const count = z.int().min(1);
const place = z
  .int()
  .min(0)
  .max(DECK_CARDS - 1);
const bytes = (length: number) =>
  z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === length);
const bytesUpTo = (lengthMax: number) =>
  z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= lengthMax);
/** Hex of a public key. */
const device = z.string().regex(/^[0-9a-f]{64}$/);
const roster = z.array(device).min(HOLDERS_MIN).max(HOLDERS_MAX);
const handId = bytes(CONTEXT_BYTES);
const signedWords = z.array(bytesUpTo(1_024)).max(32);
const holeCards = 2 * HOLDERS_MAX;

/** A face with what shows that it is right. */
export const opened = z.strictObject({
  index: place,
  card: place,
  proof: bytesUpTo(OPENED_PROOF_BYTES_MAX),
});

function shares<K extends 'HOLE' | 'BOARD' | 'OPEN'>(kind: K) {
  return z.strictObject({
    kind: z.literal(kind),
    handId,
    state: bytes(CONTEXT_BYTES),
    cards: z.array(place).min(1).max(holeCards),
    shares: bytesUpTo(holeCards * POINT_BYTES),
    proof: bytes(PROOF_BYTES),
  });
}

export const deckInputSchemas = {
  READY: z.strictObject({
    kind: z.literal('READY'),
    number: count,
    attempt: count,
    sealKey: bytes(POINT_BYTES),
    blinds: bytes(BLINDS_BYTES),
    proofs: bytes(3 * PROOF_BYTES),
  }),
  HAND_OPEN: z.strictObject({ kind: z.literal('HAND_OPEN'), number: count, attempt: count, roster, handId }),
  DEAL: z.strictObject({
    kind: z.literal('DEAL'),
    handId,
    commitments: bytesUpTo(thresholdOf(HOLDERS_MAX) * POINT_BYTES),
    proof: bytes(PROOF_BYTES),
    ephemeral: bytes(POINT_BYTES),
    ephemeralProof: bytes(PROOF_BYTES),
    boxes: bytesUpTo((HOLDERS_MAX - 1) * BOX_BYTES),
  }),
  ACK: z.strictObject({ kind: z.literal('ACK'), handId, deals: bytes(CONTEXT_BYTES) }),
  COMPLAIN: z.strictObject({
    kind: z.literal('COMPLAIN'),
    handId,
    accused: z
      .int()
      .min(0)
      .max(HOLDERS_MAX - 1),
    key: bytes(POINT_BYTES),
    proof: bytes(PROOF_BYTES),
  }),
  SHUFFLE: z.strictObject({
    kind: z.literal('SHUFFLE'),
    handId,
    step: z
      .int()
      .min(0)
      .max(HOLDERS_MAX - 1),
    deck: bytes(DECK_BYTES),
    proof: bytes(SHUFFLE_PROOF_BYTES),
  }),
  DECK_ACK: z.strictObject({ kind: z.literal('DECK_ACK'), handId, deck: bytes(CONTEXT_BYTES) }),
  /** The host, with a majority's consents: the set-up begins again without who is convicted. */
  RESTART: z.strictObject({
    kind: z.literal('RESTART'),
    number: count,
    attempt: count,
    convicted: z.array(device).min(1).max(HOLDERS_MAX),
    consents: signedWords.optional(),
  }),
  HOLE: shares('HOLE'),
  BOARD: shares('BOARD'),
  OPEN: shares('OPEN'),
  /** The host: the shares that a device sent of these cards are wrong. Every device checks that before it plays it. */
  CONVICT: z.strictObject({
    kind: z.literal('CONVICT'),
    device,
    of: z.enum(['HOLE', 'BOARD', 'OPEN']),
    cards: z.array(place).min(1).max(holeCards),
  }),
  /** The host: what the shares in the journal open. */
  FACES: z.strictObject({ kind: z.literal('FACES'), cards: z.array(opened).min(1).max(5) }),
  /** A player would call the hand off, as too few devices answer. */
  VOID: z.strictObject({ kind: z.literal('VOID') }),
  /** The deck of a simulated table. */
  STAND_IN_DECK: z.strictObject({
    kind: z.literal('STAND_IN_DECK'),
    commitments: bytes(COMMITMENTS_BYTES),
  }),
};
