import type { WorldDevice } from '../../../host/testing/world.ts';
import { brokenBy } from './broken.ts';
import { OneHistory } from './oneHistory.ts';
import { comeBack, hostAmong, isSame, threeFriends } from './threeFriends.ts';
import { recovered, watchedFor } from './watched.ts';

const MOMENT_MS = 4_000;
/** More than a message is on its way. */
const STATUS_MS = 50;

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
    const seq = witness.view?.seq ?? 0;
    await world.playUntil(() => (witness.view?.seq ?? 0) > seq && isSame([host, witness]), 'folds');
    await history.look();
    host.kill();
    host.disk = backup;
    await comeBack(table, host);
    const hears = () => host.people?.people.filter(({ presence }) => presence === 'here').length ?? 0;
    await world.until(() => hears() > 0);
    // What the other holds is heard of, and does not come.
    hub.cutOneWay(keys.get(host) ?? '', keys.get(witness) ?? '');
    await world.pass(STATUS_MS);
    cut(host, witness);
    hub.heal(keys.get(absent) ?? '', keys.get(host) ?? '');
    await watchedFor(table, history, MOMENT_MS * 2);
    hub.healAll();
    await recovered(table, history);
  });
}
