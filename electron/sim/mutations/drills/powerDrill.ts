import type { WorldDevice } from '../../../host/testing/world.ts';
import { Broken, OneHistory } from './oneHistory.ts';
import { comeBack, handOf, isSame, playFor, threeFriends } from './threeFriends.ts';

const CUTS = 3;

/** The power goes in the whole house, at any moment of a hand; what anybody was shown must still be there afterwards. */
export async function powerDrill(seed: number): Promise<string | null> {
  const table = await threeFriends(seed);
  const { world, devices, tableId } = table;
  const [first] = devices as [WorldDevice];
  const history = new OneHistory();
  const note = () => history.note(devices);
  try {
    for (let cuts = 0; cuts < CUTS; cuts++) {
      await playFor(table, world.random() * 8_000, note);
      for (const device of devices) device.kill();
      for (const device of devices) await comeBack(table, device);
      await first.send({ type: 'resume', tableId });
      const hand = Math.max(...devices.map(handOf));
      await world.playUntil(() => {
        note();
        return devices.every((device) => handOf(device) > hand) && isSame(devices);
      }, 'folds');
      history.end(devices);
    }
    return null;
  } catch (error) {
    if (error instanceof Broken) return error.message;
    throw error;
  }
}
