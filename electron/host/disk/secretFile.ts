/**
 * Small secrets on disk, encrypted and authenticated.
 *
 *     version 1, 1 byte | nonce, 12 bytes | tag, 16 bytes | ciphertext
 *
 * AES-256-GCM: of the authenticated ciphers it is the one that Node and Electron's BoringSSL both offer. Nonces are
 * random; one key may seal 2^32 files before two are likely enough to collide to matter, a table never comes near.
 * The context, what the file is for, is authenticated too: one secret cannot be put in another's place.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { removeDurably, UNFINISHED_SUFFIX, writeDurably } from './durableFile.ts';
import type { FileSystem } from './fileSystem.ts';

export const SECRET_KEY_SIZE_BYTES = 32;
/** A hand's deck secrets take some KB. */
export const SECRET_MAX_BYTES = 1024 * 1024;

const CIPHER = 'aes-256-gcm';
const VERSION = 1;
const NONCE_OFFSET = 1;
const NONCE_SIZE_BYTES = 12;
const TAG_OFFSET = NONCE_OFFSET + NONCE_SIZE_BYTES;
const TAG_SIZE_BYTES = 16;
const CIPHERTEXT_OFFSET = TAG_OFFSET + TAG_SIZE_BYTES;

export type SecretReading =
  | { type: 'value'; value: Uint8Array }
  | {
      type: 'unreadable';
      reason: 'missing' | 'newerVersion' | 'damaged';
      /** One sentence for a person. */
      words: string;
    };

/** What secrets are kept with. */
export interface SecretPorts {
  readonly fs: FileSystem;
  /** Keys and nonces come from it: the operating system's, or a test's seeded ones. */
  readonly randomBytes: (sizeBytes: number) => Uint8Array;
}

export class SecretFile {
  readonly path: string;
  readonly #ports: SecretPorts;
  readonly #key: Uint8Array;
  readonly #context: Uint8Array;

  /**
   * The secret at `path`, under a key of SECRET_KEY_SIZE_BYTES. `context` says what the secret is for ("dealer of hand
   * 42 of table ..."): it must be the same for reading as for writing, and different for every other secret.
   */
  constructor(ports: SecretPorts, path: string, key: Uint8Array, context: string) {
    if (key.length !== SECRET_KEY_SIZE_BYTES)
      throw new RangeError(`a key has ${SECRET_KEY_SIZE_BYTES} bytes`);
    this.path = path;
    this.#ports = ports;
    this.#key = key;
    this.#context = Buffer.from(`evertable secret ${VERSION}\n${context}`, 'utf8');
  }

  /** Resolves once `value` is on the disk, in the place of what was there. Rejects with `DiskFailure`. */
  async write(value: Uint8Array): Promise<void> {
    if (value.length > SECRET_MAX_BYTES)
      throw new RangeError(`a secret has at most ${SECRET_MAX_BYTES} bytes`);
    const nonce = this.#ports.randomBytes(NONCE_SIZE_BYTES);
    const cipher = createCipheriv(CIPHER, this.#key, nonce, { authTagLength: TAG_SIZE_BYTES });
    cipher.setAAD(this.#context);
    const ciphertext = Buffer.concat([cipher.update(value), cipher.final()]);
    const sealed = Buffer.concat([Uint8Array.of(VERSION), nonce, cipher.getAuthTag(), ciphertext]);
    await writeDurably(this.#ports.fs, this.path, sealed);
  }

  /** Rejects with `DiskFailure` if the disk cannot be read. */
  async read(): Promise<SecretReading> {
    const { fs } = this.#ports;
    const sizeBytes = await fs.size(this.path);
    if (sizeBytes === null) return unreadable('missing');
    if (sizeBytes < CIPHERTEXT_OFFSET || sizeBytes > CIPHERTEXT_OFFSET + SECRET_MAX_BYTES) {
      return unreadable('damaged');
    }
    const sealed = await fs.read(this.path);
    if (sealed[0] !== VERSION) return unreadable((sealed[0] ?? 0) > VERSION ? 'newerVersion' : 'damaged');
    const value = this.#decrypt(sealed);
    return value === null ? unreadable('damaged') : { type: 'value', value };
  }

  /**
   * Overwrites the file and what an interrupted write left of it, and deletes them, durably. The overwriting is a courtesy: a disk that moves its blocks keeps the
   * old ones for a while. What makes a secret unrecoverable is that the key it was sealed under is gone: see
   * `HandKey`. A file that is not there is as good as erased. Rejects with `DiskFailure`.
   */
  async erase(): Promise<void> {
    const { fs } = this.#ports;
    for (const path of [this.path, this.path + UNFINISHED_SUFFIX]) {
      const sizeBytes = await fs.size(path);
      if (sizeBytes !== null) await fs.overwrite(path, new Uint8Array(Math.min(sizeBytes, SECRET_MAX_BYTES)));
      await removeDurably(fs, path);
    }
  }

  #decrypt(sealed: Uint8Array): Uint8Array | null {
    const nonce = sealed.subarray(NONCE_OFFSET, TAG_OFFSET);
    const decipher = createDecipheriv(CIPHER, this.#key, nonce, { authTagLength: TAG_SIZE_BYTES });
    decipher.setAAD(this.#context);
    decipher.setAuthTag(sealed.subarray(TAG_OFFSET, CIPHERTEXT_OFFSET));
    try {
      return new Uint8Array(
        Buffer.concat([decipher.update(sealed.subarray(CIPHERTEXT_OFFSET)), decipher.final()]),
      );
    } catch {
      return null;
    }
  }
}

type UnreadableReason = Extract<SecretReading, { type: 'unreadable' }>['reason'];

const UNREADABLE_WORDS: Readonly<Record<UnreadableReason, string>> = {
  missing: 'The secret is not on this device.',
  newerVersion: 'The secret was written by a newer Evertable.',
  damaged: 'The secret is damaged, or it was sealed with another key than the one this device has now.',
};

function unreadable(reason: UnreadableReason): SecretReading {
  return { type: 'unreadable', reason, words: UNREADABLE_WORDS[reason] };
}
