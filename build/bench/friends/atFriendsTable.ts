import { cp, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Device } from '../../../electron/sim/real/device.ts';
import { FriendsTable, NAMES } from '../../../electron/sim/real/friendsTable.ts';
import { inLoopbackNetwork } from '../../../electron/sim/real/network.ts';
import { buildApp } from '../../appBuild.ts';
import { root } from '../../root.ts';
import type { BenchRun } from '../figure.ts';
import { inWorkFolder } from '../workFolder.ts';

/** Does work at a table of so many devices, in a network and folders that are gone afterwards. */
export async function atFriendsTable<T>(
  count: number,
  { tell }: BenchRun,
  work: (table: FriendsTable, surroundings: { folder: string; bootstrap: readonly string[] }) => Promise<T>,
): Promise<T> {
  const built = await buildApp();
  if (built) tell(built);
  return inWorkFolder((folder) =>
    inLoopbackNetwork(async (bootstrap) => {
      const hostScript = await ownCopyOfHost(folder);
      const devices = NAMES.slice(0, count).map(
        (name) => new Device({ name, hostScript, folder: join(folder, name), bootstrap }),
      );
      try {
        return await work(await FriendsTable.open(devices, count), { folder, bootstrap });
      } finally {
        await Promise.all(devices.map((device) => device.kill()));
      }
    }),
  );
}

/** A build that comes meanwhile changes nothing of what is measured. */
export async function ownCopyOfHost(folder: string): Promise<string> {
  const script = join(folder, 'app', 'host.js');
  await mkdir(dirname(script));
  await cp(join(root, 'out', 'app'), dirname(script), { recursive: true });
  return script;
}
