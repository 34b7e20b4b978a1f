import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { convictedBy } from './complaint.ts';
import { type Holders, isDealSound, shareIn } from './deal.ts';
import { loadGroup } from './group.ts';
import {
  BLINDS_BYTES,
  BOX_BYTES,
  DECK_BYTES,
  type Deal,
  POINT_BYTES,
  PROOF_BYTES,
  thresholdOf,
} from './messages.ts';
import { isShown } from './openCard.ts';
import { publicDeckBytes, readPublicDeck } from './publicDeck.ts';
import { isReadySound } from './ready.ts';
import { areRightShares, readSealedCards } from './sealedCards.ts';
import { dealHonestHand } from './testing/honestHand.ts';

beforeAll(loadGroup);

const RUNS = { numRuns: 40, seed: 47 };
const bytes = (sizeBytes: number) =>
  fc.oneof(
    fc.uint8Array({ minLength: sizeBytes, maxLength: sizeBytes }),
    fc.constant(new Uint8Array(sizeBytes)),
    fc.constant(new Uint8Array(sizeBytes).fill(0xff)),
  );
const device = 'ab'.repeat(32);
const holders: Holders = {
  handId: new Uint8Array(32),
  roster: [device, 'cd'.repeat(32), 'ef'.repeat(32)],
  sealKeys: [new Uint8Array(32), new Uint8Array(32).fill(0xff), new Uint8Array(32).fill(1)],
};
const deals = fc.record({
  kind: fc.constant('DEAL' as const),
  handId: bytes(32),
  commitments: bytes(thresholdOf(3) * POINT_BYTES),
  proof: bytes(PROOF_BYTES),
  ephemeral: bytes(POINT_BYTES),
  ephemeralProof: bytes(PROOF_BYTES),
  boxes: bytes(2 * BOX_BYTES),
}) satisfies fc.Arbitrary<Deal>;

test('case 47: bytes of any kind are no READY, no DEAL and no share, and nothing is thrown', () => {
  const readies = fc.record({
    kind: fc.constant('READY' as const),
    number: fc.constant(1),
    attempt: fc.constant(1),
    sealKey: bytes(POINT_BYTES),
    blinds: bytes(BLINDS_BYTES),
    proofs: bytes(3 * PROOF_BYTES),
  });
  fc.assert(
    fc.property(readies, deals, bytes(32), (ready, deal, key) => {
      expect(isReadySound(ready, new Uint8Array(32), device)).toBe(false);
      expect(isDealSound(deal, holders, 0)).toBe(false);
      expect(shareIn(deal, holders.handId, 0, 1, key)).toBeNull();
    }),
    RUNS,
  );
});

test('case 47: a complaint of any bytes convicts who complains', () => {
  fc.assert(
    fc.property(deals, bytes(POINT_BYTES), bytes(PROOF_BYTES), (deal, key, proof) => {
      const complaint = { kind: 'COMPLAIN' as const, handId: holders.handId, accused: 0, key, proof };
      expect(convictedBy(complaint, 1, deal, holders)).toBe(1);
    }),
    RUNS,
  );
});

test('case 47: shares, blinds and decks of any bytes open nothing, and nothing is thrown', () => {
  const { sealed } = dealHonestHand(3, 'hostile bytes');
  const request = { kind: 'BOARD' as const, state: new Uint8Array(32), cards: [6, 7, 8] };
  fc.assert(
    fc.property(
      bytes(3 * POINT_BYTES),
      bytes(PROOF_BYTES),
      bytes(32),
      bytes(DECK_BYTES),
      (shares, proof, blind, cards) => {
        const message = { ...request, handId: sealed.deck.handId, shares, proof };
        expect(areRightShares(sealed, request, 0, message)).toBe(false);
        expect(isShown(sealed, request, { index: 0, card: 3, blind }, new Map())).toBe(false);
        expect(readSealedCards({ ...sealed.deck, cards })).toBeNull();
      },
    ),
    RUNS,
  );
});

test('case 47: a finished deck is read only whole', () => {
  const { sealed } = dealHonestHand(2, 'whole');
  const whole = publicDeckBytes(sealed.deck);
  expect(readPublicDeck(whole)).toEqual(sealed.deck);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(whole.length - 1), (random, cut) => {
      expect(readPublicDeck(random)).toBeNull();
      expect(readPublicDeck(whole.subarray(0, cut))).toBeNull();
    }),
    RUNS,
  );
});
