import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { toHex } from '../../../process/hash.ts';
import { convictedBy, makeComplaint } from '../../complaint.ts';
import { isDealSound, shareIn } from '../../deal.ts';
import { BASE, IDENTITY, loadGroup, mul, mulBase, pointOfHash, scalarOfHash } from '../../group.ts';
import type { Complain, Deal, Ready } from '../../messages.ts';
import { knows, proveKnowledge } from '../../proofOfKnowledge.ts';
import { isReadySound, type ReadySecrets } from '../../ready.ts';
import { sealScalar } from '../../sealedBox.ts';
import { bytes32, isSame, plainBytes, spoilt } from './damage.ts';
import { committedShare, convicted, deckKey, isDeal, isReady, type Roster, shareOf } from './deal.ts';
import { count, H, joined, numberOf, ORDER, pieces } from './group.ts';
import { isKnown } from './proofs.ts';
import { rosterOf, type SharedKey, sharedKey } from './world.ts';

/*
 * Keys, deals and complaints before both verifiers (DECK.md, steps 1 to 4), as they should be, forged, and damaged at random.
 */

const HOLDERS = 5;
let shared: SharedKey;
let roster: Roster;

beforeAll(async () => {
  await loadGroup();
  shared = sharedKey(HOLDERS, 'keys');
  roster = rosterOf(shared);
});

/** What both say, if they say the same. */
function agreed<T>(first: T, second: T): T {
  expect(second).toEqual(first);
  return first;
}

const at = <T>(list: readonly T[], place: number) => list[place] as T;
const commitments = () => shared.deals.map((deal) => deal.commitments);

describe('READY', () => {
  const ready = (message: Ready, sender = 0, tryOf = shared.tryOf) =>
    agreed(
      isReadySound(message, tryOf, at(shared.holders.roster, sender)),
      isReady(message, tryOf, at(roster.devices, sender)),
    );

  test('of every device is sound to both', () => {
    for (const [sender, message] of shared.readies.entries()) expect(ready(message, sender)).toBe(true);
  });

  test('case 25: copied blinds, or blinds of another try, are not', () => {
    const [mine, other] = [at(shared.readies, 0), at(shared.readies, 1)];
    expect(ready({ ...mine, blinds: other.blinds, proofs: other.proofs })).toBe(false);
    expect(ready({ ...mine, blinds: other.blinds })).toBe(false);
    expect(ready(mine, 1)).toBe(false);
    expect(ready(mine, 0, roster.handId)).toBe(false);
  });

  test('case 25: the two blinds exchanged are not', () => {
    const { blinds, proofs, ...rest } = at(shared.readies, 0);
    const [first, second] = pieces(blinds, 32) as [Uint8Array, Uint8Array];
    expect(ready({ ...rest, blinds: joined(second, first), proofs })).toBe(false);
    const [seal, one, two] = pieces(proofs, 64) as [Uint8Array, Uint8Array, Uint8Array];
    expect(ready({ ...rest, blinds: joined(second, first), proofs: joined(seal, two, one) })).toBe(false);
  });

  test('damaged in any way is judged alike', () => {
    const message = at(shared.readies, 0);
    fc.assert(
      fc.property(spoilt(message, ['sealKey', 'blinds', 'proofs']), (damaged) => {
        expect(ready(damaged)).toBe(isSame(damaged, message));
      }),
      { seed: 51, numRuns: 200 },
    );
  });
});

describe('a proof of knowledge', () => {
  test('case 18: of zero is none, whatever fits', () => {
    const about = { label: 'part', context: shared.tryOf, sender: roster.handId };
    const proof = proveKnowledge(new Uint8Array(32), about, shared.random);
    expect(
      agreed(knows(IDENTITY, proof, about), isKnown('part', about.context, about.sender, IDENTITY, proof)),
    ).toBe(false);
  });

  test('of any secret is right to both, and of no other label, context, sender or point', () => {
    fc.assert(
      fc.property(bytes32, bytes32, bytes32, fc.nat(3), (seed, context, sender, change) => {
        const secret = scalarOfHash(joined(seed, H('secret')));
        const proof = proveKnowledge(secret, { label: 'part', context, sender }, shared.random);
        const about = [
          { label: 'part', context, sender },
          { label: 'ephemeral', context, sender },
          { label: 'part', context: sender, sender: context },
          { label: 'part', context, sender: seed },
        ][change] as { label: string; context: Uint8Array; sender: Uint8Array };
        const point = mulBase(secret);
        const verdict = agreed(
          knows(point, proof, about),
          isKnown(about.label, about.context, about.sender, point, proof),
        );
        expect(verdict).toBe(change === 0 || (change === 2 && toHex(sender) === toHex(context)));
      }),
      { seed: 52, numRuns: 60 },
    );
  });
});

describe('DEAL', () => {
  const sound = (message: Deal, dealer = 0) =>
    agreed(isDealSound(message, shared.holders, dealer), isDeal(message, roster, dealer));
  const keyOf = (message: Deal, holder: number) => mul(secretsOf(holder).sealSecret, message.ephemeral);
  const secretsOf = (holder: number) => at(shared.secrets, holder) as ReadySecrets;
  /** f_i(j) as its recipient finds it. */
  const received = (message: Deal, dealer: number, holder: number) => {
    const key = keyOf(message, holder);
    const first = shareIn(message, roster.handId, dealer, holder, key);
    return agreed(first && numberOf(first), shareOf(message, roster.handId, dealer, holder, key));
  };

  test('of every holder is sound, and each box holds what was committed', () => {
    for (const [dealer, message] of shared.deals.entries()) {
      expect(sound(message, dealer)).toBe(true);
      for (let holder = 0; holder < HOLDERS; holder++) {
        if (holder !== dealer) expect(received(message, dealer, holder)).not.toBeNull();
      }
    }
  });

  test('all of them give one key, and each holder a share of it', () => {
    expect(deckKey(commitments())?.toBytes()).toEqual(shared.threshold.key);
    for (let holder = 0; holder < HOLDERS; holder++) {
      expect(committedShare(commitments(), holder)?.toBytes()).toEqual(
        at(shared.threshold.shareKeys, holder),
      );
      expect(mulBase(at(shared.shares, holder))).toEqual(at(shared.threshold.shareKeys, holder));
    }
  });

  test('case 23: a rogue A_0, of which nobody knows the logarithm, is not sound', () => {
    const [own, others] = [at(shared.deals, 0), at(shared.deals, 1)];
    const rogue = joined(pointOfHash(H('rogue')), own.commitments.slice(32));
    expect(sound({ ...own, commitments: rogue })).toBe(false);
    expect(sound({ ...own, commitments: others.commitments, proof: others.proof })).toBe(false);
  });

  test('case 24: of the wrong degree, copied, or with another ephemeral key is not sound', () => {
    const [own, other] = [at(shared.deals, 0), at(shared.deals, 1)];
    expect(sound({ ...own, commitments: own.commitments.slice(0, -32) })).toBe(false);
    expect(sound({ ...own, commitments: joined(own.commitments, BASE) })).toBe(false);
    expect(sound(other)).toBe(false);
    expect(sound({ ...own, ephemeral: other.ephemeral })).toBe(false);
    expect(sound({ ...own, ephemeral: other.ephemeral, ephemeralProof: other.ephemeralProof })).toBe(false);
    expect(sound({ ...own, ephemeralProof: own.proof })).toBe(false);
  });

  test('case 18: with the identity for A_0 is not sound; for a higher coefficient it is', () => {
    const own = at(shared.deals, 0);
    expect(sound({ ...own, commitments: joined(IDENTITY, own.commitments.slice(32)) })).toBe(false);
    expect(sound({ ...own, commitments: joined(own.commitments.slice(0, -32), IDENTITY) })).toBe(true);
  });

  test('case 37: a box of another dealer, or for another holder, does not open', () => {
    const [own, other] = [at(shared.deals, 0), at(shared.deals, 1)];
    expect(received({ ...own, boxes: other.boxes }, 0, 2)).toBeNull();
    const [a, b, ...rest] = pieces(own.boxes, 48) as [Uint8Array, Uint8Array];
    expect(received({ ...own, boxes: joined(b, a, ...rest) }, 0, 1)).toBeNull();
  });

  test('damaged in any way is judged alike, seen by all and by the recipient', () => {
    const message = at(shared.deals, 0);
    const fields = ['commitments', 'proof', 'ephemeral', 'ephemeralProof', 'boxes'] as const;
    fc.assert(
      fc.property(spoilt(message, fields), fc.integer({ min: 1, max: HOLDERS - 1 }), (damaged, holder) => {
        if (sound(damaged)) received(damaged, 0, holder);
      }),
      { seed: 53, numRuns: 200 },
    );
  });
});

describe('COMPLAIN', () => {
  const [DEALER, ACCUSER] = [1, 3];
  const honest = () => at(shared.deals, DEALER);
  const complaintAbout = (deal: Deal) =>
    makeComplaint(
      deal,
      DEALER,
      ACCUSER,
      (at(shared.secrets, ACCUSER) as ReadySecrets).sealSecret,
      shared.random,
    );
  const judged = (complaint: Complain, deal: Deal, accuser = ACCUSER) =>
    agreed(
      convictedBy(complaint, accuser, deal, shared.holders),
      convicted(complaint, accuser, deal, roster),
    );

  /** The deal with this in the accuser's box, under its right key. */
  function withShare(scalar: Uint8Array): Deal {
    const deal = honest();
    const common = mul((at(shared.secrets, ACCUSER) as ReadySecrets).sealSecret, deal.ephemeral);
    const key = H('kdf', roster.handId, count(DEALER), count(ACCUSER), common);
    const boxes = pieces(deal.boxes, 48).map((box, place) =>
      place === ACCUSER - 1 ? sealScalar(scalar, key) : box,
    );
    return { ...deal, boxes: joined(...boxes) };
  }

  test('case 32: a bad share convicts its dealer', () => {
    for (const bad of [new Uint8Array(32), plainBytes(7n), plainBytes(ORDER), new Uint8Array(32).fill(255)]) {
      const deal = withShare(bad);
      expect(judged(complaintAbout(deal), deal)).toBe(DEALER);
    }
  });

  test('case 32 and 16: so does the right share plus L', () => {
    const key = mul((at(shared.secrets, ACCUSER) as ReadySecrets).sealSecret, honest().ephemeral);
    const share = shareOf(honest(), roster.handId, DEALER, ACCUSER, key) as bigint;
    const good = withShare(plainBytes(share));
    expect(judged(complaintAbout(good), good)).toBe(ACCUSER);
    const deal = withShare(plainBytes(share + ORDER));
    expect(judged(complaintAbout(deal), deal)).toBe(DEALER);
  });

  test('case 37: a box that does not open convicts its dealer', () => {
    const deal = { ...honest(), boxes: honest().boxes.map((byte) => byte ^ 1) };
    expect(judged(complaintAbout(deal), deal)).toBe(DEALER);
  });

  test('case 33: a complaint of a good share convicts who complains', () => {
    expect(judged(complaintAbout(honest()), honest())).toBe(ACCUSER);
  });

  test('case 33: so does a false key, with any proof', () => {
    const deal = withShare(plainBytes(7n));
    const complaint = complaintAbout(deal);
    expect(judged({ ...complaint, key: BASE }, deal)).toBe(ACCUSER);
    expect(judged({ ...complaint, key: IDENTITY }, deal)).toBe(ACCUSER);
    expect(judged({ ...complaint, proof: new Uint8Array(64) }, deal)).toBe(ACCUSER);
    expect(judged(complaint, deal, 4)).toBe(4);
    expect(judged({ ...complaint, accused: ACCUSER }, deal)).toBe(ACCUSER);
  });

  test('case 33: so does a complaint about nobody', () => {
    const secret = (at(shared.secrets, ACCUSER) as ReadySecrets).sealSecret;
    const complaint = makeComplaint(honest(), HOLDERS, ACCUSER, secret, shared.random);
    expect(judged(complaint, honest())).toBe(ACCUSER);
  });

  test('damaged in any way is judged alike', () => {
    const deal = withShare(plainBytes(7n));
    const complaint = complaintAbout(deal);
    fc.assert(
      fc.property(spoilt(complaint, ['key', 'proof']), (damaged) => {
        expect(judged(damaged, deal)).toBe(isSame(damaged, complaint) ? DEALER : ACCUSER);
      }),
      { seed: 54, numRuns: 150 },
    );
  });
});
