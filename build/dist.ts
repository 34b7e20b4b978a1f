import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { buildApp } from './appBuild.ts';
import { runCommand } from './command.ts';
import { makeInstaller, packFolder, readManifest, runtimeToPack } from './package/builder.ts';
import { writeChecksums } from './package/checksums.ts';
import { DIST_FOLDER, RESOURCES_FOLDER } from './package/config.ts';
import {
  FEED_KEY_VARIABLE,
  FEED_URL_VARIABLE,
  SIGNING_KEY_VARIABLE,
  signAnnouncements,
} from './package/feed.ts';
import { drawPackageIcons } from './package/icons.ts';
import { obstacle, TARGETS, type Target } from './package/targets.ts';
import { toolsWithinReach } from './package/toolsWithinReach.ts';
import { root } from './root.ts';
import { isOnPath } from './setup/debianLibraries.ts';
import { ensureElectronRuntime } from './setup/electronRuntime.ts';
import { secondsSince } from './setup/step.ts';

const USAGE = `
npm run dist [-- TARGET...] [--quick]

Builds Evertable's installers into out/dist: all that this machine can build, or those named. What it cannot build it
names with the reason, in a line each. SHA256SUMS holds their checksums.

${TARGETS.map(({ name, about }) => `  ${name.padEnd(10)}${about}`).join('\n')}

  --quick   larger files, in less time

The packed app looks for updates only where ${FEED_URL_VARIABLE} and ${FEED_KEY_VARIABLE} say so; with
${SIGNING_KEY_VARIABLE} the announcements (latest*.yml) are signed.
`;

const QUICK_SWITCH = '--quick';
const BYTES_A_MEGABYTE = 1_000_000;

await runCommand(USAGE, async (args) => {
  const startMs = performance.now();
  const chosen = chooseTargets(args.filter((name) => name !== QUICK_SWITCH));
  const reachesTools = await toolsWithinReach();
  const machine = {
    platform: process.platform,
    reachesTools,
    hasProgram: (name: string) => isOnPath(name),
    hasVariable: (name: string) => Boolean(process.env[name]),
  };
  const possible = chosen.filter((target) => obstacle(target, machine) === null);
  for (const target of chosen) {
    const reason = obstacle(target, machine);
    if (reason !== null) console.log(`Not built: ${target.name} ${reason}`);
  }
  // Asked for by name, what cannot be built is a failure.
  const isShort = args.some((name) => name !== QUICK_SWITCH) && possible.length < chosen.length;
  if (possible.length === 0) return 1;

  say(await ensureElectronRuntime());
  say(await buildApp());
  const { version, isFallback } = await runtimeToPack();
  const manifest = await readManifest();
  if (isFallback) {
    console.log(
      `WARNING: packed with Electron ${version}, a fallback for tests; a release needs ${manifest.devDependencies.electron}. Do not hand it out.`,
    );
  }
  await mkdir(DIST_FOLDER, { recursive: true });
  await drawPackageIcons(RESOURCES_FOLDER);
  const options = { reachesTools, isQuick: args.includes(QUICK_SWITCH) };
  const folder = await packFolder(options);
  console.log(
    `App: ${megabytes(await folderBytes(folder))} in ${relative(root, folder)}, version ${manifest.version}`,
  );
  let failures = 0;
  for (const target of possible) failures += await build(target, folder, options);
  await writeChecksums(
    DIST_FOLDER,
    TARGETS.map(({ ending }) => ending),
  );
  const keyPath = process.env[SIGNING_KEY_VARIABLE];
  if (keyPath) console.log(`Signed: ${(await signAnnouncements(DIST_FOLDER, keyPath)).join(', ')}`);
  console.log(`Done (${secondsSince(startMs)})`);
  return failures > 0 || isShort ? 1 : 0;
});

async function build(
  target: Target,
  folder: string,
  options: Parameters<typeof makeInstaller>[2],
): Promise<number> {
  const startMs = performance.now();
  const made = async () => (await readdir(DIST_FOLDER)).filter((name) => name.endsWith(target.ending));
  for (const name of await made()) await rm(join(DIST_FOLDER, name));
  try {
    await makeInstaller(target, folder, options);
  } catch (error) {
    console.log(`Failed: ${target.name}: ${(error as Error).message}`);
    return 1;
  }
  for (const name of await made()) {
    const { size } = await stat(join(DIST_FOLDER, name));
    console.log(
      `Built: ${relative(root, join(DIST_FOLDER, name))}, ${megabytes(size)} (${secondsSince(startMs)})`,
    );
  }
  return 0;
}

function chooseTargets(names: readonly string[]): readonly Target[] {
  const unknown = names.find((name) => !TARGETS.some((target) => target.name === name));
  if (unknown !== undefined) {
    throw new Error(`No target "${unknown}": choose of ${TARGETS.map(({ name }) => name).join(', ')}.`);
  }
  return names.length === 0 ? TARGETS : TARGETS.filter(({ name }) => names.includes(name));
}

async function folderBytes(folder: string): Promise<number> {
  let sizeBytes = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) sizeBytes += (await stat(join(entry.parentPath, entry.name))).size;
  }
  return sizeBytes;
}

function megabytes(sizeBytes: number): string {
  return `${(sizeBytes / BYTES_A_MEGABYTE).toFixed(1)} MB`;
}

function say(report: string | null): void {
  if (report !== null) console.log(report);
}
