import type { ReadEntry } from '../../../shared/process/entry.ts';
import { readInput } from '../../../shared/process/input.ts';
import { Divergence, type Journal, type PlayedEntry } from '../../../shared/process/journal.ts';
import { cardClaimOf, WRONG_CLAIM } from '../dealer/cardClaim.ts';
import type { ReplicaPorts } from '../replica.ts';
import type { PooledEntry } from './entryPool.ts';

type ClaimPorts = Pick<ReplicaPorts, 'isClaimRight'>;
type PlayPorts = Pick<ReplicaPorts, 'isClaimRight' | 'breathe'>;

export interface PlayedChain {
  readonly advanced: PlayedEntry[];
  /** The first entry that cannot be played, and why. */
  readonly bad: { readonly entry: ReadEntry; readonly why: string } | null;
}

/**
 * Plays entries in order, up to the first that cannot be played.
 * @param known what the journal has played before
 * @throws Divergence: no entry is to blame
 */
export async function playChain(
  journal: Journal,
  known: readonly PlayedEntry[],
  chain: readonly PooledEntry[],
  ports: PlayPorts,
): Promise<PlayedChain> {
  const advanced: PlayedEntry[] = [];
  for (const { bytes, entry } of chain) {
    try {
      const isWrong = await isWrongClaim(journal, [...known, ...advanced], entry.input, ports);
      if (isWrong) return { advanced, bad: { entry, why: WRONG_CLAIM } };
      if (advanced.length > 0) await ports.breathe?.();
      advanced.push(journal.replay(bytes));
    } catch (error) {
      if (error instanceof Divergence) throw error;
      return { advanced, bad: { entry, why: (error as Error).message } };
    }
  }
  return { advanced, bad: null };
}

/** Whether an input claims something about cards that the journal's bytes refute: arithmetic, so it is asked before it is played. */
export async function isWrongClaim(
  journal: Journal,
  played: readonly PlayedEntry[],
  input: Uint8Array,
  { isClaimRight }: ClaimPorts,
): Promise<boolean> {
  if (!isClaimRight) return false;
  const claim = cardClaimOf(
    journal,
    played,
    readInput(input, () => true),
  );
  return claim !== null && !(await isClaimRight(claim));
}
