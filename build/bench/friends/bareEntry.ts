import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BareHand } from '../core/bareHand.ts';
import { Evening } from '../core/evening.ts';

/** What one entry costs two devices at the least, on their own files: the host that writes it and one that follows. */
export class BareEntry {
  readonly #folder: string;
  readonly #evening: Evening;
  #hands: readonly BareHand[] = [];

  private constructor(folder: string, seed: number) {
    this.#folder = folder;
    this.#evening = new Evening({ seed });
  }

  static async open(folder: string, seed: number): Promise<BareEntry> {
    const bare = new BareEntry(folder, seed);
    for (const device of bare.#folders) await mkdir(device, { recursive: true });
    bare.#openHand();
    return bare;
  }

  /**
   * Makes the next move of an evening durable on both devices, one after the other: each verifies, signs, changes an
   * Automerge document, saves the change, appends it and syncs. @returns how long that took, ms
   */
  async next(): Promise<number> {
    for (;;) {
      const { input, entry, bytes } = this.#evening.next();
      const action = { id: entry.id, signature: this.#evening.host.sign(entry.id), entry: bytes };
      const startMs = performance.now();
      for (const hand of this.#hands) await hand.append(action);
      const tookMs = performance.now() - startMs;
      if (input.body.kind === 'HAND_END') this.#openHand();
      if (input.body.kind === 'MOVE') return tookMs;
    }
  }

  close(): void {
    for (const hand of this.#hands) hand.close();
    this.#hands = [];
  }

  get #folders(): readonly string[] {
    return ['bare-host', 'bare-follower'].map((name) => join(this.#folder, name));
  }

  #openHand(): void {
    this.close();
    const { opening, checkpoint, host } = this.#evening;
    const hand = { table: checkpoint.table, hand: opening.hand, program: 1, checkpoint: opening.checkpoint };
    this.#hands = this.#folders.map((folder) => new BareHand(folder, hand, host));
  }
}
