import type { ReadChange } from './entryChange.ts';
import type { PooledEntry } from './entryPool.ts';
import { HostilePeer } from './hostilePeer.ts';
import { WAITING_MAX } from './limits.ts';

/** A signed entry that has come, with its change, on one link. */
export interface Arrived extends PooledEntry {
  readonly change: ReadChange;
  readonly link: object;
}

/** What has come and follows what has not, by the link it came on; what comes on two is kept for each. */
export class Waiting {
  readonly #byLink = new Map<object, Map<string, Arrived>>();

  has(link: object, hash: string): boolean {
    return this.#byLink.get(link)?.has(hash) ?? false;
  }

  /** @throws HostilePeer when more waits of one link than a hand can be */
  add(arrived: Arrived): void {
    const { link, change } = arrived;
    const all = this.#byLink.get(link) ?? new Map<string, Arrived>();
    this.#byLink.set(link, all.set(change.hash, arrived));
    const sizeBytes = [...all.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);
    if (all.size <= WAITING_MAX.changes && sizeBytes <= WAITING_MAX.bytes) return;
    this.#byLink.delete(link);
    throw new HostilePeer('A peer sent changes that follow nothing.');
  }

  /** One that follows a change which is here, and all that follow it one after the other; empty: none does. */
  nextRun(isHere: (hash: string) => boolean): Arrived[] {
    for (const all of this.#byLink.values()) {
      for (const first of all.values()) {
        if (first.change.parent !== null && isHere(first.change.parent)) return runFrom(first, all);
      }
    }
    return [];
  }

  /** Forgets a change, on whatever link it came. @returns these links */
  drop(hash: string): object[] {
    return [...this.#byLink].flatMap(([link, all]) => (all.delete(hash) ? [link] : []));
  }

  forget(link: object): void {
    this.#byLink.delete(link);
  }

  /** What is waited for on a link. */
  missingOn(link: object): string[] {
    const all = this.#byLink.get(link) ?? new Map<string, Arrived>();
    const parents = [...all.values()].flatMap(({ change }) => change.parent ?? []);
    return [...new Set(parents)].filter((hash) => !all.has(hash));
  }
}

function runFrom(first: Arrived, all: ReadonlyMap<string, Arrived>): Arrived[] {
  const byParent = new Map([...all.values()].map((one) => [one.change.parent, one]));
  const run = [first];
  for (let next = byParent.get(first.change.hash); next; next = byParent.get(next.change.hash)) {
    run.push(next);
  }
  return run;
}
