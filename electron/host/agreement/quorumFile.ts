import { z } from 'zod';
import { type FileSystem, moveAside, writeDurably } from '../disk/index.ts';

const storedSchema = z.strictObject({ term: z.int().min(0), votedFor: z.string().nullable() });
/** What a device must not forget about its votes (Raft, figure 2: persistent state on all servers). */
export type StoredVote = z.infer<typeof storedSchema>;

/** The file of a table's vote: on disk before the vote is sent (DESIGN.md 4.5). */
export class QuorumFile {
  readonly #fs: FileSystem;
  readonly #path: string;
  readonly stored: StoredVote | null;
  /** It was there and cannot be read: like a restored backup, this device cannot know how it voted. */
  readonly isLost: boolean;

  private constructor(fs: FileSystem, path: string, stored: StoredVote | null, isLost: boolean) {
    this.#fs = fs;
    this.#path = path;
    this.stored = stored;
    this.isLost = isLost;
  }

  /** Opens the file at `path`; a damaged one is set aside. @throws DiskFailure */
  static async open(fs: FileSystem, path: string): Promise<QuorumFile> {
    if ((await fs.size(path)) === null) return new QuorumFile(fs, path, null, false);
    const bytes = await fs.read(path);
    try {
      const stored = storedSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
      return new QuorumFile(fs, path, stored, false);
    } catch {
      await moveAside(fs, path);
      return new QuorumFile(fs, path, null, true);
    }
  }

  /** Resolves once the vote is on disk. @throws DiskFailure */
  async write(vote: StoredVote): Promise<void> {
    const { term, votedFor } = vote;
    await writeDurably(this.#fs, this.#path, Buffer.from(`${JSON.stringify({ term, votedFor })}\n`));
  }
}
