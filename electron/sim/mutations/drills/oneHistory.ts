import { toHex } from '../../../../shared/process/hash.ts';
import { sameBytes } from '../../../../shared/process/plain.ts';
import { UNSETTLED_WORDS } from '../../../host/liveTable.ts';
import type { WorldDevice } from '../../../host/testing/world.ts';
import type { Notice, TableView } from '../../../ipc.ts';
import { Broken } from './broken.ts';
import { type HandOnDisk, handsOnDisk } from './handsOnDisk.ts';
import { CHIPS_EACH, type ThreeFriends } from './threeFriends.ts';

/**
 * What anybody was shown as final, and all that led there, by its place in the journal: nobody may ever be shown anything that
 * has another past, and no chip is lost. A table that was just read from disk stands, and shows how it stood: that is not called
 * final.
 */
export class OneHistory {
  readonly #table: ThreeFriends;
  readonly #shown = new Map<number, { readonly state: string; readonly by: string }>();
  /** Where hands began that somebody was shown. */
  readonly #openings = new Map<number, { readonly state: string; readonly by: string }>();
  /** How much of what a start of a device was told has been looked at. */
  readonly #seen = new WeakMap<readonly Notice[], number>();

  /** From now on, when all have sat down. */
  constructor(table: ThreeFriends) {
    this.#table = table;
    for (const { notices } of table.devices) this.#seen.set(notices, notices.length);
  }

  /** Looks at all that anybody was shown since it looked last, and at what lies on the disks. @throws Broken */
  async look(): Promise<void> {
    for (const device of this.#table.devices) {
      const { notices, name } = device;
      const { length } = notices;
      for (const notice of notices.slice(this.#seen.get(notices) ?? 0)) {
        if (notice.type !== 'table' || notice.view.paused === UNSETTLED_WORDS) continue;
        this.#note(notice.view.seq, notice.view.stateHash, name);
        this.#countChips(notice.view, name);
      }
      this.#seen.set(notices, length);
      await this.#lookBack(device);
    }
  }

  /** All agree: none has less than what was shown. @throws Broken */
  end(): void {
    const last = Math.max(...this.#shown.keys());
    for (const { view, name } of this.#table.devices) {
      if ((view?.seq ?? 0) < last)
        throw new Broken(`${name} ends at entry ${view?.seq}, and entry ${last} was shown`);
    }
  }

  /** What a device is shown stands on its disk, and with it the way there. */
  async #lookBack(device: WorldDevice): Promise<void> {
    const { view, name, isOn } = device;
    if (!isOn || view === null || view.paused === UNSETTLED_WORDS) return;
    const hands = await handsOnDisk(device, this.#table.tableId);
    const entries = hands.flatMap((hand) => hand.entries.map(({ entry }) => entry));
    const byId = new Map(entries.map((entry) => [toHex(entry.id), entry]));
    let at = entries.find(({ seq, state }) => seq === view.seq && toHex(state) === view.stateHash);
    const begun = hands.find(({ opening }) => toHex(opening.state) === view.stateHash);
    if (begun) this.#noteOpening(begun, name);
    for (; at; at = byId.get(toHex(at.prev))) {
      this.#note(at.seq, toHex(at.state), name);
      // A hand's file is gone when the next is under way; where it ended stands in that one's.
      const hand = hands.find(({ opening }) => at && sameBytes(opening.id, at.prev));
      if (hand) this.#noteOpening(hand, name);
    }
  }

  #note(seq: number, state: string, by: string): void {
    const before = this.#shown.get(seq);
    if (before !== undefined && before.state !== state)
      throw new Broken(`${by} goes on from another entry ${seq} than ${before.by} was shown`);
    if (before === undefined) this.#shown.set(seq, { state, by });
  }

  #noteOpening({ document, opening }: HandOnDisk, by: string): void {
    const { hand } = document;
    const state = toHex(opening.state);
    const before = this.#openings.get(hand);
    if (before !== undefined && before.state !== state)
      throw new Broken(`${by} begins hand ${hand} from another state than ${before.by} did`);
    if (before === undefined) this.#openings.set(hand, { state, by });
    this.#note(opening.seq, state, by);
  }

  #countChips({ seats, pots }: TableView, name: string): void {
    const all = [...seats.map(({ stack, bet }) => stack + bet), ...pots.map(({ amount }) => amount)];
    const chips = all.reduce((sum, some) => sum + some, 0);
    const bought = CHIPS_EACH * this.#table.devices.length;
    if (chips !== bought) throw new Broken(`${name} sees ${chips} chips, and ${bought} were bought`);
  }
}
