import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type FileSystem, SecretFile } from './disk/index.ts';
import { SEED_BYTES } from './keys.ts';

/** This device's key cannot be read; `message` is a sentence for a person. */
export class DeviceKeyLost extends Error {
  override name = 'DeviceKeyLost';
}

export function deviceKeyFile(fs: FileSystem, folder: string, dataKey: Uint8Array): SecretFile {
  return new SecretFile(fs, join(folder, 'device-key'), dataKey, 'device key');
}

/**
 * The seed of this device's key; made at the first start.
 * @throws DeviceKeyLost when it is there but cannot be read: a new one would have no seat at any table.
 */
export async function readDeviceSeed(
  fs: FileSystem,
  folder: string,
  dataKey: Uint8Array,
): Promise<Uint8Array> {
  const file = deviceKeyFile(fs, folder, dataKey);
  const reading = await file.read();
  if (reading.type === 'value' && reading.value.length === SEED_BYTES) return reading.value;
  if (reading.type === 'unreadable' && reading.reason === 'missing') {
    const seed = new Uint8Array(randomBytes(SEED_BYTES));
    await file.write(seed);
    return seed;
  }
  const why = reading.type === 'unreadable' ? reading.words : 'It is damaged.';
  throw new DeviceKeyLost(`This device's key cannot be read, so its tables cannot be played. ${why}`);
}
