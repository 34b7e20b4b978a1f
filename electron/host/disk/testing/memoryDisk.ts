/**
 * For tests: a disk in memory that forgets at a power cut what no sync has made durable. Appended bytes survive up to
 * a random place, or as zeros; the operations on one directory survive up to a random one, in order.
 */
import { dirname } from 'node:path';
import { DiskFailure } from '../diskFailure.ts';
import type { FileSystem, OpenFile } from '../fileSystem.ts';

interface Inode {
  data: Buffer;
  durable: Buffer;
}

type Names = Map<string, Inode>;
type NameOperation = (names: Names) => void;

/** A whole number from 0 to `below` - 1. */
export type RandomBelow = (below: number) => number;

export class MemoryDisk {
  #names: Names = new Map();
  #durableNames: Names = new Map();
  #directories = new Set<string>(['/']);
  /** What was done to the names of each directory since it was synced. */
  #unsynced = new Map<string, NameOperation[]>();

  /** Everything that is not durable is lost, as far as `random` likes. Open files are of no use afterwards. */
  powerCut(random: RandomBelow): void {
    for (const operations of this.#unsynced.values()) {
      for (const operation of operations.slice(0, random(operations.length + 1)))
        operation(this.#durableNames);
    }
    this.#unsynced.clear();
    const inodes = new Map<Inode, Inode>();
    this.#names = new Map();
    for (const [path, inode] of this.#durableNames) {
      const after = inodes.get(inode) ?? survivor(inode, random);
      inodes.set(inode, after);
      this.#names.set(path, after);
    }
    this.#durableNames = new Map(this.#names);
  }

  /** A backup of it, or a copied folder: all that is on it now, as another disk. */
  copy(): MemoryDisk {
    const copy = new MemoryDisk();
    copy.#directories = new Set(this.#directories);
    for (const [path, { data }] of this.#names) {
      const bytes = Buffer.from(data);
      copy.#names.set(path, { data: bytes, durable: bytes });
    }
    copy.#durableNames = new Map(copy.#names);
    return copy;
  }

  fileSystem(): FileSystem {
    return {
      create: async (path) => {
        if (this.#names.has(path)) throw new DiskFailure('exists', 'opening', path);
        const inode: Inode = { data: Buffer.alloc(0), durable: Buffer.alloc(0) };
        this.#change(path, (names) => names.set(path, inode));
        return openInode(inode);
      },
      openAppend: async (path) => openInode(this.#inode(path)),
      read: async (path) => Uint8Array.from(this.#inode(path).data),
      readAt: async (path, offset, sizeBytes) =>
        Uint8Array.from(this.#inode(path).data.subarray(offset, offset + sizeBytes)),
      overwrite: async (path, bytes) => {
        const inode = this.#inode(path);
        inode.data = Buffer.concat([bytes, inode.data.subarray(bytes.length)]);
        inode.durable = inode.data;
      },
      truncate: async (path, sizeBytes) => {
        const inode = this.#inode(path);
        inode.data = inode.data.subarray(0, sizeBytes);
        inode.durable = inode.data;
      },
      size: async (path) => this.#names.get(path)?.data.length ?? null,
      rename: async (from, to) => {
        const inode = this.#inode(from);
        this.#change(from, (names) => names.delete(from) && names.set(to, inode));
      },
      remove: async (path) => {
        this.#inode(path);
        this.#change(path, (names) => names.delete(path));
      },
      makeDirectory: async (path) => {
        this.#directories.add(path);
      },
      syncDirectory: async (path) => {
        for (const operation of this.#unsynced.get(path) ?? []) operation(this.#durableNames);
        this.#unsynced.delete(path);
      },
      list: async (path) => [
        ...[...this.#names.keys()].filter((name) => dirname(name) === path).map(entryOf('file')),
        ...[...this.#directories].filter((name) => dirname(name) === path).map(entryOf('directory')),
      ],
    };
  }

  #inode(path: string): Inode {
    const inode = this.#names.get(path);
    if (!inode) throw new DiskFailure('missing', 'reading', path);
    return inode;
  }

  #change(path: string, operation: NameOperation): void {
    operation(this.#names);
    const directory = dirname(path);
    this.#unsynced.set(directory, [...(this.#unsynced.get(directory) ?? []), operation]);
  }
}

function entryOf<Kind extends 'file' | 'directory'>(kind: Kind) {
  return (path: string) => ({ name: path.slice(path.lastIndexOf('/') + 1), kind });
}

function openInode(inode: Inode): OpenFile {
  return {
    append: async (bytes) => {
      inode.data = Buffer.concat([inode.data, bytes]);
    },
    datasync: async () => {
      inode.durable = inode.data;
    },
    close: async () => undefined,
  };
}

/** Appended but unsynced bytes: some are there, some are zeros, the rest is gone. */
function survivor(inode: Inode, random: RandomBelow): Inode {
  const unsynced = inode.data.subarray(inode.durable.length);
  const kept = unsynced.subarray(0, random(unsynced.length + 1));
  const zeros = Buffer.alloc(random(3) === 0 ? unsynced.length - kept.length : 0);
  const data = Buffer.concat([inode.durable, kept, zeros]);
  return { data, durable: data };
}
