import type { Signer } from '../../../shared/process/ports.ts';
import type { Intent, Situation } from './intent.ts';

/** The host's clock: says TIMEOUT when a wait's time is over. */
export function clockIntents({ deadlineMs, timeMs }: Situation, host: Signer): Intent[] {
  if (deadlineMs === null) return [];
  return [{ afterMs: Math.max(0, deadlineMs - timeMs), signer: host, body: { kind: 'TIMEOUT' } }];
}
