import type { WorldDevice } from '../../../host/testing/world.ts';
import { brokenBy } from './broken.ts';
import { OneHistory } from './oneHistory.ts';
import { comeBack, handOf, hostAmong, isSame, threeFriends } from './threeFriends.ts';
import { recovered, watchedFor } from './watched.ts';

const MOMENT_MS = 4_000;

/**
 * A device hosts while another is cut off; then an old backup is put back on its disk, and it hears first who knows better and
 * then only who was cut off. It must not help that one to go on without what was committed.
 */
export function backupDrill(seed: number): Promise<string | null> {
  return brokenBy(async () => {
    const table = await threeFriends(seed);
    const { world, devices } = table;
    const { hub } = world;
    const history = new OneHistory(table);
    await watchedFor(table, history, world.random() * MOMENT_MS);
    await world.until(() => hostAmong(devices) !== undefined && isSame(devices));
    const host = hostAmong(devices) as WorldDevice;
    const [witness, absent] = devices.filter((device) => device !== host) as [WorldDevice, WorldDevice];
    const keys = new Map(devices.map((one) => [one, one.device ?? '']));
    const cut = (one: WorldDevice, other: WorldDevice) => hub.cut(keys.get(one) ?? '', keys.get(other) ?? '');
    const backup = host.disk.copy();
    cut(absent, host);
    cut(absent, witness);
    const hand = handOf(witness);
    // Further than what the backup may hold without having shown it.
    await world.playUntil(() => handOf(witness) > hand + 1 && isSame([host, witness]), 'folds');
    await history.look();
    host.kill();
    host.disk = backup;
    await comeBack(table, host);
    // What the other holds is heard of, and does not come.
    await world.until(() => (host.people?.savedOn ?? 0) > 1);
    cut(host, witness);
    hub.heal(keys.get(absent) ?? '', keys.get(host) ?? '');
    await watchedFor(table, history, MOMENT_MS * 2);
    hub.healAll();
    await recovered(table, history);
  });
}
