import { describe, expect, test } from 'vitest';
import type { TableView } from '../../ipc.ts';
import { chipsOf, comeBack, handOf, hostOf, isSame } from '../testing/friendsTable.ts';
import { World, type WorldDevice } from '../testing/world.ts';

const NAMES = ['Ada', 'Bo', 'Cy'];
const STREETS = ['preflop', 'flop', 'turn', 'river'] as const;

async function friends(seed: number, names: readonly string[]) {
  const world = new World(seed, { cards: 'devices' });
  const devices: WorldDevice[] = [];
  for (const name of names) devices.push(await world.device(name));
  const tableId = await world.table(devices);
  await world.playUntil(() => isInHand(devices, names.length));
  return { world, devices, tableId };
}

function isInHand(devices: readonly WorldDevice[], count: number): boolean {
  return devices.every(({ view }) => view?.seats.filter(({ inHand }) => inHand).length === count);
}

describe('case 34: once the deck stands', () => {
  test('the host is killed on every street, and the hand ends on the others with its cards', async () => {
    const { world, devices, tableId } = await friends(41, NAMES);
    for (const street of STREETS) {
      await world.playUntil(
        () => isInHand(devices, NAMES.length) && devices.every(({ view }) => view?.phase === street),
      );
      const host = hostOf(devices) as WorldDevice;
      const rest = devices.filter((device) => device !== host);
      const hand = handOf(host);
      host.kill();
      await world.playUntil(() => rest.every((device) => handOf(device) > hand) && isSame(rest));
      expect(chipsOf(rest[0]?.view as TableView)).toBe(300);
      await comeBack(world, host, tableId);
      await world.playUntil(() => isSame(devices));
    }
  }, 240_000);
});

// Guards: `isStalled` and `isVoid` of the deck, and that no device says a share that it does not have.
test('case 35: with fewer than t holders no card opens; the hand waits in words and is called off by who is there', async () => {
  const { world, devices, tableId } = await friends(43, ['Ada', 'Bo']);
  const [ada, bo] = devices as [WorldDevice, WorldDevice];
  const witness = await world.device('Wim');
  await witness.join(ada.people?.invite?.link ?? '', 'witness');
  await world.playUntil(
    () =>
      ada.people?.people.some(({ name, isVoter }) => name === 'Wim' && isVoter) === true &&
      ada.view?.phase === 'preflop',
  );
  await world.playUntil(() => bo.view?.legal?.maxRaiseTo != null && ada.view?.boards[0]?.length === 0);
  await bo.raise(bo.view?.legal?.maxRaiseTo as number);
  await world.until(() => ada.view?.legal != null);
  const hand = handOf(ada);
  bo.kill();
  await ada.act('call');
  // Bo's cards, and then the board, wait for a share of Bo's.
  await world.until(() => ada.view?.canCallOff === true);
  expect(ada.view?.waitingFor).toContain('The cards wait: it takes 2 of the 2 computers');
  await world.pass(60_000);
  expect(ada.view?.boards[0], 'never a guess').toEqual([]);
  expect(ada.view?.seats[1]?.cards).toEqual([null, null]);
  await ada.send({ type: 'callOff', tableId });
  await world.until(() => handOf(ada) > hand);
  expect(chipsOf(ada.view as TableView)).toBe(200);
  expect(ada.view?.seats.slice(0, 2).every(({ stack }) => stack > 0)).toBe(true);
}, 240_000);
