/** The value that a share of them, 0 to 1, is not above: nearest rank. @throws RangeError when there are no values */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('nothing has no quantile');
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] as number;
}
