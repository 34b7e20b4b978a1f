import { toHex } from '../../../shared/process/hash.ts';
import type { Input } from '../../../shared/process/input.ts';
import { sameBytes } from '../../../shared/process/plain.ts';
import type { Receipt } from '../../../shared/quorum/receipts.ts';
import type { Vote } from '../../../shared/quorum/votes.ts';

/** So many words are remembered; an honest device needs to be compared with the last few of each peer only. */
export const WORDS_KEPT = 1_024;

interface Kept {
  readonly said: Uint8Array;
  readonly bytes: Uint8Array;
}

/**
 * Remembers the votes, receipts and inputs that were heard lately, and notices when a device says something else about the same
 * place. Only words whose signature was checked, or that came over their author's own link, may be noted here: another
 * could spoil the comparison otherwise.
 */
export class Contradictions {
  readonly #found: (first: Uint8Array, second: Uint8Array) => void;
  /** Oldest first. */
  readonly #kept = new Map<string, Kept>();

  /** @param found two words that cannot both be honest; whoever is told checks them */
  constructor(found: (first: Uint8Array, second: Uint8Array) => void) {
    this.#found = found;
  }

  noteVote(bytes: Uint8Array, { device, term, candidate }: Vote): void {
    this.#note(`vote ${toHex(device)} ${term}`, { said: candidate, bytes });
  }

  noteReceipt(bytes: Uint8Array, { device, term, seq, entry }: Receipt): void {
    this.#note(`receipt ${toHex(device)} ${term} ${seq}`, { said: entry, bytes });
  }

  noteInput(bytes: Uint8Array, input: Input): void {
    this.#note(placeOf(input), { said: bytes, bytes });
  }

  /** An input of the journal, which keeps it: it is only compared with what was heard. */
  compareInput(bytes: Uint8Array, input: Input): void {
    this.#isKnown(placeOf(input), { said: bytes, bytes });
  }

  #isKnown(place: string, word: Kept): boolean {
    const before = this.#kept.get(place);
    if (before && !sameBytes(before.said, word.said)) this.#found(before.bytes, word.bytes);
    return before !== undefined;
  }

  #note(place: string, word: Kept): void {
    if (this.#isKnown(place, word)) return;
    this.#kept.set(place, word);
    if (this.#kept.size <= WORDS_KEPT) return;
    for (const oldest of this.#kept.keys()) {
      this.#kept.delete(oldest);
      return;
    }
  }
}

function placeOf({ table, device, number }: Input): string {
  return `input ${toHex(table)} ${toHex(device)} ${number}`;
}
