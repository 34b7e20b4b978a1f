import { expect, test } from 'vitest';
import { UNSETTLED_WORDS } from '../liveTable.ts';
import { comeBack, friendsTable, hostOf, isSame, tellSeedOfFailure } from '../testing/friendsTable.ts';
import type { WorldDevice } from '../testing/world.ts';

tellSeedOfFailure();

// Found by kills of real processes: entry 451 was shown in two ways, first by a device that had just started.
test('a device that has just started says that the end of its disk may not be agreed, and shows nothing as done', async () => {
  const { world, devices, tableId } = await friendsTable(1, 3);
  await world.playUntil(() => hostOf(devices)?.view?.legal != null && isSame(devices));
  const host = hostOf(devices) as WorldDevice;
  const rest = devices.filter((device) => device !== host);
  const seq = host.view?.seq ?? 0;
  // Its entry is on its own disk and on no other.
  for (const other of rest) world.hub.cut(host.device ?? '', other.device ?? '');
  await host.actPlainly();
  await world.pass(100);
  host.kill();
  await world.until(() => hostOf(rest) !== undefined);
  await comeBack(world, host, tableId);
  expect(host.view?.seq).toBeGreaterThan(seq);
  expect(host.view?.paused).toBe(UNSETTLED_WORDS);
  for (const other of rest) world.hub.heal(host.device ?? '', other.device ?? '');
  await world.until(() => isSame(devices) && host.view?.paused === null);
});
