import { expect, test } from 'vitest';
import type { TableView } from '../../ipc.ts';
import { World, type WorldDevice } from '../testing/world.ts';

test('friends play a hand with a deck that their devices made', async () => {
  const world = new World(7, { cards: 'devices' });
  const devices = [await world.device('Ada'), await world.device('Bo'), await world.device('Cy')];
  await world.table(devices);
  await world.playUntil(() => (devices[0]?.view?.handNumber ?? 0) >= 3);
  const view = devices[0]?.view as TableView;
  expect(view.handNumber).toBeGreaterThanOrEqual(3);
}, 120_000);

// Guards `isNews`: the dealer's thread has better to do than to hear of every bet.
test('a dealer is not woken by moves', async () => {
  const world = new World(61, { cards: 'devices' });
  const devices = [await world.device('Ada'), await world.device('Bo'), await world.device('Cy')];
  const [ada] = devices as [WorldDevice, WorldDevice, WorldDevice];
  await world.table(devices);
  let phase = '';
  let woken = 0;
  ada.watch = {
    asked: ({ making }) => {
      phase = making?.phase ?? '';
      woken += 1;
    },
  };
  await world.until(() => phase === 'done' && ada.view?.actor != null);
  const before = ada.view?.actor?.turn ?? 0;
  woken = 0;
  await world.playUntil(() => ada.view?.actor?.turn === before + 2);
  expect(woken, 'the next deck is there, and no card is asked for').toBe(0);
  await world.playUntil(() => ada.view?.boards[0]?.length === 3);
  expect(woken, 'a flop is asked for').toBeGreaterThan(0);
}, 60_000);
