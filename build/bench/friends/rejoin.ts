import type { Device } from '../../../electron/sim/real/device.ts';
import type { FriendsTable } from '../../../electron/sim/real/friendsTable.ts';
import type { BenchRun, Figure } from '../figure.ts';
import { median } from '../pairs.ts';
import { atFriendsTable } from './atFriendsTable.ts';

const DEVICES = 3;
const HANDS = 50;
const QUICK_HANDS = 3;
const TIMES = 3;

/**
 * A player sits out and the device is off while the others play fifty hands, and stop at a turn: how long from its host's
 * start until it shows the very entry that they show.
 */
export function measureRejoin(run: BenchRun): Promise<Figure[]> {
  const hands = run.quick ? QUICK_HANDS : HANDS;
  const times = run.quick ? 1 : TIMES;
  return atFriendsTable(DEVICES, run, async (table) => {
    const tookMs: number[] = [];
    for (let time = 0; time < times; time++) tookMs.push(await missHands(table, hands));
    return [
      {
        name: 'rejoin50HandsMs',
        about: `${DEVICES} devices: start of a host that missed ${hands} hands to showing what the others show, median of ${times}`,
        value: median(tookMs),
        unit: 'ms',
      },
    ];
  });
}

async function missHands(table: FriendsTable, hands: number): Promise<number> {
  const [, absent] = table.devices as [Device, Device];
  const [stays] = table.devices as [Device];
  const { tableId } = table;
  absent.send({ type: 'sitOut', tableId, sitOut: true });
  // From the next hand on nothing is asked of that seat.
  await table.playUntil('a hand without it', () => {
    const seat = stays.view?.seats[absent.view?.mySeat ?? -1];
    return seat?.sittingOut === true && !seat.inHand;
  });
  await absent.kill();
  const first = stays.view?.handNumber ?? 0;
  await table.playUntil(`${hands} hands`, () => (stays.view?.handNumber ?? 0) > first + hands);
  await table.nextTurn();
  await table.settle();
  const startMs = performance.now();
  await absent.start();
  absent.send({ type: 'openTable', tableId });
  await absent.until('the others’ entry', () => absent.view !== null && table.isSame);
  const tookMs = performance.now() - startMs;
  absent.send({ type: 'sitOut', tableId, sitOut: false });
  await table.playUntil('all to play', () =>
    table.devices.every(({ view }) => view?.seats.filter(({ inHand }) => inHand).length === DEVICES),
  );
  return tookMs;
}
