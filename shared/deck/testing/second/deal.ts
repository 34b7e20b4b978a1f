import { type Complain, type Deal, type Ready, thresholdOf } from '../../messages.ts';
import {
  combination,
  count,
  type Element,
  G,
  H,
  pieces,
  readAll,
  readElement,
  readPoint,
  readScalar,
  sum,
  times,
} from './group.ts';
import { areEqualLogarithms, isKnown } from './proofs.ts';
import { unseal } from './sealed.ts';

const PROOF = 64;
const BOX = 48;
const READY_LABELS = ['seal', 'blind1', 'blind2'];

/** The holders of a deck: keys of their devices, and what is sealed to them. */
export interface Roster {
  readonly handId: Uint8Array;
  readonly devices: readonly Uint8Array[];
  readonly sealKeys: readonly Uint8Array[];
}

/** Step 1: E, B_1 and B_2 are points whose logarithms the sender knows. @param tryOf ctx0 */
export function isReady(ready: Ready, tryOf: Uint8Array, sender: Uint8Array): boolean {
  const points = [ready.sealKey, ...pieces(ready.blinds, 32)];
  const proofs = pieces(ready.proofs, PROOF);
  if (ready.blinds.length !== 2 * 32 || ready.proofs.length !== 3 * PROOF) return false;
  return points.every((point, at) =>
    isKnown(READY_LABELS[at] as string, tryOf, sender, point, proofs[at] as Uint8Array),
  );
}

/** Step 3, what everybody sees: t commitments, proofs of a_i0 and z_i, n-1 boxes. */
export function isDeal(deal: Deal, { handId, devices }: Roster, dealer: number): boolean {
  const t = thresholdOf(devices.length);
  const sender = devices[dealer];
  const coefficients = readAll(deal.commitments, t, readElement);
  if (sender === undefined || coefficients === null || deal.boxes.length !== (devices.length - 1) * BOX)
    return false;
  return (
    isKnown('part', handId, sender, deal.commitments.subarray(0, 32), deal.proof) &&
    isKnown('ephemeral', handId, sender, deal.ephemeral, deal.ephemeralProof)
  );
}

/**
 * Step 3, what the recipient sees: f_i(j), if it is what the commitments say; null: it is not.
 * @param key K = e_j Z_i = z_i E_j, encoded
 */
export function shareOf(
  deal: Deal,
  handId: Uint8Array,
  dealer: number,
  holder: number,
  key: Uint8Array,
): bigint | null {
  const box = pieces(deal.boxes, BOX)[holder < dealer ? holder : holder - 1];
  const sealedUnder = H('kdf', handId, count(dealer), count(holder), key).slice(0, 32);
  const held = box === undefined ? null : unseal(box, sealedUnder);
  const share = held === null ? null : readScalar(held);
  const expected = committedShare([deal.commitments], holder);
  return share !== null && expected !== null && times(share, G).equals(expected) ? share : null;
}

/** Step 4: the place that a complaint convicts. */
export function convicted(complaint: Complain, accuser: number, deal: Deal, roster: Roster): number {
  const { accused, key, proof } = complaint;
  const sealKey = roster.sealKeys[accuser];
  if (sealKey === undefined || accused === accuser || accused >= roster.devices.length) return accuser;
  const isRightKey = areEqualLogarithms(
    {
      context: H('complaint', roster.handId, count(accused)),
      holder: accuser,
      key: sealKey,
      bases: [deal.ephemeral],
      shares: [key],
    },
    proof,
  );
  if (!isRightKey) return accuser;
  return shareOf(deal, roster.handId, accused, accuser, key) === null ? accused : accuser;
}

/** X = sum A_i0; null: it is the identity, or a commitment is none. @param commitments of each dealer */
export function deckKey(commitments: readonly Uint8Array[]): Element | null {
  const parts = commitments.map((of) => readPoint(of.subarray(0, 32)));
  if (parts.some((part) => part === null)) return null;
  const key = sum(parts as Element[]);
  return key.is0() ? null : key;
}

/** sum_k j^k sum_i A_ik, j being the holder's place plus one: X_j of all dealers, f_i(j)G of one. */
export function committedShare(commitments: readonly Uint8Array[], holder: number): Element | null {
  const terms = commitments.map((of) => {
    const coefficients = readAll(of, of.length / 32, readElement);
    return coefficients && combination(powers(holder + 1, coefficients.length), coefficients);
  });
  return terms.some((term) => term === null) ? null : sum(terms as Element[]);
}

function powers(base: number, length: number): bigint[] {
  return Array.from({ length }, (_, k) => BigInt(base) ** BigInt(k));
}
