import { z } from 'zod';
import { fromBytes, type Plain, toBytes } from '../../../shared/process/plain.ts';
import { certificateSchema } from '../../../shared/protocol.ts';
import type { CommitCertificate } from '../../../shared/quorum/certificate.ts';
import { type FileSystem, moveAside, removeDurably, writeDurably } from '../disk/index.ts';
import { ENTRIES_MAX } from './limits.ts';

const storedSchema = z.array(certificateSchema).max(ENTRIES_MAX);

/**
 * The certificates of the changes of voters in the hand that is played: on disk before a change is acted upon, as later
 * ones need not hold a majority of the voters before it. They are gone once the hand's record holds them.
 */
export class CertificateFile {
  readonly #fs: FileSystem;
  readonly #path: string;
  #kept: readonly CommitCertificate[];

  private constructor(fs: FileSystem, path: string, kept: readonly CommitCertificate[]) {
    this.#fs = fs;
    this.#path = path;
    this.#kept = kept;
  }

  /** Reads what is kept; a damaged file is set aside and told of in `remarks`. @throws DiskFailure */
  static async open(fs: FileSystem, path: string, remarks: string[]): Promise<CertificateFile> {
    if ((await fs.size(path)) === null) return new CertificateFile(fs, path, []);
    const bytes = await fs.read(path);
    try {
      return new CertificateFile(fs, path, storedSchema.parse(fromBytes(bytes)));
    } catch {
      const kept = await moveAside(fs, path);
      remarks.push(
        `The proofs of this hand's changes of voters could not be read. They are kept as ${kept}.`,
      );
      return new CertificateFile(fs, path, []);
    }
  }

  /** Oldest first. */
  get kept(): readonly CommitCertificate[] {
    return this.#kept;
  }

  /** Resolves once it is on disk. @throws DiskFailure */
  async keep(certificate: CommitCertificate): Promise<void> {
    this.#kept = [...this.#kept, certificate];
    await this.#write();
  }

  /** Forgets those of entries up to `seq`, which a record holds. @throws DiskFailure */
  async forgetUpTo(seq: number): Promise<void> {
    const left = this.#kept.filter((certificate) => certificate.seq > seq);
    if (left.length === this.#kept.length) return;
    this.#kept = left;
    await this.#write();
  }

  async #write(): Promise<void> {
    if (this.#kept.length === 0) return removeDurably(this.#fs, this.#path);
    await writeDurably(this.#fs, this.#path, toBytes(this.#kept as unknown as Plain));
  }
}
