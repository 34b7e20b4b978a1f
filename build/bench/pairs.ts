/** No ratio is told from fewer pairs than this. */
export const PAIRS_MIN = 15;
/** Enough to see that a bench works. */
const QUICK_PAIRS = 3;

/** Two ways of doing the same thing, timed in turn so that whatever else the machine does falls on both. */
export interface Pairs {
  /** Ms, pair by pair. */
  readonly one: readonly number[];
  readonly other: readonly number[];
}

/** How many pairs to measure. */
export function pairCount(wanted: number, quick: boolean): number {
  return quick ? QUICK_PAIRS : Math.max(PAIRS_MIN, wanted);
}

/** Times pairs; each side goes first every other time. Both return the ms they took. */
export async function interleave(
  count: number,
  one: () => Promise<number> | number,
  other: () => Promise<number> | number,
): Promise<Pairs> {
  const pairs = { one: [] as number[], other: [] as number[] };
  for (let pair = 0; pair < count; pair++) {
    if (pair % 2 === 0) pairs.one.push(await one());
    pairs.other.push(await other());
    if (pair % 2 === 1) pairs.one.push(await one());
  }
  return pairs;
}

/** The median over the pairs of how many times longer `one` took than `other`. */
export function medianRatio({ one, other }: Pairs): number {
  return median(one.map((ms, pair) => ms / (other[pair] as number)));
}

/** @throws RangeError when there are no values */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('nothing has no median');
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}
