/** What the disk refused to do, as a typed error with one sentence for a person. */
import { basename } from 'node:path';

/**
 * - `full`: no space, or no quota, left
 * - `denied`: not allowed, or a read-only disk
 * - `missing`, `exists`: the file is not there, or is there although a new one was asked for
 * - `tooLarge`: the file would outgrow what may be read back
 * - `closed`: the file was closed by its owner
 * - `failed`: anything else; the disk can no longer be trusted with this file
 */
export type DiskFailureKind = 'full' | 'denied' | 'missing' | 'exists' | 'tooLarge' | 'closed' | 'failed';

/** What was being done, as it reads after "while". */
export type DiskOperation =
  | 'opening'
  | 'reading'
  | 'writing'
  | 'syncing'
  | 'closing'
  | 'renaming'
  | 'removing'
  | 'listing';

const KIND_OF_CODE: Readonly<Record<string, DiskFailureKind>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EACCES: 'denied',
  EPERM: 'denied',
  EROFS: 'denied',
  ENOENT: 'missing',
  EEXIST: 'exists',
};

function sentence(kind: DiskFailureKind, operation: DiskOperation, path: string, code: string): string {
  const name = basename(path);
  switch (kind) {
    case 'full':
      return `The disk is full: ${name} could not be saved. Free some space, then open the table again.`;
    case 'denied':
      return `This computer does not allow ${operation} ${name} (${code}).`;
    case 'missing':
      return `${name} is not there.`;
    case 'exists':
      return `${name} is there already and is not overwritten.`;
    case 'tooLarge':
      return `${name} has grown too large to be saved.`;
    case 'closed':
      return `${name} is closed.`;
    case 'failed':
      return `The disk failed while ${operation} ${name} (${code}). What was confirmed before is safe.`;
  }
}

/**
 * Every method of a `FileSystem` and everything built on it rejects with this and nothing else.
 * `words` (also the error's message) can be shown to a person as it is.
 */
export class DiskFailure extends Error {
  override readonly name = 'DiskFailure';
  readonly kind: DiskFailureKind;
  readonly operation: DiskOperation;
  readonly path: string;

  constructor(kind: DiskFailureKind, operation: DiskOperation, path: string, cause?: unknown) {
    super(sentence(kind, operation, path, codeOf(cause)), { cause });
    this.kind = kind;
    this.operation = operation;
    this.path = path;
  }

  /** Wraps what Node threw. */
  static from(error: unknown, operation: DiskOperation, path: string): DiskFailure {
    if (error instanceof DiskFailure) return error;
    return new DiskFailure(KIND_OF_CODE[codeOf(error)] ?? 'failed', operation, path, error);
  }

  get words(): string {
    return this.message;
  }
}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return 'unknown error';
}
