import { fromHex } from '../../process/hash.ts';
import { TERM_START } from '../../process/journal.ts';
import { sameBytes } from '../../process/plain.ts';
import type { CommitCertificate } from '../certificate.ts';
import { quorumGuard } from '../guard.ts';
import { at, type Chain, includes } from './chain.ts';
import { TABLE } from './devices.ts';
import { quickVerify } from './keys.ts';

interface Watched {
  readonly name: string;
  readonly key: string;
  readonly chain: Chain;
  /** The last entry that this device was told is committed. */
  readonly committed: Chain;
}

/** Sees to it that the promises of Raft's figure 3 are kept, step by step. */
export class Referee {
  /** The last entry that anybody was told is committed. */
  committed: Chain;
  readonly #hosts = new Map<number, string>();

  constructor(root: Chain) {
    this.committed = root;
  }

  /** How many terms had a host. */
  get terms(): number {
    return this.#hosts.size;
  }

  /** Election safety and leader completeness; and that every device would play its first entry. */
  elected({ name, key, chain }: Watched, term: number, votes: readonly Uint8Array[]): void {
    const other = this.#hosts.get(term);
    if (other !== undefined) throw new Error(`term ${term} has two hosts: ${other} and ${name}`);
    this.#hosts.set(term, name);
    if (!includes(chain, this.committed)) {
      throw new Error(`${name} hosts term ${term} without the committed entry ${this.committed.seq}`);
    }
    const guard = quorumGuard({ verify: quickVerify, votersOf: () => chain.voters });
    const host = fromHex(key);
    const refused = guard({
      input: { table: TABLE, device: host, number: 1, body: { kind: TERM_START, votes: [...votes] } },
      term,
      host,
      position: { ...chain, state: chain.id, timeMs: 0, host: fromHex(chain.host) },
      looks: () => new Map(),
    });
    if (refused !== null) throw new Error(`${name}'s term ${term} would be refused: ${refused}`);
  }

  /** State machine safety: nobody is told of two entries in one place. @returns the entry */
  certified({ name, chain }: Watched, { seq, entry, term }: CommitCertificate): Chain {
    const here = at(chain, seq);
    if (!here || !sameBytes(here.id, entry) || here.term !== term) {
      throw new Error(`${name} is told that another entry ${seq} is committed than it has`);
    }
    const isKept =
      here.seq > this.committed.seq ? includes(here, this.committed) : includes(this.committed, here);
    if (!isKept) throw new Error(`two committed entries ${seq}, as ${name} is told`);
    if (here.seq > this.committed.seq) this.committed = here;
    return here;
  }

  /** A device takes another journal for its own: what it was told is committed must be in it. */
  replaced({ name, committed }: Watched, chain: Chain): void {
    if (!includes(chain, committed)) throw new Error(`${name} loses the committed entry ${committed.seq}`);
  }
}
