import type { WorldDevice } from '../../../host/testing/world.ts';
import { brokenBy } from './broken.ts';
import { OneHistory } from './oneHistory.ts';
import { OneHostATerm } from './oneHost.ts';
import { hostAmong, pick, threeFriends } from './threeFriends.ts';
import { recovered, watchedFor } from './watched.ts';

const CUTS = 3;
const MOMENT_MS = 4_000;
const SOON_MS = 200;
const LASTS_MS = [400, 1_500, 4_000, 12_000] as const;

/**
 * The device that hosts is cut off from the others for a while, and everybody plays on as well as they can: who was cut off
 * has made a move that never comes to count, and looks at the table.
 */
export function cutOffDrill(seed: number): Promise<string | null> {
  return brokenBy(async () => {
    const table = await threeFriends(seed);
    const { world, devices, tableId } = table;
    const history = new OneHistory(table);
    const hosts = new OneHostATerm();
    for (let cuts = 0; cuts < CUTS; cuts++) {
      await watchedFor(table, history, world.random() * MOMENT_MS);
      // It is the turn of the person there.
      await world.playUntil(() => hostAmong(devices)?.view?.legal != null, 'folds');
      const host = hostAmong(devices) as WorldDevice;
      for (const other of devices) if (other !== host) world.hub.cut(host.device ?? '', other.device ?? '');
      await watchedFor(table, history, SOON_MS);
      // Its person looks at the table, just after a move that nobody else has.
      await host.send({ type: 'openTable', tableId });
      await watchedFor(table, history, pick(world, LASTS_MS));
      await hosts.note(devices, tableId);
      world.hub.healAll();
      await recovered(table, history);
      await hosts.note(devices, tableId);
    }
  });
}
