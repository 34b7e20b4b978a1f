/**
 * The disk as this room needs it: a port with few, plain calls. `nodeFileSystem()` is the real one; tests and the
 * simulated world put others behind it. Every call rejects with a `DiskFailure`. Paths are absolute.
 */

/** A file opened for appending, by one owner. */
export interface OpenFile {
  /** Writes all of `bytes` at the end. A rejection may leave a part of them there. */
  append(bytes: Uint8Array): Promise<void>;
  /** Resolves once everything appended before, and the size needed to read it back, is on the disk itself. */
  datasync(): Promise<void>;
  close(): Promise<void>;
}

export interface DirectoryEntry {
  name: string;
  kind: 'file' | 'directory' | 'other';
}

export interface FileSystem {
  /** A new, empty file that only its owner may read (0600). `exists` if the name is taken. */
  create(path: string): Promise<OpenFile>;
  /** An existing file, to append to. `missing` if it is not there. */
  openAppend(path: string): Promise<OpenFile>;
  read(path: string): Promise<Uint8Array>;
  /** Up to `sizeBytes` bytes from `offset`; fewer only at the end of the file. */
  readAt(path: string, offset: number, sizeBytes: number): Promise<Uint8Array>;
  /**
   * Writes over bytes of an existing file from `offset` on, in place, and syncs it. Only for erasing, and for writing again
   * what is there: the file's time stays as it was.
   * @param offset left out: 0
   */
  overwrite(path: string, bytes: Uint8Array, offset?: number): Promise<void>;
  /** Cuts an existing file to its first `sizeBytes` bytes and syncs it. */
  truncate(path: string, sizeBytes: number): Promise<void>;
  /** Bytes in the file, or null if it is not there. */
  size(path: string): Promise<number | null>;
  /** Replaces the file at `to`; a directory is moved with all that is in it, to where nothing is. Durable only after `syncDirectory`. */
  rename(from: string, to: string): Promise<void>;
  /** Durable only after `syncDirectory`. `missing` if it is not there. */
  remove(path: string): Promise<void>;
  /** Makes a directory for its owner only (0700) in an existing one; an existing directory stays as it is. */
  makeDirectory(path: string): Promise<void>;
  /** Resolves once the names in this directory are on the disk itself. */
  syncDirectory(path: string): Promise<void>;
  list(path: string): Promise<DirectoryEntry[]>;
}
