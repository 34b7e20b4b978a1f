import type { WorldDevice } from '../../../host/testing/world.ts';
import { brokenBy } from './broken.ts';
import { OneHistory } from './oneHistory.ts';
import { comeBack, threeFriends } from './threeFriends.ts';
import { recovered, watchedFor } from './watched.ts';

const CUTS = 3;
const MOMENT_MS = 8_000;

/** The power goes in the whole house, at any moment of a hand; what anybody was shown must still be there afterwards. */
export function powerDrill(seed: number): Promise<string | null> {
  return brokenBy(async () => {
    const table = await threeFriends(seed);
    const { world, devices, tableId } = table;
    const [first] = devices as [WorldDevice];
    const history = new OneHistory(table);
    for (let cuts = 0; cuts < CUTS; cuts++) {
      await watchedFor(table, history, world.random() * MOMENT_MS);
      for (const device of devices) device.kill();
      for (const device of devices) await comeBack(table, device);
      await first.send({ type: 'resume', tableId });
      await recovered(table, history);
    }
  });
}
