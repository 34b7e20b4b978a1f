import { beforeAll, expect, test } from 'vitest';
import { invertScalar, loadGroup, mulScalars, type Scalar, subScalars } from './group.ts';
import { SCALAR_BYTES } from './messages.ts';
import { readSealedCards, type SealedCards, type ShareRequest } from './sealedCards.ts';
import { makeShares } from './shares.ts';
import { publicDeckOf, sharedKey } from './testing/second/world.ts';
import { seededBytes } from './testing/seededBytes.ts';

beforeAll(loadGroup);

/** Guards the nonce of `proveShares`: blinds are not in ctxD, and a device's random bytes for one request come again. */
test('case 44: shares of one request over other blinds share no nonce, so that two proofs give no secret away', () => {
  const shared = sharedKey(3, 'nonce');
  const deck = publicDeckOf(shared);
  const [first, , third] = deck.blinds as [Uint8Array, Uint8Array, Uint8Array];
  const other = { ...deck, blinds: [first, first, third] };
  const request: ShareRequest = { kind: 'HOLE', state: new Uint8Array(32), cards: [0, 1, 2, 3, 4, 5] };
  const secret = shared.shares[0] as Scalar;
  const [one, two] = [deck, other].map((of) => {
    const sealed = readSealedCards(of) as SealedCards;
    const proof = makeShares(sealed, request, 0, secret, seededBytes('again'))?.proof ?? new Uint8Array();
    return { c: proof.slice(0, SCALAR_BYTES), s: proof.slice(SCALAR_BYTES) };
  }) as [{ c: Scalar; s: Scalar }, { c: Scalar; s: Scalar }];
  // With one nonce, s - s' = (c - c') x_j.
  const found = mulScalars(subScalars(one.s, two.s), invertScalar(subScalars(one.c, two.c)));
  expect(found).not.toEqual(secret);
});
