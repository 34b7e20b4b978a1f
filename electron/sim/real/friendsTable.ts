import { PLAIN_RULES, type Settings } from '../../../shared/table/settings.ts';
import { happens } from '../../host/bots/chance.ts';
import { seededRandom } from '../../host/bots/testing/seededRandom.ts';
import { type Device, turnOf, untilAny } from './device.ts';

export const NAMES = ['Ada', 'Bo', 'Cy', 'Di', 'Ed', 'Flo'];
/** Ten thousand big blinds: nobody is broke before a bench is over. */
const BUY_IN = 1_000_000;
const SETTINGS: Settings = {
  ...PLAIN_RULES,
  maxSeats: NAMES.length,
  smallBlind: 50,
  bigBlind: 100,
  minBuyIn: BUY_IN,
  maxBuyIn: BUY_IN,
  // A device that is gone when it is to act costs the others time that is not theirs.
};
const FOLD_CHANCE = 0.15;

/** A turn that somebody is to answer. */
export interface OpenTurn {
  readonly device: Device;
  /** Answers it; the promise is kept as soon as this device shows a table at which that turn is over. */
  readonly act: () => Promise<void>;
}

/** Friends at one table, each on a device of their own. */
export class FriendsTable {
  readonly devices: readonly Device[];
  readonly tableId: string;
  readonly #random: () => number;

  private constructor(devices: readonly Device[], tableId: string, random: () => number) {
    this.devices = devices;
    this.tableId = tableId;
    this.#random = random;
  }

  /** Opens a table of the first device, joined by the others through its link; all of them are dealt in and vote. */
  static async open(devices: readonly Device[], seed: number): Promise<FriendsTable> {
    const [opener, ...guests] = devices as [Device, ...Device[]];
    for (const device of devices) {
      await device.start();
      device.send({ type: 'setProfile', name: device.name });
    }
    opener.send({ type: 'newFriendsTable', name: 'Kitchen', buyIn: BUY_IN, settings: SETTINGS });
    await opener.until('a seat', () => opener.view?.mySeat === 0);
    const tableId = opener.view?.tableId ?? '';
    const table = new FriendsTable(devices, tableId, seededRandom(seed));
    opener.send({ type: 'invite', tableId, admission: 'auto' });
    await opener.until('a link', () => opener.people?.invite != null);
    const link = opener.people?.invite?.link ?? '';
    for (const [at, guest] of guests.entries()) {
      guest.send({ type: 'followLink', link });
      await table.playUntil('to come in', () => {
        guest.goIn(link);
        return guest.view !== null;
      });
      guest.send({ type: 'sit', tableId, seat: at + 1, buyIn: BUY_IN });
      await table.playUntil('a seat', () => guest.view?.mySeat === at + 1);
    }
    await table.playUntil('all to play and vote', () =>
      devices.every(
        ({ view, people }) =>
          people?.people.filter(({ isVoter }) => isVoter).length === devices.length &&
          view?.seats.filter(({ inHand }) => inHand).length === devices.length,
      ),
    );
    return table;
  }

  /** The device that hosts, as it says itself. */
  get host(): Device | undefined {
    return this.#on.find(({ people }) => people?.isHost);
  }

  /** Whether all that run show the very same state. */
  get isSame(): boolean {
    const [first, ...rest] = this.#on;
    return rest.every(
      ({ view }) => view !== null && view.seq === first?.view?.seq && view.stateHash === first.view.stateHash,
    );
  }

  get #on(): readonly Device[] {
    return this.devices.filter(({ isOn }) => isOn);
  }

  /** The next turn that a device that runs is to answer. Nobody plays before it is answered. */
  async nextTurn(): Promise<OpenTurn> {
    const actor = () => this.#on.find(({ openTurn }) => openTurn);
    await this.#until('a turn', () => actor() !== undefined);
    const device = actor() as Device;
    return { device, act: () => this.#act(device) };
  }

  /** Everybody who runs plays on at once until it is so. */
  async playUntil(what: string, isSo: () => boolean): Promise<void> {
    for (;;) {
      const actor = () => this.#on.find(({ openTurn }) => openTurn);
      await this.#until(what, () => isSo() || actor() !== undefined);
      if (isSo()) return;
      actor()?.answerTurn(this.#wish());
    }
  }

  /** Everybody who runs looks at the table as far as it has come, and nobody is to do anything but act. */
  async settle(): Promise<void> {
    await this.#until('all to show the same', () => this.isSame && this.#on.some(({ openTurn }) => openTurn));
  }

  async #act(device: Device): Promise<void> {
    const turn = turnOf(device.answerTurn(this.#wish()));
    await device.until('the action', () => device.view !== null && turnOf(device.view) !== turn);
  }

  #wish(): 'call' | 'fold' {
    return happens(FOLD_CHANCE, this.#random) ? 'fold' : 'call';
  }

  #until(what: string, isSo: () => boolean): Promise<void> {
    return untilAny(this.devices, what, () => {
      for (const device of this.#on) device.hurry();
      return isSo();
    });
  }
}
