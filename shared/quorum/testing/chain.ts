import { hash } from '../../process/hash.ts';

/** A journal, from its last entry back to where the table began. */
export interface Chain {
  readonly id: Uint8Array;
  /** Null at the beginning. */
  readonly before: Chain | null;
  readonly term: number;
  readonly seq: number;
  /** Hex of who signed the last entry. */
  readonly host: string;
  /** The voters once the last entry is played. */
  readonly voters: readonly string[];
}

export function beginning(voters: readonly string[]): Chain {
  return { id: new Uint8Array(32), before: null, term: 0, seq: 0, host: '00'.repeat(32), voters };
}

export function extend(
  before: Chain,
  { term, host, voters = before.voters }: Partial<Chain> & { term: number; host: string },
): Chain {
  const seq = before.seq + 1;
  const id = hash('entry', before.id, new TextEncoder().encode(`${term} ${host} ${voters.join()}`));
  return { id, before, term, seq, host, voters };
}

/** The entry at `seq`; null: the journal ends before it. */
export function at(chain: Chain, seq: number): Chain | null {
  let one: Chain | null = chain.seq < seq ? null : chain;
  while (one && one.seq > seq) one = one.before;
  return one;
}

export function includes(chain: Chain, part: Chain): boolean {
  return at(chain, part.seq) === part;
}

/** The last entry after `afterSeq` that changed the voters; null: none did. */
export function lastChange(chain: Chain, afterSeq: number): Chain | null {
  let one: Chain | null = chain;
  while (one && one.seq > afterSeq) {
    if (one.before && one.before.voters !== one.voters) return one;
    one = one.before;
  }
  return null;
}
