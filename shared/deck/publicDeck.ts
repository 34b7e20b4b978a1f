import { z } from 'zod';
import { fromBytes, type Plain, toBytes } from '../process/plain.ts';
import { hashOf } from './contexts.ts';
import {
  BLINDS_BYTES,
  CONTEXT_BYTES,
  DECK_BYTES,
  HOLDERS_MAX,
  HOLDERS_MIN,
  POINT_BYTES,
  type PublicDeck,
  thresholdOf,
} from './messages.ts';

const bytes = (length: number) =>
  z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === length);
const count = z.int().min(1);

/** A finished deck as a checkpoint holds it: shapes and sizes; its proofs were checked when it was made. */
export const publicDeckSchema = z
  .strictObject({
    number: count,
    attempt: count,
    handId: bytes(CONTEXT_BYTES),
    deals: bytes(CONTEXT_BYTES),
    roster: z.array(z.string()).min(HOLDERS_MIN).max(HOLDERS_MAX).readonly(),
    blinds: z.array(bytes(BLINDS_BYTES)).readonly(),
    commitments: z.array(z.custom<Uint8Array>((value) => value instanceof Uint8Array)).readonly(),
    cards: bytes(DECK_BYTES),
  })
  .refine(({ roster, blinds, commitments }) => {
    const commitmentsBytes = thresholdOf(roster.length) * POINT_BYTES;
    return (
      new Set(roster).size === roster.length &&
      blinds.length === roster.length &&
      commitments.length === roster.length &&
      commitments.every(({ length }) => length === commitmentsBytes)
    );
  }) satisfies z.ZodType<PublicDeck>;

/** The canonical bytes of a finished deck. */
export function publicDeckBytes(deck: PublicDeck): Uint8Array {
  return toBytes({ ...deck } as unknown as Plain);
}

/**
 * What a holder remembers of the deck that it has acknowledged: all of it, its blinds included, which ctxD names only by way of
 * messages that are gone by the time a card is opened.
 */
export function wholeDeckHash(deck: PublicDeck): Uint8Array {
  return hashOf('whole deck', publicDeckBytes(deck)).slice(0, CONTEXT_BYTES);
}

/** Reads a finished deck; null: these bytes are none. */
export function readPublicDeck(bytesOfDeck: Uint8Array): PublicDeck | null {
  try {
    return publicDeckSchema.parse(fromBytes(bytesOfDeck));
  } catch {
    return null;
  }
}
