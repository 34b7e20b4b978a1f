import type { Position } from '../../../shared/process/checkpoint.ts';
import { type ReadEntry, readEntry } from '../../../shared/process/entry.ts';
import { toHex } from '../../../shared/process/hash.ts';

export interface PooledEntry {
  readonly bytes: Uint8Array;
  readonly entry: ReadEntry;
}

interface Node extends PooledEntry {
  readonly id: string;
  readonly prev: string;
}

/**
 * All entries of a hand, of whatever branch. The journal is the chain that ends in the highest (term, seq) of those that
 * reach back to the hand's opening (DESIGN.md 5.2); the others are evidence.
 */
export class EntryPool {
  readonly #nodes = new Map<string, Node>();
  /** Entries that were played in vain: with everything behind them they are out. */
  readonly #bad = new Set<string>();

  get size(): number {
    return this.#nodes.size;
  }

  /** @returns false: it is there already */
  add({ bytes, entry }: PooledEntry): boolean {
    const id = toHex(entry.id);
    if (this.#nodes.has(id)) return false;
    this.#nodes.set(id, { bytes, entry, id, prev: toHex(entry.prev) });
    return true;
  }

  /** Reads entries from a document of this device's own disk. @returns what is no entry at all, as a sentence; else null */
  addFromDisk(all: readonly Uint8Array[]): string | null {
    for (const bytes of all) {
      try {
        this.add({ bytes, entry: readEntry(bytes, () => true) });
      } catch (error) {
        return (error as Error).message;
      }
    }
    return null;
  }

  /**
   * An entry cannot be played: it is out, and with it whatever else its host signed in that term and nobody has played, as
   * an invalid entry ends its host's term (DESIGN.md 5.6).
   * @param played what stays
   */
  markBad(bad: ReadEntry, played: readonly PooledEntry[] = []): void {
    const kept = new Set(played.map(({ entry }) => toHex(entry.id)));
    const host = toHex(bad.host);
    this.#bad.add(toHex(bad.id));
    for (const { id, entry } of this.#nodes.values()) {
      if (entry.term === bad.term && !kept.has(id) && toHex(entry.host) === host) this.#bad.add(id);
    }
  }

  /** Another entry by the same host for the same place: no honest one signs both. Null: there is none. */
  rivalOf({ entry }: PooledEntry): PooledEntry | null {
    const [id, host] = [toHex(entry.id), toHex(entry.host)];
    for (const other of this.#nodes.values()) {
      const { seq, term } = other.entry;
      if (seq !== entry.seq || term !== entry.term || other.id === id) continue;
      if (toHex(other.entry.host) === host) return other;
    }
    return null;
  }

  /** The journal that these entries make, from the opening on. */
  bestChain(opening: Position): PooledEntry[] {
    let best: PooledEntry[] = [];
    // From the furthest on: the first that reaches back is the one.
    const tips = [...this.#nodes.values()].sort((a, b) => compare(b.entry, a.entry));
    for (const tip of tips) {
      const chain = this.#chainTo(tip, opening);
      if (!chain) continue;
      best = chain;
      break;
    }
    return best;
  }

  /** How many entries are in no chain from the opening: something between is missing, or does not hold. */
  strays(opening: Position): number {
    const reaching = new Set([toHex(opening.id)]);
    const inOrder = [...this.#nodes.values()].sort((a, b) => a.entry.seq - b.entry.seq);
    let strays = 0;
    for (const { id, prev } of inOrder) {
      if (reaching.has(prev) && !this.#bad.has(id)) reaching.add(id);
      else strays += 1;
    }
    return strays;
  }

  #chainTo(tip: Node, opening: Position): PooledEntry[] | null {
    const start = toHex(opening.id);
    const chain: PooledEntry[] = [];
    for (let at: Node | undefined = tip; at; at = this.#nodes.get(at.prev)) {
      if (this.#bad.has(at.id) || at.entry.seq <= opening.seq) return null;
      chain.push(at);
      if (at.prev === start) return chain.reverse();
    }
    return null;
  }
}

function compare(a: ReadEntry, b: ReadEntry): number {
  return a.term - b.term || a.seq - b.seq;
}
