import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import * as Automerge from '@automerge/automerge';
import { verifySignature } from '../../../electron/host/keys.ts';
import type { Signer } from '../../../shared/process/ports.ts';

/** A hand's document, as the host stores it. */
type Document = {
  format: number;
  table: Uint8Array;
  hand: number;
  program: number;
  checkpoint: Uint8Array;
  entries: Uint8Array[];
};

/** What one durable action checks, signs and stores, at hand before the clock starts. */
export interface BareAction {
  /** The 32 bytes that are signed. */
  readonly id: Uint8Array;
  readonly signature: Uint8Array;
  readonly entry: Uint8Array;
}

/**
 * The least that makes a signed input durable: one verify, one sign, one Automerge change, one append, one fdatasync.
 * No rules, no state, no hashes.
 */
export class BareHand {
  readonly #host: Signer;
  readonly #file: number;
  #document: Automerge.Doc<Document>;

  constructor(folder: string, hand: Omit<Document, 'format' | 'entries'>, host: Signer) {
    this.#host = host;
    this.#document = Automerge.from<Document>({ format: 1, ...hand, entries: [] });
    this.#file = openSync(join(folder, `bare-${hand.hand}.automerge`), 'ax');
    writeSync(this.#file, Automerge.save(this.#document));
    fdatasyncSync(this.#file);
  }

  /** Resolves with the bytes that were appended, once they are on disk. */
  async append({ id, signature, entry }: BareAction): Promise<Uint8Array> {
    if (!verifySignature(this.#host.publicKey, id, signature))
      throw new Error('The signature does not match.');
    this.#host.sign(id);
    this.#document = Automerge.change(this.#document, (document) => {
      document.entries.push(entry);
    });
    const change = Automerge.saveIncremental(this.#document);
    writeSync(this.#file, change);
    fdatasyncSync(this.#file);
    return change;
  }

  close(): void {
    closeSync(this.#file);
    Automerge.free(this.#document);
  }
}
