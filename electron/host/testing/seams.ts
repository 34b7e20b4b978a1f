import { expect } from 'vitest';
import type { TableView } from '../../ipc.ts';
import { OneHistory } from '../../sim/checkers/oneHistory.ts';
import { chipsOf, type FriendsTable, friendsTable, handOf, isSame } from './friendsTable.ts';
import type { WorldDevice } from './world.ts';

const CHIPS_EACH = 100;
/** A fault begins so long after a move that may end the hand, and lasts so long; table time, ms. */
const BEGINS_WITHIN_MS = 60;
const LASTS_MS = [20, 400, 4_000, 12_000] as const;

/** One fault of the network or of a device, and what ends it. */
interface Fault {
  readonly words: string;
  readonly begin: () => void;
  readonly end: () => Promise<void>;
}

/** A fault that the seed chooses: somebody dies, is cut off from all or from one, or only what it says is lost. */
function anyFault({ world, devices, tableId }: FriendsTable): Fault {
  const { random, hub } = world;
  const at = Math.floor(random() * devices.length);
  const one = devices[at] as WorldDevice;
  const others = devices.filter((device) => device !== one);
  const other = others[Math.floor(random() * others.length)] as WorldDevice;
  const [me, you] = [one.device ?? '', other.device ?? ''];
  const cut = (words: string, begin: () => void): Fault => ({
    words: `${one.name} ${words}`,
    begin,
    end: async () => hub.healAll(),
  });
  const kinds = [
    () => ({
      words: `${one.name} dies`,
      begin: () => one.kill(),
      end: async () => {
        if (one.isOn) return;
        await one.start();
        await one.send({ type: 'openTable', tableId });
      },
    }),
    () =>
      cut('is cut off', () => {
        for (const { device } of others) hub.cut(me, device ?? '');
      }),
    () => cut(`and ${other.name} do not reach each other`, () => hub.cut(me, you)),
    () => cut(`does not reach ${other.name}`, () => hub.cutOneWay(me, you)),
    () =>
      cut('is heard by nobody', () => {
        for (const { device } of others) hub.cutOneWay(me, device ?? '');
      }),
  ];
  return (kinds[Math.floor(random() * kinds.length)] as (typeof kinds)[number])();
}

/**
 * Three friends play short hands while faults come around the ends of hands, two at once at times. Once all is whole
 * again the table goes on, no chip is lost, and what anybody was shown is one history.
 * @param tell hears of each fault, for whoever looks for a mistake
 */
export async function playThroughSeams(
  seed: number,
  faults: number,
  tell: (words: string) => void = () => {},
): Promise<void> {
  const table = await friendsTable(seed, 3);
  const { world, devices } = table;
  const { random, clock } = world;
  const history = new OneHistory();
  const looked = (isDone: () => boolean) => () => {
    for (const { name, view } of devices) if (view) history.saw(name, { type: 'table', view });
    return isDone();
  };
  const passed = (lengthMs: number) => {
    const untilMs = clock.steadyMs() + lengthMs;
    clock.after(lengthMs, () => {});
    return world.playUntil(
      looked(() => clock.steadyMs() >= untilMs),
      'folds',
    );
  };
  for (let count = 0; count < faults; count++) {
    const hand = handOf(devices[0] as WorldDevice);
    // The second fold of three ends the hand.
    await world.playUntil(
      looked(() => devices.some((device) => handOf(device) > hand || foldsIn(device) === 1)),
      'folds',
    );
    await passed(Math.floor(random() * BEGINS_WITHIN_MS));
    const chosen = [anyFault(table), ...(random() < 0.3 ? [anyFault(table)] : [])];
    for (const { words, begin } of chosen) {
      tell(`${clock.steadyMs()} ms, hand ${devices.map(handOf)}: ${words}`);
      begin();
    }
    await passed(LASTS_MS[Math.floor(random() * LASTS_MS.length)] as number);
    for (const { end } of chosen) await end();
    const before = Math.max(...devices.map(handOf));
    tell(`${clock.steadyMs()} ms, hand ${before}: all is whole`);
    await world.playUntil(
      looked(() => devices.every((device) => handOf(device) > before + 1) && isSame(devices)),
      'folds',
    );
    for (const { view, messages } of devices) {
      expect(chipsOf(view as TableView)).toBe(CHIPS_EACH * devices.length);
      expect(messages.filter((words) => words.startsWith('The table stopped'))).toEqual([]);
    }
  }
}

function foldsIn({ view }: WorldDevice): number {
  return view?.seats.filter(({ name, inHand }) => name !== null && !inHand).length ?? 0;
}
