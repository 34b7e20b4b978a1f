import { z } from 'zod';
import { type FileSystem, moveAside, writeDurably } from '../disk/index.ts';

const storedSchema = z.strictObject({
  term: z.int().min(0),
  votedFor: z.string().nullable(),
  /** How it voted before is not known: it waits to be let in again, through every start until then. */
  isLost: z.boolean().default(false),
});
/** What a device must not forget about its votes (Raft, figure 2: persistent state on all servers). */
export type StoredVote = Pick<z.infer<typeof storedSchema>, 'term' | 'votedFor'>;

/** The file of a table's vote: on disk before the vote is sent (DESIGN.md 4.5). */
export class QuorumFile {
  readonly #fs: FileSystem;
  readonly #path: string;
  readonly stored: StoredVote | null;
  #isLost: boolean;

  private constructor(fs: FileSystem, path: string, stored: StoredVote | null, isLost: boolean) {
    this.#fs = fs;
    this.#path = path;
    this.stored = stored;
    this.#isLost = isLost;
  }

  /** Opens the file at `path`; a damaged one is set aside. @throws DiskFailure */
  static async open(fs: FileSystem, path: string): Promise<QuorumFile> {
    if ((await fs.size(path)) === null) return new QuorumFile(fs, path, null, false);
    const bytes = await fs.read(path);
    try {
      const { term, votedFor, isLost } = storedSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
      return new QuorumFile(fs, path, { term, votedFor }, isLost);
    } catch {
      await moveAside(fs, path);
      await QuorumFile.writeLost(fs, path);
      return new QuorumFile(fs, path, null, true);
    }
  }

  /** The file of a device that cannot know how it voted: its votes are damaged, or its table comes from a backup. */
  static async writeLost(fs: FileSystem, path: string): Promise<void> {
    await writeStored(fs, path, { term: 0, votedFor: null, isLost: true });
  }

  /** It was there and cannot be read, or belongs to a backup: this device cannot know how it voted. */
  get isLost(): boolean {
    return this.#isLost;
  }

  /** The others have let this device in again: from the next vote on it is known how it votes. */
  forgetLoss(): void {
    this.#isLost = false;
  }

  /** Resolves once the vote is on disk. @throws DiskFailure */
  async write(vote: StoredVote): Promise<void> {
    await writeStored(this.#fs, this.#path, { ...vote, isLost: this.#isLost });
  }
}

async function writeStored(
  fs: FileSystem,
  path: string,
  { term, votedFor, isLost }: StoredVote & { readonly isLost: boolean },
): Promise<void> {
  const stored = { term, votedFor, ...(isLost && { isLost }) };
  await writeDurably(fs, path, Buffer.from(`${JSON.stringify(stored)}\n`));
}

/** What a quorum's driver needs of that file. */
export type VoteFile = Pick<QuorumFile, 'stored' | 'isLost' | 'forgetLoss' | 'write'>;
