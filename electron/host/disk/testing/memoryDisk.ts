/**
 * For tests: a disk in memory that forgets at a power cut what no sync has made durable. Each file has bytes that are
 * durable and bytes that are not (memoryInode.ts); each directory has changes of its names that are durable and ones
 * that are not, of which a power cut keeps the first ones, or any. Each change is whole: a rename never loses both names.
 */
import { dirname } from 'node:path';
import { DiskFailure, type DiskOperation } from '../diskFailure.ts';
import type { DirectoryEntry, FileSystem, OpenFile } from '../fileSystem.ts';
import { MemoryInode } from './memoryInode.ts';

/** A file, or null: a directory. */
type Names = Map<string, MemoryInode | null>;

/** What one call did to the names of one directory; undefined: the name is gone. */
type NameChange = ReadonlyMap<string, MemoryInode | null | undefined>;

/** A whole number from 0 to `below` - 1. */
export type RandomBelow = (below: number) => number;

/** What a power cut leaves, where a test wants to say it. `least`: nothing that was not synced; `zeros`: only its length. */
export type Leavings = 'least' | 'zeros' | 'all';

const ROOT = '/';

export class MemoryDisk {
  #names: Names = new Map([[ROOT, null]]);
  #durableNames: Names = new Map(this.#names);
  /** What was done to the names of each directory since it was synced. */
  #unsynced = new Map<string, NameChange[]>();

  /** Everything that is not durable is lost, as far as `random` likes. Open files are of no use afterwards. */
  powerCut(random: RandomBelow): void {
    for (const changes of this.#unsynced.values()) {
      const inOrder = random(2) === 0;
      const kept = inOrder
        ? changes.slice(0, random(changes.length + 1))
        : changes.filter(() => random(2) === 0);
      for (const change of kept) apply(change, this.#durableNames);
    }
    this.#restart((inode) => inode.survivor(random));
  }

  /** A power cut that leaves just that. */
  powerCutTo(leavings: Leavings): void {
    if (leavings !== 'least') {
      for (const change of [...this.#unsynced.values()].flat()) apply(change, this.#durableNames);
    }
    this.#restart((inode) =>
      leavings === 'all' ? new MemoryInode(inode.data) : inode.worst(leavings === 'zeros'),
    );
  }

  /** A backup of it, or a copied folder: all that can be read on it now, as another disk, and durable there. */
  copy(): MemoryDisk {
    const copy = new MemoryDisk();
    copy.#names = mapFiles(this.#names, ({ data }) => new MemoryInode(data));
    copy.#durableNames = new Map(copy.#names);
    return copy;
  }

  /** The same disk once more, with the same bytes and names durable and not. */
  fork(): MemoryDisk {
    const forks = new Map<MemoryInode, MemoryInode>();
    const forkOf = (inode: MemoryInode) => {
      const known = forks.get(inode) ?? inode.fork();
      forks.set(inode, known);
      return known;
    };
    const fork = new MemoryDisk();
    fork.#names = mapFiles(this.#names, forkOf);
    fork.#durableNames = mapFiles(this.#durableNames, forkOf);
    for (const [directory, changes] of this.#unsynced) {
      const forked = changes.map(
        (change) => new Map([...change].map(([name, to]) => [name, to && forkOf(to)])),
      );
      fork.#unsynced.set(directory, forked);
    }
    return fork;
  }

  /** Every file as it reads now, by its path, in order: two disks with the same are the same to whoever reads them. */
  files(): Map<string, Uint8Array> {
    const files = [...this.#names].flatMap(([path, inode]) =>
      inode ? [[path, Uint8Array.from(inode.data)] as const] : [],
    );
    return new Map(files.sort(([one], [other]) => (one < other ? -1 : 1)));
  }

  /** Bits of a file turn, at places that `random` chooses; later writes and syncs do not turn them back. */
  rot(path: string, bits: number, random: RandomBelow): void {
    const inode = this.#file('reading', path);
    for (let i = 0; i < bits && inode.data.length > 0; i++) inode.rot(random(inode.data.length), random(8));
  }

  /** A sync of that file fails, and with it what was not synced: it can be read, and is on no disk. */
  failSync(path: string): void {
    this.#names.get(path)?.failSync();
  }

  fileSystem(): FileSystem {
    return {
      create: async (path) => {
        if (this.#names.has(path)) throw new DiskFailure('exists', 'opening', path);
        const inode = new MemoryInode();
        this.#change(path, new Map([[path, inode]]));
        return openInode(inode);
      },
      openAppend: async (path) => openInode(this.#file('opening', path)),
      read: async (path) => Uint8Array.from(this.#file('reading', path).data),
      readAt: async (path, offset, sizeBytes) =>
        Uint8Array.from(this.#file('reading', path).data.subarray(offset, offset + sizeBytes)),
      overwrite: async (path, bytes, offset = 0) => this.#file('writing', path).overwrite(bytes, offset),
      truncate: async (path, sizeBytes) => this.#file('writing', path).truncate(sizeBytes),
      size: async (path) => this.#names.get(path)?.data.length ?? null,
      rename: async (from, to) => {
        if (this.#names.get(from) === null) return this.#renameDirectory(from, to);
        const inode = this.#file('renaming', from);
        this.#change(
          from,
          new Map([
            [from, undefined],
            [to, inode],
          ]),
        );
      },
      remove: async (path) => {
        this.#file('removing', path);
        this.#change(path, new Map([[path, undefined]]));
      },
      makeDirectory: async (path) => {
        if (this.#names.get(path) === null) return;
        if (this.#names.has(path)) throw new DiskFailure('exists', 'opening', path);
        this.#change(path, new Map([[path, null]]));
      },
      syncDirectory: async (path) => {
        if (this.#names.get(path) !== null) throw new DiskFailure('missing', 'syncing', path);
        const synced = this.#unsynced.get(path) ?? [];
        for (const change of synced) apply(change, this.#durableNames);
        this.#unsynced.delete(path);
        // One that moved between two directories is done in both.
        for (const [directory, changes] of this.#unsynced) {
          const left = changes.filter((change) => !synced.includes(change));
          if (left.length < changes.length) this.#unsynced.set(directory, left);
        }
      },
      list: async (path) => {
        if (this.#names.get(path) !== null) throw new DiskFailure('missing', 'listing', path);
        return [...this.#names].flatMap(([name, inode]) => entryIn(path, name, inode));
      },
    };
  }

  #file(operation: DiskOperation, path: string): MemoryInode {
    const inode = this.#names.get(path);
    if (!inode) throw new DiskFailure('missing', operation, path);
    return inode;
  }

  /** With all that is in it, and what of that is not durable yet. */
  #renameDirectory(from: string, to: string): void {
    if (this.#names.has(to)) throw new DiskFailure('exists', 'renaming', to);
    const moved = (path: string) => to + path.slice(from.length);
    const inside = [...this.#names].filter(([path]) => path === from || path.startsWith(`${from}/`));
    this.#change(
      from,
      new Map([
        ...inside.map(([path]) => [path, undefined] as const),
        ...inside.map(([path, inode]) => [moved(path), inode] as const),
      ]),
      [dirname(from), dirname(to)],
    );
    for (const [directory, changes] of [...this.#unsynced]) {
      if (directory !== from && !directory.startsWith(`${from}/`)) continue;
      this.#unsynced.delete(directory);
      const within = changes.map((change) => new Map([...change].map(([path, is]) => [moved(path), is])));
      this.#unsynced.set(moved(directory), within);
    }
  }

  /** @param directories whose names change; the change is durable once one of them is synced, as where a journal has it whole */
  #change(path: string, change: NameChange, directories: readonly string[] = [dirname(path)]): void {
    const isThere = directories.every((directory) => this.#names.get(directory) === null);
    if (!isThere) throw new DiskFailure('missing', 'opening', path);
    apply(change, this.#names);
    for (const directory of new Set(directories)) {
      const before = this.#unsynced.get(directory);
      if (before) before.push(change);
      else this.#unsynced.set(directory, [change]);
    }
  }

  /** The machine starts again with the names that are durable, where their directories are too. */
  #restart(leave: (inode: MemoryInode) => MemoryInode): void {
    this.#unsynced.clear();
    const isThere = (path: string): boolean =>
      path === ROOT || (this.#durableNames.has(path) && isThere(dirname(path)));
    const left = new Map([...this.#durableNames].filter(([path]) => isThere(path)));
    const inodes = new Map<MemoryInode, MemoryInode>();
    this.#names = mapFiles(left, (inode) => {
      const after = inodes.get(inode) ?? leave(inode);
      inodes.set(inode, after);
      return after;
    });
    this.#durableNames = new Map(this.#names);
  }
}

function apply(change: NameChange, names: Names): void {
  for (const [name, to] of change) {
    if (to === undefined) names.delete(name);
    else names.set(name, to);
  }
}

function mapFiles(names: Names, work: (inode: MemoryInode) => MemoryInode): Names {
  return new Map([...names].map(([path, inode]) => [path, inode && work(inode)]));
}

function entryIn(directory: string, path: string, inode: MemoryInode | null): DirectoryEntry[] {
  if (path === ROOT || dirname(path) !== directory) return [];
  return [{ name: path.slice(path.lastIndexOf('/') + 1), kind: inode ? 'file' : 'directory' }];
}

function openInode(inode: MemoryInode): OpenFile {
  return {
    append: async (bytes) => inode.append(bytes),
    datasync: async () => inode.sync(),
    close: async () => undefined,
  };
}
