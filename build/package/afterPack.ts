import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AfterPackContext } from 'electron-builder';

/** The fallback runtime carries an app of ours that opens folders (build/setup/defaultApp): no release may hold it. */
export default async function afterPack({
  appOutDir,
  electronPlatformName,
}: AfterPackContext): Promise<void> {
  if (electronPlatformName === 'darwin') return;
  await rm(join(appOutDir, 'resources', 'default_app.asar'), { force: true });
}
