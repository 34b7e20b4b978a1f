/** What a set-up step did, in one line, or null when there was nothing to do. */
export type StepReport = string | null;

/** Time since `sinceMs` (of `performance.now()`), in words. */
export function secondsSince(sinceMs: number): string {
  return `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`;
}
