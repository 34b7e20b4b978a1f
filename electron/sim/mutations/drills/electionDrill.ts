import type { DiskCall } from '../../../host/disk/testing/watchedFileSystem.ts';
import type { WorldDevice } from '../../../host/testing/world.ts';
import { brokenBy } from './broken.ts';
import { OneHistory } from './oneHistory.ts';
import { OneHostATerm } from './oneHost.ts';
import { comeBack, hostAmong, playFor, threeFriends } from './threeFriends.ts';
import { recovered, watchedFor } from './watched.ts';

const MOMENT_MS = 4_000;
const ELECTION_MS = 4_000;

/**
 * The device that hosts is cut off, and another is elected; who voted for that one loses its power before the first entry of
 * the new term is on its disk. It starts again and hears only the former host, which stands in the same term.
 */
export function electionDrill(seed: number): Promise<string | null> {
  return brokenBy(async () => {
    const table = await threeFriends(seed);
    const { world, devices, tableId } = table;
    const { hub } = world;
    const history = new OneHistory(table);
    const hosts = new OneHostATerm();
    await watchedFor(table, history, world.random() * MOMENT_MS);
    await world.until(() => hostAmong(devices) !== undefined);
    const former = hostAmong(devices) as WorldDevice;
    const keys = new Map(devices.map((one) => [one, one.device ?? '']));
    const cut = (one: WorldDevice, other: WorldDevice) => hub.cut(keys.get(one) ?? '', keys.get(other) ?? '');
    const others = devices.filter((device) => device !== former);
    for (const other of others) cut(former, other);

    // Who is elected writes first, then who voted for it.
    const writers: WorldDevice[] = [];
    for (const device of others) {
      device.losesPower = (call) => {
        if (isOfHand(call) && !writers.includes(device)) writers.push(device);
        return writers[1] === device;
      };
    }
    await playFor(table, ELECTION_MS);
    for (const device of others) device.losesPower = null;
    const [elected, voter] = writers;
    hub.healAll();
    if (elected && voter && !voter.isOn) {
      for (const other of devices) if (other !== elected) cut(elected, other);
      await comeBack(table, voter);
      await watchedFor(table, history, ELECTION_MS);
      await hosts.note(devices, tableId);
      hub.healAll();
    }
    await recovered(table, history);
    await hosts.note(devices, tableId);
  });
}

function isOfHand({ name, path }: DiskCall): boolean {
  return name === 'append' && path.endsWith('.automerge');
}
