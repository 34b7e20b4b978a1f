import { sha512 } from '@noble/hashes/sha2.js';
import { fromHex } from '../process/hash.ts';
import { CONTEXT_BYTES, type Deal, type Ready, thresholdOf } from './messages.ts';

const PREFIX = 'evertable/v1/';
const utf8 = new TextEncoder();

/** Little-endian, as numbers stand in all that is hashed here. */
export function u32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}

/** H(label, parts): SHA-512 over the label and each part, each after its length (DECK.md, section 3). 64 bytes. */
export function hashOf(label: string, ...parts: readonly Uint8Array[]): Uint8Array {
  const hasher = sha512.create();
  for (const part of [utf8.encode(PREFIX + label), ...parts]) hasher.update(u32(part.length)).update(part);
  return hasher.digest();
}

/** What names a deck, or a part of its making, in a message: the first half of H. */
function contextOf(label: string, ...parts: readonly Uint8Array[]): Uint8Array {
  return hashOf(label, ...parts).slice(0, CONTEXT_BYTES);
}

/** ctx0: which try of which deal at which table (step 1). */
export function tryContext(table: Uint8Array, number: number, attempt: number): Uint8Array {
  return contextOf('try', table, u32(number), u32(attempt));
}

/** The hash of one device's READY, as HAND_OPEN binds it. */
function readyHash({ sealKey, blinds, proofs }: Ready): Uint8Array {
  return contextOf('ready', sealKey, blinds, proofs);
}

/**
 * handId: who holds this deck, in order, and how each of them is ready (step 2).
 * @param roster hex of the holders' keys
 */
export function handIdOf(
  tryOf: Uint8Array,
  roster: readonly string[],
  readies: readonly Ready[],
): Uint8Array {
  const holders = readies.flatMap((ready, at) => [fromHex(roster[at] ?? ''), readyHash(ready)]);
  return contextOf('hand', tryOf, u32(roster.length), u32(thresholdOf(roster.length)), ...holders);
}

/** ctxK: all deals, in the roster's order (step 4). */
export function dealsContext(handId: Uint8Array, deals: readonly Deal[]): Uint8Array {
  const parts = deals.flatMap((deal) => [
    deal.commitments,
    deal.proof,
    deal.ephemeral,
    deal.ephemeralProof,
    deal.boxes,
  ]);
  return contextOf('deals', handId, ...parts);
}

/** ctxD: the deals and the deck that came of the last shuffle (step 6). */
export function deckContext(deals: Uint8Array, deck: Uint8Array): Uint8Array {
  return contextOf('deck', deals, contextOf('cards', deck));
}
