import { expect, test } from 'vitest';
import type { TableView } from '../../ipc.ts';
import { World } from '../testing/world.ts';

test('friends play a hand with a deck that their devices made', async () => {
  const world = new World(7, { cards: 'devices' });
  const devices = [await world.device('Ada'), await world.device('Bo'), await world.device('Cy')];
  await world.table(devices);
  await world.playUntil(() => (devices[0]?.view?.handNumber ?? 0) >= 3);
  const view = devices[0]?.view as TableView;
  expect(view.handNumber).toBeGreaterThanOrEqual(3);
}, 120_000);
