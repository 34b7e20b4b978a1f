import { join } from 'node:path';
import { SecretFile, type SecretPorts } from './disk/index.ts';
import { SEED_BYTES } from './keys.ts';

/** This device's key cannot be read; `message` is a sentence for a person. */
export class DeviceKeyLost extends Error {
  override name = 'DeviceKeyLost';
}

export function deviceKeyFile(ports: SecretPorts, folder: string, dataKey: Uint8Array): SecretFile {
  return new SecretFile(ports, join(folder, 'device-key'), dataKey, 'device key');
}

/**
 * The seed of this device's key; made at the first start.
 * @throws DeviceKeyLost when it is there but cannot be read: a new one would have no seat at any table.
 */
export async function readDeviceSeed(
  ports: SecretPorts,
  folder: string,
  dataKey: Uint8Array,
): Promise<Uint8Array> {
  const file = deviceKeyFile(ports, folder, dataKey);
  const reading = await file.read();
  if (reading.type === 'value' && reading.value.length === SEED_BYTES) return reading.value;
  if (reading.type === 'unreadable' && reading.reason === 'missing') {
    const seed = ports.randomBytes(SEED_BYTES);
    await file.write(seed);
    return seed;
  }
  const why = reading.type === 'unreadable' ? reading.words : 'It is damaged.';
  throw new DeviceKeyLost(`This device's key cannot be read, so its tables cannot be played. ${why}`);
}
