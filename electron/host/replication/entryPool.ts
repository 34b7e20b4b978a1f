import type { Position } from '../../../shared/process/checkpoint.ts';
import { type ReadEntry, readEntry } from '../../../shared/process/entry.ts';
import { toHex } from '../../../shared/process/hash.ts';
import { type ChangePlace, changeOf, type EntryChange, readEntryChange } from './entryChange.ts';

export interface PooledEntry {
  readonly bytes: Uint8Array;
  readonly entry: ReadEntry;
}

interface Node extends PooledEntry {
  readonly id: string;
  /** The change that this one follows. */
  readonly parent: string;
  readonly place: ChangePlace;
}

/** What follows an entry outside of this hand: the hand that was begun after it, as far as that one goes. */
export interface Ahead {
  /** Hex of the entry's id. */
  readonly after: string;
  readonly term: number;
  readonly seq: number;
}

/**
 * All entries of a hand, of whatever branch, and the change of each in the document. They are known by their changes: one
 * entry may have two, if its host signed the same words twice, and nobody may be led astray by which of them came first.
 *
 * The journal is the chain that ends in the highest (term, seq) (DESIGN.md 5.2). Of two ends that one host signed for one
 * place, which no honest one does, the one with the smaller id counts on every device, unless one is known to be committed:
 * a chain without what is committed is never the journal. The other chains are evidence.
 */
export class EntryPool {
  readonly #opening: string;
  readonly #root: ChangePlace;
  /** By the hash of their change, as everything here. */
  readonly #nodes = new Map<string, Node>();
  /** The first change of each entry, by the entry's id. */
  readonly #byId = new Map<string, string>();
  readonly #byPlace = new Map<string, Node[]>();
  readonly #parents = new Set<string>();
  /** Changes whose entries were played in vain: with everything behind them they are out. */
  readonly #bad = new Set<string>();
  #committed: { readonly id: string; readonly seq: number } | null = null;

  /**
   * @param opening where the hand before ended
   * @param root the change that the hand's document begins with
   */
  constructor(opening: Position, root: ChangePlace) {
    this.#opening = toHex(opening.id);
    this.#root = root;
    this.#byId.set(this.#opening, root.hash);
  }

  get size(): number {
    return this.#nodes.size;
  }

  /** The changes that no other follows, sorted: the document's heads. */
  get heads(): string[] {
    const ends = [...this.#nodes.keys()].filter((hash) => !this.#parents.has(hash));
    return ends.length === 0 ? [this.#root.hash] : ends.sort();
  }

  /** Whether a change is here, or is the one that the document begins with. */
  has(hash: string): boolean {
    return hash === this.#root.hash || this.#nodes.has(hash);
  }

  /** The entry that a change adds, or the end of the hand before, hex; null: that change is not here. */
  idOf(hash: string): string | null {
    return hash === this.#root.hash ? this.#opening : (this.#nodes.get(hash)?.id ?? null);
  }

  /** The one change that adds an entry behind another's change; null: that one is not here, or of another entry. */
  changeOf({ bytes, entry }: PooledEntry, parent: string): EntryChange | null {
    if (this.idOf(parent) !== toHex(entry.prev)) return null;
    return changeOf(bytes, this.#nodes.get(parent)?.place ?? this.#root, this.#root);
  }

  /**
   * Adds an entry behind a change that is here.
   * @param parent left out: the first change of the entry before
   * @returns its change's chunk; null: it is here already, or follows nothing
   */
  add(one: PooledEntry, parent = this.#byId.get(toHex(one.entry.prev))): Uint8Array | null {
    const change = parent === undefined ? null : this.changeOf(one, parent);
    if (!change || parent === undefined || this.#nodes.has(change.place.hash)) return null;
    const { bytes, entry } = one;
    const id = toHex(entry.id);
    const node = { bytes, entry, id, parent, place: change.place };
    this.#nodes.set(change.place.hash, node);
    if (!this.#byId.has(id)) this.#byId.set(id, change.place.hash);
    this.#parents.add(parent);
    const place = nameOfPlace(entry);
    this.#byPlace.set(place, [...(this.#byPlace.get(place) ?? []), node]);
    return change.chunk;
  }

  /** Reads entries from a document of this device's own disk. @returns what does not belong there, as a sentence; else null */
  addFromDisk(all: readonly Uint8Array[]): string | null {
    const read: PooledEntry[] = [];
    let fault: string | null = null;
    for (const bytes of all) {
      try {
        read.push({ bytes, entry: readEntry(bytes, () => true) });
      } catch (error) {
        fault ??= (error as Error).message;
      }
    }
    for (const one of read.sort((a, b) => a.entry.seq - b.entry.seq)) this.add(one);
    const strays = read.filter(({ entry }) => !this.#byId.has(toHex(entry.id))).length;
    return fault ?? (strays > 0 ? `${strays} entries follow nothing` : null);
  }

  /** Adds the changes of a document of this device's own disk. @returns whether each is the one that its entry makes */
  addChanges(contents: readonly Uint8Array[]): boolean {
    return contents.every((content) => {
      try {
        const { hash, parent, entry: bytes } = readEntryChange(content);
        if (parent === null) return hash === this.#root.hash;
        this.add({ bytes, entry: readEntry(bytes, () => true) }, parent);
        return this.#nodes.has(hash);
      } catch {
        return false;
      }
    });
  }

  /** From now on no chain is the journal that has another entry in the place of this one. */
  commit(id: Uint8Array, seq: number): void {
    if (seq > (this.#committed?.seq ?? 0)) this.#committed = { id: toHex(id), seq };
  }

  /**
   * An entry from this device's disk cannot be played: it is out, and with it whatever else its host signed in that term and
   * nobody has played, as an invalid entry ends its host's term (DESIGN.md 5.6).
   * @param played what stays
   */
  markBad(bad: ReadEntry, played: readonly PooledEntry[] = []): void {
    const kept = new Set(played.map(({ entry }) => toHex(entry.id)));
    const [id, host] = [toHex(bad.id), toHex(bad.host)];
    for (const [hash, node] of this.#nodes) {
      const isOfTerm = node.entry.term === bad.term && toHex(node.entry.host) === host;
      if (node.id === id || (isOfTerm && !kept.has(node.id))) this.#bad.add(hash);
    }
  }

  /** Other entries by the same host for the same place, each once: no honest one signs two. */
  rivalsOf({ entry }: PooledEntry): PooledEntry[] {
    const id = toHex(entry.id);
    const nodes = (this.#byPlace.get(nameOfPlace(entry)) ?? []).filter((other) => other.id !== id);
    return [...new Map(nodes.map((node) => [node.id, node])).values()];
  }

  /** All pairs of entries that one host signed for one place, each once, the smaller id first. */
  rivals(): [PooledEntry, PooledEntry][] {
    return [...this.#byPlace.values()].flatMap((nodes) => {
      const each = [...new Map(nodes.map((node) => [node.id, node])).values()];
      return each.flatMap((one) =>
        each.filter((other) => one.id < other.id).map((other): [PooledEntry, PooledEntry] => [one, other]),
      );
    });
  }

  /** The journal that these entries make, from the opening on. */
  bestChain(ahead: Ahead | null = null): PooledEntry[] {
    const ends = [...this.#nodes.values()].map((node) => ({ node, reach: reachOf(node, ahead) }));
    ends.sort(
      (a, b) =>
        b.reach.term - a.reach.term ||
        b.reach.seq - a.reach.seq ||
        (nameOf(a.node) < nameOf(b.node) ? -1 : 1),
    );
    // From the furthest on: the first that holds is the one.
    for (const { node } of ends) {
      const chain = this.chainTo(node.place.hash);
      if (chain && this.#isTrueToCommit(chain)) return chain;
    }
    return [];
  }

  /** The entries from the opening to that change; null: one of them is bad, or not here. */
  chainTo(hash: string): PooledEntry[] | null {
    const chain: PooledEntry[] = [];
    for (let at = hash; at !== this.#root.hash; ) {
      const node = this.#nodes.get(at);
      if (!node || this.#bad.has(at)) return null;
      chain.push(node);
      at = node.parent;
    }
    return chain.reverse();
  }

  #isTrueToCommit(chain: readonly PooledEntry[]): boolean {
    if (!this.#committed) return true;
    const { id, seq } = this.#committed;
    const inPlace = chain.find(({ entry }) => entry.seq === seq);
    if (inPlace) return toHex(inPlace.entry.id) === id;
    // A shorter one may lead there, unless it is known that another one does.
    const hash = this.#byId.get(id);
    const committed = hash === undefined ? null : this.chainTo(hash);
    const last = chain.at(-1);
    if (!committed || !last || last.entry.seq > seq) return true;
    return committed.some(({ entry }) => toHex(entry.id) === toHex(last.entry.id));
  }
}

/** Orders ends that reach equally far, the same on every device. */
function nameOf({ id, place }: Node): string {
  return id + place.hash;
}

function reachOf({ id, entry }: Node, ahead: Ahead | null): { term: number; seq: number } {
  return ahead?.after === id ? ahead : entry;
}

function nameOfPlace({ term, seq, host }: ReadEntry): string {
  return `${term} ${seq} ${toHex(host)}`;
}
