import type { PlayedEntry } from '../../../shared/process/journal.ts';
import { VOTERS } from '../../../shared/quorum/guard.ts';
import type { LogState } from '../../../shared/quorum/quorum.ts';
import type { Saying } from './outbox.ts';

/**
 * Whose majorities count: the voters now and, while the last change of them may not be committed, those before it. A
 * host changes them only once it knows that the change before is committed, so that one step back is enough, also for
 * a device that has missed some commits.
 * @param now the voters at the end of the journal (hex)
 * @param played the entries of the open hand
 * @param settledSeq changes up to here are committed, or were on this disk when it started
 */
export function voterSetsOf(
  now: readonly string[],
  played: readonly PlayedEntry[],
  settledSeq: number,
): Pick<LogState, 'voterSets' | 'changedAtSeq'> {
  const change = played.findLast(({ input, entry }) => input.body.kind === VOTERS && entry.seq > settledSeq);
  if (!change) return { voterSets: [now] };
  const { add, remove } = change.input.body;
  const before = now.filter((voter) => voter !== add);
  if (typeof remove === 'string') before.push(remove);
  return { voterSets: [before, now], changedAtSeq: change.entry.seq };
}

/** As many of the sayings as may stand in one batch: no second change of voters before the first is committed (Raft, 6). */
export function withOneVoterChange(sayings: readonly Saying[]): readonly Saying[] {
  const changes = sayings.filter(({ body }) => body.kind === VOTERS);
  const [, second] = changes;
  return second ? sayings.slice(0, sayings.indexOf(second)) : sayings;
}
