import { join } from 'node:path';
import type { Complain, Deal, Ready, Shuffle } from '../../../shared/deck/messages.ts';
import { fromBytes, type Plain, toBytes } from '../../../shared/process/plain.ts';
import { HandKey, SecretFile, type SecretPorts } from '../disk/index.ts';

/**
 * What one device keeps of one deck. Messages are kept as they were made: after a crash the same words are said again.
 * What a later step does not need is dropped at once (DECK.md, 2.13).
 */
export interface DeviceSecrets {
  readonly ready: Ready;
  /** e, until the deals are acknowledged. */
  readonly sealSecret: Uint8Array | null;
  readonly blinds: readonly [Uint8Array, Uint8Array];
  /** What the nonces of share proofs are made from: the same proof every time. */
  readonly shareSeed: Uint8Array;
  readonly deal: { readonly message: Deal; readonly ownShare: Uint8Array | null } | null;
  readonly complaint: Complain | null;
  /** x_j. */
  readonly keyShare: Uint8Array | null;
  readonly shuffle: Shuffle | null;
  /** `wholeDeckHash` of the deck that this device has acknowledged: no other deck of this hand ever, and no share of any other. */
  readonly acknowledged: Uint8Array | null;
}

/** Which deck of a table. */
export interface DeckName {
  readonly number: number;
  readonly attempt: number;
}

export const SECRETS_LOST = 'The secrets of this deck cannot be read on this device';

/** The secrets of all devices here for one deck: one file under a key of its own, whose deletion is the erasure. */
export class DeckSecrets {
  readonly #key: HandKey;
  readonly #file: (key: Uint8Array) => SecretFile;
  readonly #devices: Map<string, DeviceSecrets>;
  #sealedWith: Uint8Array | null;
  #isChanged = false;

  private constructor(
    key: HandKey,
    file: (key: Uint8Array) => SecretFile,
    sealedWith: Uint8Array | null,
    devices: Map<string, DeviceSecrets>,
  ) {
    this.#key = key;
    this.#file = file;
    this.#sealedWith = sealedWith;
    this.#devices = devices;
  }

  /** Reads the secrets of a deck; what cannot be read is as good as never made. @throws DiskFailure */
  static async open(
    ports: SecretPorts,
    directory: string,
    dataKey: Uint8Array,
    tableId: string,
    name: DeckName,
  ): Promise<DeckSecrets> {
    const context = `deck ${name.number}, try ${name.attempt}, of table ${tableId}`;
    const key = new HandKey(ports, join(directory, keyName(name)), dataKey, context);
    const file = (under: Uint8Array) =>
      new SecretFile(ports, join(directory, secretsName(name)), under, context);
    const sealedWith = await key.read();
    if (sealedWith.type === 'unreadable') return new DeckSecrets(key, file, null, new Map());
    const value = await file(sealedWith.value).read();
    const devices = value.type === 'value' ? readDevices(value.value) : new Map();
    return new DeckSecrets(key, file, sealedWith.value, devices);
  }

  of(device: string): DeviceSecrets | null {
    return this.#devices.get(device) ?? null;
  }

  set(device: string, secrets: DeviceSecrets): void {
    this.#devices.set(device, secrets);
    this.#isChanged = true;
  }

  /** Resolves once all that was set is on disk; nothing that depends on it may be said before. @throws DiskFailure */
  async save(): Promise<void> {
    if (!this.#isChanged) return;
    this.#sealedWith ??= await this.#key.create();
    const value = toBytes(Object.fromEntries(this.#devices) as unknown as Plain);
    await this.#file(this.#sealedWith).write(value);
    this.#isChanged = false;
  }
}

/** Erases the secrets of all decks of a table but these. @throws DiskFailure */
export async function eraseOtherDecks(
  ports: SecretPorts,
  directory: string,
  dataKey: Uint8Array,
  kept: readonly DeckName[],
): Promise<void> {
  const keptNames = new Set(kept.flatMap((name) => [keyName(name), secretsName(name)]));
  const names = (await ports.fs.list(directory))
    .map(({ name }) => name)
    .filter((name) => !keptNames.has(name));
  // The keys first: without them the rest is noise.
  for (const name of names.toSorted((a, b) => Number(b.endsWith('.key')) - Number(a.endsWith('.key')))) {
    await new SecretFile(ports, join(directory, name), dataKey, '').erase();
  }
}

const keyName = ({ number, attempt }: DeckName) => `deck-${number}-${attempt}.key`;
const secretsName = ({ number, attempt }: DeckName) => `deck-${number}-${attempt}.secrets`;

function readDevices(bytes: Uint8Array): Map<string, DeviceSecrets> {
  return new Map(Object.entries(fromBytes(bytes) as unknown as { [device: string]: DeviceSecrets }));
}
