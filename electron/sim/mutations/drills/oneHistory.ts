import { toHex } from '../../../../shared/process/hash.ts';
import { STANDING_WORDS } from '../../../host/liveTable.ts';
import type { WorldDevice } from '../../../host/testing/world.ts';
import type { TableView } from '../../../ipc.ts';
import { handsOnDisk } from './handsOnDisk.ts';
import { CHIPS_EACH } from './threeFriends.ts';

/** A promise that was not kept. */
export class Broken extends Error {
  override name = 'Broken';
}

/**
 * What anybody was shown as final, by its place in the journal: nobody may ever be shown anything else there, and it may not
 * go away. A table that was just read from disk stands, and shows how it stood: that is not called final.
 */
export class OneHistory {
  readonly #shown = new Map<number, { readonly state: string; readonly by: string }>();
  #lastSeq = 0;

  /** Looks at what everybody is shown now. @throws Broken */
  note(devices: readonly WorldDevice[]): void {
    for (const { view, name, isOn } of devices) {
      if (!isOn || view === null || view.paused === STANDING_WORDS) continue;
      const before = this.#shown.get(view.seq);
      if (before !== undefined && before.state !== view.stateHash)
        throw new Broken(`${name} shows another entry ${view.seq} than ${before.by} was shown before`);
      this.#shown.set(view.seq, { state: view.stateHash, by: name });
      this.#lastSeq = Math.max(this.#lastSeq, view.seq);
      const chips = chipsOf(view);
      if (chips !== CHIPS_EACH * devices.length) throw new Broken(`${name} sees ${chips} chips on the table`);
    }
  }

  /** All are there and agree: what was shown is still there. @throws Broken */
  end(devices: readonly WorldDevice[]): void {
    this.note(devices);
    for (const { view, name } of devices) {
      if ((view?.seq ?? 0) < this.#lastSeq)
        throw new Broken(`${name} ends at entry ${view?.seq}, and entry ${this.#lastSeq} was shown`);
    }
  }
}

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

/** All chips on the table, wherever they lie. */
function chipsOf({ seats, pots }: TableView): number {
  const chips = seats.map(({ stack, bet }) => stack + bet);
  return [...chips, ...pots.map(({ amount }) => amount)].reduce((sum, some) => sum + some, 0);
}
