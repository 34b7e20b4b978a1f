/**
 * A key of one hand. Everything secret of that hand is sealed under it, and it is sealed under the device's data key
 * in a small file of its own. Deleting that file is the erasure: without it the hand's secrets are noise, in backups
 * and in blocks the disk has not reused as well.
 */
import { SECRET_KEY_SIZE_BYTES, SecretFile, type SecretPorts, type SecretReading } from './secretFile.ts';

export class HandKey {
  readonly #file: SecretFile;
  readonly #ports: SecretPorts;

  /** The hand key kept at `path`. `context` names the hand, as in `SecretFile`. */
  constructor(ports: SecretPorts, path: string, dataKey: Uint8Array, context: string) {
    this.#ports = ports;
    this.#file = new SecretFile(ports, path, dataKey, `hand key\n${context}`);
  }

  /** A fresh key; it is on the disk when this resolves. Rejects with `DiskFailure`. */
  async create(): Promise<Uint8Array> {
    const key = this.#ports.randomBytes(SECRET_KEY_SIZE_BYTES);
    await this.#file.write(key);
    return key;
  }

  /** Rejects with `DiskFailure`. */
  read(): Promise<SecretReading> {
    return this.#file.read();
  }

  /** After this nothing sealed under the key can be read any more, ever. Rejects with `DiskFailure`. */
  erase(): Promise<void> {
    return this.#file.erase();
  }
}
