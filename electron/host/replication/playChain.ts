import type { ReadEntry } from '../../../shared/process/entry.ts';
import { readInput } from '../../../shared/process/input.ts';
import { Divergence, type Journal, type PlayedEntry } from '../../../shared/process/journal.ts';
import { faceClaimOf, WRONG_FACE } from '../dealer/faceClaim.ts';
import type { ReplicaPorts } from '../replica.ts';
import type { PooledEntry } from './entryPool.ts';

type FacePorts = Pick<ReplicaPorts, 'isFaceRight'>;

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
  ports: FacePorts,
): Promise<PlayedChain> {
  const advanced: PlayedEntry[] = [];
  for (const { bytes, entry } of chain) {
    try {
      const isWrong = await isWrongFace(journal, [...known, ...advanced], entry.input, ports);
      if (isWrong) return { advanced, bad: { entry, why: WRONG_FACE } };
      advanced.push(journal.replay(bytes));
    } catch (error) {
      if (error instanceof Divergence) throw error;
      return { advanced, bad: { entry, why: (error as Error).message } };
    }
  }
  return { advanced, bad: null };
}

/** Whether an input claims faces that the cards in the journal do not have: arithmetic, so it is asked before it is played. */
export async function isWrongFace(
  journal: Journal,
  played: readonly PlayedEntry[],
  input: Uint8Array,
  { isFaceRight }: FacePorts,
): Promise<boolean> {
  if (!isFaceRight) return false;
  const claim = faceClaimOf(
    journal,
    played,
    readInput(input, () => true),
  );
  return claim !== null && !(await isFaceRight(claim));
}
