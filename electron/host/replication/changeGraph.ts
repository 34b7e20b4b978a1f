import type { EntryChange } from './entryChange.ts';
import { HostilePeer } from './hostilePeer.ts';

interface Node {
  readonly deps: readonly string[];
  /** The highest operation in it or before it. */
  readonly maxOp: number;
  readonly actor: string;
  readonly seq: number;
}

const DOES_NOT_FIT = 'A peer sent a change that does not fit to those before it.';

/**
 * The changes of a document and what each follows. Automerge takes a change's word for how it fits to others; whoever
 * lies there breaks the document of everybody who applies it. So it is checked here before.
 */
export class ChangeGraph {
  readonly #nodes = new Map<string, Node>();
  readonly #lastOfActor = new Map<string, string>();

  constructor(root: string, rootActor: string, rootOps: number) {
    this.#nodes.set(root, { deps: [], maxOp: rootOps, actor: rootActor, seq: 1 });
    this.#lastOfActor.set(rootActor, root);
  }

  has(hash: string): boolean {
    return this.#nodes.has(hash);
  }

  /** Whether all that a change follows is here. */
  isComplete({ deps }: EntryChange): boolean {
    return deps.every((dep) => this.#nodes.has(dep));
  }

  /** Adds a complete change. @throws HostilePeer when it says of itself what cannot be */
  add(change: EntryChange): void {
    const { hash, deps, actor, seq, startOp, after, entries } = change;
    const isSorted = deps.every((dep, at) => at === 0 || (deps[at - 1] as string) < dep);
    const highest = Math.max(0, ...deps.map((dep) => this.#nodes.get(dep)?.maxOp ?? Number.NaN));
    if (deps.length === 0 || !isSorted || startOp !== highest + 1) throw new HostilePeer(DOES_NOT_FIT);

    const last = this.#lastOfActor.get(actor);
    const lastSeq = last === undefined ? 0 : (this.#nodes.get(last)?.seq ?? 0);
    if (seq !== lastSeq + 1 || (last !== undefined && !this.#isBehind(last, deps))) {
      throw new HostilePeer(DOES_NOT_FIT);
    }
    if (after) {
      const author = this.#authorOf(after.counter, after.actor, deps);
      if (!author) throw new HostilePeer(DOES_NOT_FIT);
    }
    this.#nodes.set(hash, { deps, maxOp: startOp + entries.length - 1, actor, seq });
    this.#lastOfActor.set(actor, hash);
  }

  /** Takes back the changes that were added last, in the order in which they were added. */
  remove(changes: readonly EntryChange[]): void {
    for (const { hash, actor } of changes.toReversed()) {
      this.#nodes.delete(hash);
      const before = [...this.#nodes].findLast(([, node]) => node.actor === actor)?.[0];
      if (before === undefined) this.#lastOfActor.delete(actor);
      else this.#lastOfActor.set(actor, before);
    }
  }

  /** Whether a change is among those, or before one of them. */
  #isBehind(wanted: string, from: readonly string[]): boolean {
    const { maxOp } = this.#nodes.get(wanted) as Node;
    return this.#search(from, maxOp, (hash) => hash === wanted);
  }

  /** Whether an element was made by one of those changes, or before one of them. The first change makes none. */
  #authorOf(counter: number, actor: string, from: readonly string[]): boolean {
    return this.#search(from, counter, (_hash, node) => {
      const before = Math.max(0, ...node.deps.map((dep) => this.#nodes.get(dep)?.maxOp ?? 0));
      return node.actor === actor && node.deps.length > 0 && counter > before && counter <= node.maxOp;
    });
  }

  /** Looks through changes and all before them, as far back as operations of that number can be. */
  #search(from: readonly string[], lowestOp: number, isIt: (hash: string, node: Node) => boolean): boolean {
    const seen = new Set<string>();
    const ahead = [...from];
    for (let hash = ahead.pop(); hash !== undefined; hash = ahead.pop()) {
      const node = this.#nodes.get(hash);
      if (!node || seen.has(hash) || node.maxOp < lowestOp) continue;
      if (isIt(hash, node)) return true;
      seen.add(hash);
      ahead.push(...node.deps);
    }
    return false;
  }
}
