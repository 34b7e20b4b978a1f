import { toHex } from '../../../../shared/process/hash.ts';
import type { WorldDevice } from '../../../host/testing/world.ts';
import { Broken } from './broken.ts';
import { handsOnDisk } from './handsOnDisk.ts';

/** No term has two hosts, by what lies on all disks. @throws Broken */
export class OneHostATerm {
  readonly #hosts = new Map<number, string>();

  async note(devices: readonly WorldDevice[], tableId: string): Promise<void> {
    for (const device of devices) {
      for (const { entries } of await handsOnDisk(device, tableId)) {
        for (const { entry } of entries) this.#noteOne(entry.term, toHex(entry.host));
      }
    }
  }

  #noteOne(term: number, host: string): void {
    const before = this.#hosts.get(term);
    if (before !== undefined && before !== host) throw new Broken(`term ${term} has two hosts`);
    this.#hosts.set(term, host);
  }
}
