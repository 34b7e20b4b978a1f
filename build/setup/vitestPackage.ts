import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildApp } from '../appBuild.ts';
import { makeInstaller, packFolder } from '../package/builder.ts';
import { DIST_FOLDER, RESOURCES_FOLDER } from '../package/config.ts';
import { drawPackageIcons } from '../package/icons.ts';
import { TARGETS } from '../package/targets.ts';
import { setUp } from './setUp.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The packed app's folder; null: this system has no tests of it. */
    packedFolder: string | null;
    /** The .deb; null: this system makes none. */
    debianPackage: string | null;
  }
}

const DPKG_DEB = '/usr/bin/dpkg-deb';
/** Never fetches anything: what is tested is what this machine makes of its own. */
const OPTIONS = { reachesTools: false, isQuick: true };

/** Vitest's global set-up for the suite of the packed app: packs it, as `npm run dist -- --quick deb` does. */
export default async function prepare({ provide }: TestProject): Promise<() => void> {
  const display = await setUp();
  Object.assign(process.env, display.env);
  if (process.platform !== 'linux') {
    provide('packedFolder', null);
    provide('debianPackage', null);
    return display.close;
  }
  await buildApp();
  await mkdir(DIST_FOLDER, { recursive: true });
  await drawPackageIcons(RESOURCES_FOLDER);
  const folder = await packFolder(OPTIONS);
  provide('packedFolder', folder);
  provide('debianPackage', existsSync(DPKG_DEB) ? await makeDebianPackage(folder) : null);
  return display.close;
}

async function makeDebianPackage(folder: string): Promise<string> {
  const [deb] = TARGETS;
  if (deb?.name !== 'deb') throw new Error('The first target is not the Debian package.');
  await makeInstaller(deb, folder, OPTIONS);
  const name = (await readdir(DIST_FOLDER)).find((file) => file.endsWith(deb.ending));
  if (name === undefined) throw new Error('electron-builder has left no Debian package.');
  return join(DIST_FOLDER, name);
}
