/**
 * What proves that a device of one table contradicted itself (DESIGN.md 5.11): two words of it that cannot both be
 * honest. It is kept beside the table, sent to everybody, and decides with whom this device plays on.
 *
 *  E1  Nothing counts that was not checked here, from the words alone.        evidence.test "what proves nothing"
 *  E2  A device is excluded for cheating only, never for having forgotten.    evidence.test "shown, not punished"
 *  E3  It outlasts a restart, and a damaged file hides no proof for good.     evidence.test "read again", "damaged"
 *  E4  It is bounded: of each device one proof of a kind is enough.           evidence.test "one proof"
 */
import { z } from 'zod';
import { ENTRY_BYTES_MAX } from '../../shared/process/entry.ts';
import { fromBytes, sameBytes, toBytes } from '../../shared/process/plain.ts';
import type { Verify } from '../../shared/process/ports.ts';
import { LIMITS } from '../../shared/protocol.ts';
import { type Equivocation, equivocationOf } from '../../shared/quorum/equivocation.ts';
import { type FileSystem, moveAside, writeDurably } from './disk/index.ts';

export interface Proof extends Equivocation {
  readonly first: Uint8Array;
  readonly second: Uint8Array;
}

/** Of each device that a table knows, one proof of cheating and one of having forgotten. */
const PROOFS_MAX = 2 * LIMITS.members;
const FILE_BYTES_MAX = PROOFS_MAX * (2 * ENTRY_BYTES_MAX + 16) + 16;

const word = z.custom<Uint8Array>(
  (value) => value instanceof Uint8Array && value.length <= ENTRY_BYTES_MAX,
  'no signed word',
);
const storedSchema = z.array(z.tuple([word, word])).max(PROOFS_MAX);

export interface EvidencePorts {
  readonly fs: FileSystem;
  readonly path: string;
  /** The table's id. */
  readonly table: Uint8Array;
  readonly verify: Verify;
}

export class Evidence {
  readonly #ports: EvidencePorts;
  readonly #proofs: Proof[] = [];
  #writing: Promise<void> = Promise.resolve();

  private constructor(ports: EvidencePorts) {
    this.#ports = ports;
  }

  /** Reads what is kept of a table. A damaged file is set aside; what proves nothing is left out. @throws DiskFailure */
  static async open(ports: EvidencePorts): Promise<Evidence> {
    const evidence = new Evidence(ports);
    for (const [first, second] of await readPairs(ports)) {
      const proof = evidence.examine(first, second);
      if (proof) evidence.take(proof);
    }
    return evidence;
  }

  get proofs(): readonly Proof[] {
    return this.#proofs;
  }

  /** Whether a device (hex) has been shown to cheat. */
  excludes(device: string): boolean {
    return this.#proofs.some((proof) => proof.isCheating && proof.device === device);
  }

  /** These very words are kept already, in whichever order. */
  isKnown(first: Uint8Array, second: Uint8Array): boolean {
    return this.#proofs.some(
      (proof) =>
        (sameBytes(proof.first, first) && sameBytes(proof.second, second)) ||
        (sameBytes(proof.first, second) && sameBytes(proof.second, first)),
    );
  }

  /** What two words prove; null: nothing. */
  examine(first: Uint8Array, second: Uint8Array): Proof | null {
    const found = equivocationOf(first, second, this.#ports.table, this.#ports.verify);
    return found && { ...found, first, second };
  }

  /** @returns whether it is news; what is known of a device need not be proven again. */
  take(proof: Proof): boolean {
    const { device, isCheating } = proof;
    const isKnown = this.#proofs.some((one) => one.device === device && one.isCheating === isCheating);
    if (isKnown || this.#proofs.length >= PROOFS_MAX) return false;
    this.#proofs.push(proof);
    return true;
  }

  /** Resolves once all that has been taken is on disk. @throws DiskFailure */
  save(): Promise<void> {
    const { fs, path } = this.#ports;
    const write = () =>
      writeDurably(fs, path, toBytes(this.#proofs.map(({ first, second }) => [first, second])));
    const saved = this.#writing.then(write);
    this.#writing = saved.catch(() => {});
    return saved;
  }
}

async function readPairs({ fs, path }: EvidencePorts): Promise<z.infer<typeof storedSchema>> {
  const sizeBytes = await fs.size(path);
  if (sizeBytes === null) return [];
  if (sizeBytes <= FILE_BYTES_MAX) {
    const bytes = await fs.read(path);
    try {
      return storedSchema.parse(fromBytes(bytes));
    } catch {
      // What cannot be read is kept, for whoever looks into it.
    }
  }
  await moveAside(fs, path);
  return [];
}
