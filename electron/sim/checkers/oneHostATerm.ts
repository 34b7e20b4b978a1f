import { readEntry } from '../../../shared/process/entry.ts';
import { toHex } from '../../../shared/process/hash.ts';
import { readChunks } from '../../host/disk/chunks.ts';
import type { MemoryDisk } from '../../host/disk/testing/memoryDisk.ts';
import { ForeignDocument, HandDocument } from '../../host/handDocument.ts';
import { Violation } from './checker.ts';

const HAND_FILE = /\/hand-\d+\.automerge$/;

/** At most one device hosts in a term: looked up in all entries on all disks, those that came to nothing too (Raft, 5.2). */
export class OneHostATerm {
  readonly #hosts = new Map<number, string>();

  /** @param excused keys (hex) of devices that sign whatever they like @throws Violation */
  look(device: string, disk: MemoryDisk, excused: ReadonlySet<string>): void {
    for (const [path, bytes] of disk.files()) {
      if (!HAND_FILE.test(path)) continue;
      for (const entryBytes of entriesIn(bytes)) {
        const { term, host: key } = readEntry(entryBytes, () => true);
        const host = toHex(key);
        if (excused.has(host)) continue;
        const known = this.#hosts.get(term);
        if (known !== undefined && known !== host) {
          throw new Violation(`Two devices hosted in term ${term}: so says the disk of ${device}.`);
        }
        this.#hosts.set(term, host);
      }
    }
  }
}

/** What a torn or rotten file still holds is not this checker's business. */
function entriesIn(bytes: Uint8Array): readonly Uint8Array[] {
  const { chunks } = readChunks(bytes);
  try {
    const document = HandDocument.load(
      chunks.map(({ offset, sizeBytes }) => bytes.subarray(offset, offset + sizeBytes)),
    );
    const { entries } = document;
    const copied = [...entries];
    document.free();
    return copied;
  } catch (error) {
    if (error instanceof ForeignDocument) return [];
    throw error;
  }
}
