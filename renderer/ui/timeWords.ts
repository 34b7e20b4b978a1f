const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How long ago a moment was, in words: "just now", "3 hours ago". A moment in the future is "just now". */
export function agoWords(thenMs: number, nowMs: number): string {
  const pastMs = nowMs - thenMs;
  if (pastMs < MINUTE_MS) return 'just now';
  if (pastMs < HOUR_MS) return counted(Math.floor(pastMs / MINUTE_MS), 'minute');
  if (pastMs < DAY_MS) return counted(Math.floor(pastMs / HOUR_MS), 'hour');
  if (pastMs < 2 * DAY_MS) return 'yesterday';
  return counted(Math.floor(pastMs / DAY_MS), 'day');
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
}
