import { spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { root } from '../root.ts';
import { electronVersion } from '../setup/electronRuntime.ts';
import { COMPRESSION_VARIABLE, QUICK_COMPRESSION } from './compression.ts';
import { builderConfig, DIST_FOLDER, type PackagedRuntime, RESOURCES_FOLDER } from './config.ts';
import { feedFrom } from './feed.ts';
import type { Target } from './targets.ts';

/*
 * Runs electron-builder: once for the app's folder, then once for each installer made of it.
 */

const PLATFORM_SWITCHES = { linux: '--linux', win32: '--win', darwin: '--mac' } as const;
/** Seven-zip's quickest that is still worth it: minutes become seconds. */
const QUICK_LEVEL = '3';
/** How much of what a builder that failed has said is told. */
const TOLD_LINES_MAX = 12;
const SEVEN_ZIP = '/usr/bin/7za';
const require = createRequire(import.meta.url);

interface Manifest {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

export async function readManifest(): Promise<Manifest> {
  return JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
}

/** The runtime that is packed: the official one where it is in place or can be fetched, else the fallback. */
export async function runtimeToPack(): Promise<PackagedRuntime & { isFallback: boolean }> {
  const version = electronVersion();
  const wanted = (await readManifest()).devDependencies.electron;
  const isFallback = version !== wanted;
  return { version, folder: join(root, 'node_modules', 'electron', 'dist'), isFallback };
}

export interface BuilderOptions {
  /** Whether electron-builder can fetch its own tools. */
  readonly reachesTools: boolean;
  /** For tests: quick rather than small. */
  readonly isQuick: boolean;
}

/** Builds the app's folder. @returns where it is */
export async function packFolder(options: BuilderOptions): Promise<string> {
  await electronBuilder(['--dir'], options);
  return join(DIST_FOLDER, `${process.platform === 'win32' ? 'win' : process.platform}-unpacked`);
}

/** Makes one installer; of `folder` where its system allows it. */
export async function makeInstaller(target: Target, folder: string, options: BuilderOptions): Promise<void> {
  // A macOS folder belongs to one processor: there electron-builder makes both itself.
  const from = target.platform === 'darwin' ? [] : ['--prepackaged', folder];
  await electronBuilder([target.name, ...from], options);
}

async function electronBuilder(args: readonly string[], options: BuilderOptions): Promise<void> {
  const { platform } = process;
  if (platform !== 'linux' && platform !== 'win32' && platform !== 'darwin') {
    throw new Error(`Evertable is packed on Linux, Windows and macOS, not on ${platform}.`);
  }
  const configPath = join(RESOURCES_FOLDER, 'electron-builder.json');
  const runtime = await runtimeToPack();
  const dependencies = Object.keys((await readManifest()).dependencies);
  // An official runtime for another processor has to be fetched: only Linux and Windows pack just their own.
  const packed = { version: runtime.version, folder: platform === 'darwin' ? null : runtime.folder };
  await mkdir(RESOURCES_FOLDER, { recursive: true });
  await writeFile(
    configPath,
    JSON.stringify(builderConfig(platform, packed, dependencies, feedFrom(process.env)), null, 2),
  );
  const cli = require.resolve('electron-builder/cli.js');
  const child = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      cli,
      PLATFORM_SWITCHES[platform],
      ...args,
      '--config',
      configPath,
      '--publish',
      'never',
    ],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...(await toolVariables(options)) },
    },
  );
  const said = Promise.all([text(child.stdout), text(child.stderr)]);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === 0) return;
  const lines = (await said).join('\n').trim().split('\n').slice(-TOLD_LINES_MAX);
  throw new Error(`electron-builder ended with ${code}:\n${lines.join('\n')}`);
}

/** What stands in for the tools that electron-builder would fetch, where it cannot. */
async function toolVariables({ reachesTools, isQuick }: BuilderOptions): Promise<Record<string, string>> {
  const quick: Record<string, string> = isQuick
    ? { ELECTRON_BUILDER_COMPRESSION_LEVEL: QUICK_LEVEL, [COMPRESSION_VARIABLE]: QUICK_COMPRESSION }
    : {};
  if (reachesTools || process.platform !== 'linux') return quick;
  return {
    ...quick,
    ELECTRON_BUILDER_COMPRESSION_LEVEL: QUICK_LEVEL,
    ELECTRON_BUILDER_7ZIP_PATH: SEVEN_ZIP,
    CUSTOM_FPM_PATH: await fpmStandIn(),
  };
}

/** electron-builder runs one file without arguments of ours: a line of shell leads to the stand-in. */
async function fpmStandIn(): Promise<string> {
  const path = join(RESOURCES_FOLDER, 'fpm');
  const quoted = (words: string) => `'${words.replaceAll("'", "'\\''")}'`;
  const tsx = require.resolve('tsx');
  const script = join(root, 'build', 'package', 'fpm.ts');
  await writeFile(
    path,
    `#!/bin/sh\nexec ${quoted(process.execPath)} --import ${quoted(`file://${tsx}`)} ${quoted(script)} "$@"\n`,
    {
      mode: 0o755,
    },
  );
  return path;
}
