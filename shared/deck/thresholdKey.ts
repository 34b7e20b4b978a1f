import { committedAt } from './deal.ts';
import {
  add,
  IDENTITY,
  invertScalar,
  mulScalars,
  type Point,
  type Scalar,
  scalarOf,
  subScalars,
  sumOf,
} from './group.ts';
import { POINT_BYTES, thresholdOf } from './messages.ts';
import { sliced } from './sliced.ts';

/** The deck's key, of which every holder has a share. */
export interface ThresholdKey {
  /** X. */
  readonly key: Point;
  /** X_j of each holder. */
  readonly shareKeys: readonly Point[];
}

/**
 * X = sum A_i0 and X_j = sum_k j^k sum_i A_ik (end of step 4); null: X is the identity, and the deck is made anew.
 * @param commitments A_i0 ... A_i(t-1) of each holder
 */
export function thresholdKeyOf(commitments: readonly Uint8Array[]): ThresholdKey | null {
  const all = commitments.map((bytes) => sliced(bytes, POINT_BYTES));
  const sums = Array.from({ length: thresholdOf(all.length) }, (_, k) =>
    sumOf(all.map((points) => points[k] ?? IDENTITY)),
  );
  const key = sums[0] as Point;
  if (add(key, IDENTITY).every((byte) => byte === 0)) return null;
  return { key, shareKeys: all.map((_, holder) => committedAt(sums, holder)) };
}

/** lambda_j = prod_{m != j} m / (m - j) over the holders' places plus one: what a holder's share counts (step 9). */
export function lagrange(holders: readonly number[], holder: number): Scalar {
  const j = scalarOf(holder + 1);
  let over = scalarOf(1);
  let under = scalarOf(1);
  for (const other of holders) {
    if (other === holder) continue;
    const m = scalarOf(other + 1);
    over = mulScalars(over, m);
    under = mulScalars(under, subScalars(m, j));
  }
  return mulScalars(over, invertScalar(under));
}
